"""Who the mails come from."""

from email.utils import parseaddr
from functools import cache

from django.conf import settings

from collegium.mailing.invites import Party
from collegium.mailing.words import one_line


def sender() -> Party:
    """The name and address that mails come from and that invites to sessions."""
    return _party(settings.DEFAULT_FROM_EMAIL)


@cache
def _party(text: str) -> Party:
    name, address = parseaddr(text)
    return Party(one_line(name), address)


def domain() -> str:
    """The sender's domain."""
    return sender().address.rpartition("@")[2] or "localhost"
