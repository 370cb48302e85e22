"""What is due to whom, pulled from the layers below. Nobody calls mailing; mailing looks.

The database finds what no mail was written about yet, so that a pass with nothing due costs
one query and reads no row, however many members there are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast

from collegium.groups.models import GroupState, Member
from collegium.groups.queries.watch import noticed
from collegium.library.models import Consent, DraftState
from collegium.mailing.models import Mail, MailKind, MailState
from collegium.meetings.queries.answers import ROUND, asked_sessions
from collegium.meetings.queries.dates import (
    cancelled_sessions,
    confirmed_sessions,
    ended_sessions,
)
from collegium.people.models import Person

FRESH = timedelta(days=1)  # after that nobody needs to hear any more what a session left
PLAIN = "0"  # the detail of what comes once

SITTING: Mapping[str, Any] = {  # of the members of a session's group
    "group__members__left_at": None,
    "group__members__person__is_active": True,
}

type News = QuerySet[Any, tuple[str, UUID, UUID, UUID, str]]


@dataclass(frozen=True, slots=True)
class Item:
    """One mail that should leave. Its key makes sure that it leaves once."""

    person_id: UUID
    organisation_id: UUID
    kind: MailKind
    about: UUID
    key: str
    due_at: datetime


def item(
    kind: MailKind, person: Person, about: UUID, *, due_at: datetime, detail: object = PLAIN
) -> Item:
    """An item with the usual key: kind, what it is about, to whom, and a detail."""
    return Item(
        person_id=person.pk,
        organisation_id=person.organisation_id,
        kind=kind,
        about=about,
        key=f"{kind}/{about}/{person.pk}/{detail}",
        due_at=due_at,
    )


def news(now: datetime) -> Iterator[Item]:
    """All that has happened and that nobody was written to about (1 query)."""
    found = _groups_ready().union(
        _times_asked(now),
        _invitations(now),
        _sessions_left(now),
        _cancellations(now),
        _consents_asked(),
        all=True,
    )
    for kind, person, organisation, about, detail in found.order_by():
        key = f"{kind}/{about}/{person}/{detail}"
        yield Item(person, organisation, MailKind(kind), about, key, due_at=now)


def groups_to_look_at(now: datetime) -> Iterator[Item]:
    """A programme's leads hear once of each change of the roster that touches it (3 queries)."""
    for one in noticed():
        for lead in one.leads:
            detail = one.roster_version
            yield item(MailKind.WATCH, lead, one.programme_id, due_at=now, detail=detail)


def _groups_ready() -> News:
    """Every member of every published group."""
    members = Member.objects.filter(
        left_at=None, person__is_active=True, group__state=GroupState.MEETING
    )
    return _unwritten(members, MailKind.GROUP_READY, about="group_id", reader="person")


def _times_asked(now: datetime) -> News:
    """The members of a group that is asked for a date, in each round of asking."""
    sessions = asked_sessions(now).filter(**SITTING)
    reader = "group__members__person"
    return _unwritten(sessions, MailKind.TIMES, about="id", reader=reader, detail=ROUND)


def _invitations(now: datetime) -> News:
    """The members of a group with a confirmed session to come, for each revision of it."""
    sessions = confirmed_sessions(now).filter(**SITTING)
    return _unwritten(
        sessions,
        MailKind.INVITATION,
        about="id",
        reader="group__members__person",
        detail="revision",
    )


def _sessions_left(now: datetime) -> News:
    """Every member of a group whose session has just ended and left something."""
    sessions = ended_sessions(since=now - FRESH).filter(**SITTING)
    return _unwritten(sessions, MailKind.SESSION_LEFT, about="id", reader="group__members__person")


def _cancellations(now: datetime) -> News:
    """Whoever was invited to a session that will not be held."""
    invited = Mail.objects.filter(
        about=OuterRef("id"),
        kind=MailKind.INVITATION,
        person=OuterRef("group__members__person_id"),
        state=MailState.SENT,
    )
    sessions = cancelled_sessions(now).filter(**SITTING)
    told = sessions.annotate(invited=Exists(invited)).filter(invited=True)
    return _unwritten(told, MailKind.CANCELLATION, about="id", reader="group__members__person")


def _consents_asked() -> News:
    """Members whose word a story waits for."""
    asked = Consent.objects.filter(
        given=None,
        draft__state=DraftState.ASKING,
        draft__group__state=GroupState.MEETING,
        member__left_at=None,
        member__person__is_active=True,
    )
    return _unwritten(asked, MailKind.CONSENT, about="id", reader="member__person")


def _unwritten(
    rows: QuerySet[Any], kind: MailKind, *, about: str, reader: str, detail: str = ""
) -> News:
    """Rows without a mail of the kind about them to their reader (with their detail, if any)."""
    shown = Cast(F(detail), CharField()) if detail else Value(PLAIN, CharField())
    named = rows.annotate(
        mail_kind=Value(kind.value, CharField()),
        mail_reader=F(f"{reader}_id"),
        mail_organisation=F(f"{reader}__organisation_id"),
        mail_about=F(about),
        mail_detail=shown,
    )
    written = Mail.objects.filter(
        about=OuterRef("mail_about"),
        kind=kind,
        person=OuterRef("mail_reader"),
        key_detail=OuterRef("mail_detail"),
    )
    columns = ("mail_kind", "mail_reader", "mail_organisation", "mail_about", "mail_detail")
    found: News = named.filter(~Exists(written)).order_by().values_list(*columns)
    return found
