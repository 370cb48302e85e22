"""What is said when a member's calendar cannot be read."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ASKS_FOR_PASSWORD = _(
    "The server wants a name and a password, or does not accept these. Please give them again."
)
NOT_A_CALENDAR = _(
    "There is an answer at this address, and it is no calendar. Perhaps it is the address of the "
    "page that shows the calendar?"
)
SLOW = _("The server took too long to answer.")
AWAY = _("The server cannot be reached.")

PROBLEMS: Mapping[str, str | Promise] = {
    "not an address": _("This is not an address that can be opened."),
    "not https": _("Only addresses that begin with https:// can be asked."),
    "has password": _("Please put name and password in their own fields, not in the address."),
    "internal": _("This address leads into a network where Collegium does not look around."),
    "unknown host": _("Nobody knows the server of this address."),
    "unreachable": AWAY,
    "untrusted certificate": _("The server cannot prove that it is who it says."),
    "too slow": SLOW,
    "too large": _("This calendar is larger than can be read."),
    "moved": _("The calendar has moved. Please give its new address."),
    "garbled": AWAY,
    "password": ASKS_FOR_PASSWORD,
    "not there": _("There is no calendar at this address any more."),
    "fails": _("The server says that something is wrong on its side."),
    "no calendar": NOT_A_CALENDAR,
    "unreadable": _("The calendar is there, but it cannot be read, or repeats without an end."),
}


def problem(reason: str) -> str | Promise:
    """A reason in kind words."""
    return PROBLEMS.get(reason, AWAY)
