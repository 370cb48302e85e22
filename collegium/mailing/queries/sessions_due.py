"""What confirmed sessions make due by the clock: a reminder on the day before."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from uuid import UUID

<<<<<<< theirs
from collegium.domain.rhythm import Ahead, Kind, Meeting, Participant, Policy, Wishes, due
=======
from django.db.models import Prefetch

from collegium.domain.rhythm import Ahead, Kind, Meeting, Participant, Policy, due
>>>>>>> mine
from collegium.groups.models import Member
from collegium.mailing.models import MailKind
from collegium.mailing.queries.due import Item, item
from collegium.meetings.models import Session
<<<<<<< theirs
from collegium.meetings.queries.dates import confirmed_sessions, ended_sessions
from collegium.people.queries import wishes_of

SOON = timedelta(days=7)  # nobody is reminded earlier, whatever days are free
FRESH = timedelta(days=1)  # after that nobody needs to be told any more
DAY_BEFORE = Policy(ahead=(Ahead(Kind.SESSION, days=1, at=time(9)),))


def sessions_due(now: datetime) -> Iterator[Item]:
    """Invitations and reminders of all confirmed sessions to come (5 queries at most)."""
    soon: list[tuple[Session, list[Member]]] = []
    for session in confirmed_sessions(now):
        members = list(session.group.members.all())
        yield from _invitations(session, members, now)
        if session.starts_at and session.starts_at < now + SOON:
            soon.append((session, members))
    if soon:
        people = [member.person for _session, members in soon for member in members]
        wishes = wishes_of({one.pk: one.country for one in people})
        for session, members in soon:
            yield from _reminders(session, members, wishes, now)


def sessions_left(now: datetime) -> Iterator[Item]:
    """Every member of a group whose session has just ended (2 queries)."""
    for session in ended_sessions(since=now - FRESH):
        for member in session.group.members.all():
            yield item(MailKind.SESSION_LEFT, member.person, session.pk, due_at=now)


def _invitations(session: Session, members: list[Member], now: datetime) -> Iterator[Item]:
    for member in members:
        yield item(
            MailKind.INVITATION, member.person, session.pk, due_at=now, detail=session.revision
        )
=======
from collegium.meetings.queries.dates import confirmed_sessions

NEAR = timedelta(days=3)  # a day before, in any zone, is nearer than that
DAY_BEFORE = Policy(ahead=(Ahead(Kind.SESSION, days=1, at=time(9)),))


def session_reminders(now: datetime) -> Iterator[Item]:
    """Reminders of the confirmed sessions of the next days (2 queries)."""
    near = confirmed_sessions(now).filter(starts_at__lt=now + NEAR)
    sitting = Member.objects.filter(left_at=None, person__is_active=True)
    members = Prefetch("group__members", sitting.select_related("person"))
    for session in near.select_related("group").prefetch_related(members).order_by("id"):
        yield from _reminders(session, list(session.group.members.all()), now)
>>>>>>> mine


def _reminders(
    session: Session, members: list[Member], wishes: Mapping[UUID, Wishes], now: datetime
) -> Iterator[Item]:
    if session.starts_at is None:
        return
    meeting = Meeting(str(session.pk), session.starts_at)
    persons = {str(member.person_id): member.person for member in members}
    sitting = [
        Participant(
            person=identity,
            cycle=str(session.cycle_id),
            zone=person.time_zone,
            sessions=(meeting,),
            wishes=wishes[person.pk],
        )
        for identity, person in persons.items()
    ]
    for found in due(DAY_BEFORE, frozenset(), of=sitting, now=now):
        yield item(
            MailKind.SESSION,
            persons[found.person],
            session.pk,
            due_at=found.at,
            detail=session.starts_at.date().isoformat(),
        )
