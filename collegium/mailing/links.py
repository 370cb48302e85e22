"""The links in mails that act without signing in, and the headers that mail programs act on."""

from datetime import datetime

from collegium.domain.rhythm import Kind
from collegium.mailing.letters.letter import link
from collegium.mailing.models import Mail
from collegium.mailing.tokens import Purpose, issue

STOPPABLE = frozenset(kind.value for kind in Kind)  # reminders; an invitation is none


def stop_link(mail: Mail, *, now: datetime) -> str:
    """Where the reader stops mails of this kind; empty where they cannot be stopped.

    The page offers all reminders as well. A POST to the same address stops this kind at once,
    as RFC 8058 wants it of `List-Unsubscribe`.
    """
    if mail.kind not in STOPPABLE:
        return ""
    return _page(issue(Purpose.STOP, mail.person_id, mail.person_id, detail=mail.kind, now=now))


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
    return _page(issue(Purpose.SNOOZE, mail.person_id, mail.pk, now=now))


def talked_link(mail: Mail, *, now: datetime) -> str:
    """Where the reader of a check-in's reminder says that the buddies talked."""
    return _page(issue(Purpose.TALKED, mail.person_id, mail.pk, now=now))


def _page(token: str) -> str:
    return link("mailing:link", token)
