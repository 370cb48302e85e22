"""What the session's pages need beyond the design system."""

from uuid import UUID, uuid4

from django import template

register = template.Library()


@register.simple_tag
def fresh_key() -> UUID:
    """Return a key by which a second click is known as a repetition."""
    return uuid4()
