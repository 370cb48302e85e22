"""What templates may ask about the call of a session: `{% load calls %}`."""

from django import template

from collegium.meetings.calls import service_of

register = template.Library()


@register.filter
def service(link: str, own_server: str | None = "") -> str:
    """`{{ session.link|service:organisation.call_server }}`: whose call a link opens."""
    return service_of(link, own_server or "")
