"""`{% load places %}`: links to where a lead changes something."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from collegium.groups.models import Programme
from collegium.groups.words.places import LABELS, ROSTER

register = template.Library()


@register.simple_tag
def place_link(place: str, programme: Programme) -> SafeString:
    """`{% place_link advice.place programme %}`: the way there, in a few words."""
    address = reverse(place, args=[] if place == ROSTER else [programme.pk])
    return format_html('<a href="{}">{}</a>', address, LABELS[place])
