"""What confirmed sessions make due: an invitation for each revision, and a reminder."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from collegium.domain.rhythm import Ahead, Kind, Meeting, Participant, Policy, due
from collegium.groups.models import Member
from collegium.mailing.models import MailKind
from collegium.mailing.queries.due import Item, item
from collegium.meetings.models import Session
from collegium.meetings.queries.dates import confirmed_sessions, ended_sessions

FRESH = timedelta(days=1)  # after that nobody needs to be told any more
DAY_BEFORE = Policy(ahead=(Ahead(Kind.SESSION, days=1, at=time(9)),))


def sessions_due(now: datetime) -> Iterator[Item]:
    """Invitations and reminders of all confirmed sessions to come (2 queries)."""
    for session in confirmed_sessions(now):
        members = list(session.group.members.all())
        yield from _invitations(session, members, now)
        yield from _reminders(session, members, now)


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


def _reminders(session: Session, members: list[Member], now: datetime) -> Iterator[Item]:
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
