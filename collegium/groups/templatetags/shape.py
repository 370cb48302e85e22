"""`{% load shape %}`: the words of a group's picture. Knows no rows: the command uses it too."""

from django import template

from collegium.groups.words.names import TRAITS

register = template.Library()


@register.filter
def trait_name(name: str) -> str:
    """`{{ trait.name|trait_name }}`: an attribute as the heading of a row of a picture."""
    return str(TRAITS.get(name, name))
