"""The links in mails that act without signing in, and the headers that mail programs act on."""

from datetime import datetime

from collegium.mailing.letters.letter import link
from collegium.mailing.models import Mail, MailKind
from collegium.mailing.tokens import Purpose, issue

EVERYTHING = "all"
# What can be stopped from a mail, by the names of the reminders that practice makes due.
STOPPABLE = frozenset({MailKind.LOG, MailKind.CHECK_IN, MailKind.TIP, MailKind.SESSION})


def stop_link(mail: Mail, *, now: datetime) -> str:
    """Where the reader stops mails of this kind; empty where they cannot be stopped.

    The page offers all reminders as well. A POST to the same address stops this kind at once,
    as RFC 8058 wants it of `List-Unsubscribe`.
    """
    if mail.kind not in STOPPABLE:
        return ""
    return _link(Purpose.STOP, mail, detail=mail.kind, now=now)


def stop_headers(mail: Mail, *, now: datetime) -> dict[str, str]:
    """`List-Unsubscribe` and its one-click companion (RFC 2369, RFC 8058)."""
    where = stop_link(mail, now=now)
    if not where:
        return {}
    return {
        "List-Unsubscribe": f"<{where}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def snooze_link(mail: Mail, *, now: datetime) -> str:
    """Where the reader puts this reminder off."""
    return _link(Purpose.SNOOZE, mail, detail=mail.key, now=now)


def talked_link(mail: Mail, *, now: datetime) -> str:
    """Where the reader of a check-in's reminder says that the buddies talked."""
    return _link(Purpose.TALKED, mail, detail=mail.key, now=now)


def _link(purpose: Purpose, mail: Mail, *, detail: str, now: datetime) -> str:
    token = issue(purpose, mail.person_id, mail.about, detail=detail, now=now)
    return link("mailing:link", token)
