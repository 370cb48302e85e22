"""Who the mails come from."""

from email.utils import parseaddr

from django.conf import settings

from collegium.mailing.invites import Party
from collegium.mailing.words import one_line


def sender() -> Party:
    """The name and address that mails come from and that invites to sessions."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Party(one_line(name), address)


def domain() -> str:
    """The sender's domain."""
    return sender().address.rpartition("@")[2] or "localhost"
