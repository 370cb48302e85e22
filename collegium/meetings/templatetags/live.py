"""What the live page's templates need beyond the design system."""

from uuid import UUID, uuid4

from django import template

from collegium.domain.playbook import EventKind
from collegium.meetings.live.desk import Desk

register = template.Library()


@register.simple_tag
def fresh_key() -> UUID:
    """Return a key by which a second click is known as a repetition."""
    return uuid4()


@register.filter
def may(desk: Desk, kind: str) -> bool:
    """`{% if desk|may:"reveal" %}`: whether the table lets this member do it now."""
    return desk.may(EventKind(kind))
