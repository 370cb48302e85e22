"""`{% load memory %}`: the parts of a group's memory in words."""

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from collegium.domain.memory import Fate
from collegium.library.memory_words import FATES, KINDS, PARTS
from collegium.ui.components import state_tag

register = template.Library()


@register.simple_tag
def fate_tag(fate: Fate) -> SafeString:
    """`{% fate_tag plan.fate %}`: what became of a plan, in a word or a few."""
    words, kind = FATES[fate]
    return state_tag(str(words), kind, "")


@register.filter
def fate_words(fate: Fate) -> str | Promise:
    """What became of a plan, as text."""
    return FATES[fate][0]


@register.filter
def kind_words(kind: str) -> str | Promise:
    """What sort of thing somebody wrote."""
    return KINDS.get(kind, kind)


@register.filter
def part_words(part: str) -> str | Promise:
    """What a part of it is about; nothing for what needs no name."""
    return PARTS.get(part, "")
