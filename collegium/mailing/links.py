"""The links in mails that act without signing in, and the headers that mail programs act on."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from collegium.domain.rhythm import Kind
from collegium.mailing.models import Mail
from collegium.mailing.tokens import Purpose, issue
from collegium.meetings.models import Session, Slot
from collegium.people.models import Person

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


def answer_link(person: Person, slot: Slot, *, now: datetime) -> str:
    """Where somebody says whether they can make a proposed time."""
    return _page(issue(Purpose.ANSWER, person.pk, slot.pk, now=now))


def cannot_link(person: Person, session: Session, *, now: datetime) -> str:
    """Where somebody says that they cannot come; it dies when the session is moved."""
    return _page(issue(Purpose.CANNOT, person.pk, session.pk, detail=date_of(session), now=now))


def date_of(session: Session) -> str:
    """The date that a link is about, to the second."""
    return f"{session.starts_at.timestamp():.0f}" if session.starts_at else ""


def _page(token: str) -> str:
    return f"{settings.ADDRESS}{reverse('mailing:link', args=(token,))}"
