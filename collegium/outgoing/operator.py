"""The usual way out of this installation."""

from django.conf import settings

from collegium.outgoing.fetch import Ways


def usual_ways() -> Ways:
    """As the system resolves and connects, with the origins that the operator trusts."""
    return Ways(trusted=settings.OUTGOING_TRUSTED)
