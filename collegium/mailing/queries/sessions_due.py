"""What confirmed sessions make due by the clock: a reminder, usually on the day before."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Prefetch

from collegium.domain.rhythm import Ahead, Kind, Meeting, Participant, Policy, Wishes, due
from collegium.groups.models import Member
from collegium.mailing.models import MailKind
from collegium.mailing.queries.due import Item, item
from collegium.meetings.models import Session
from collegium.meetings.queries.dates import confirmed_sessions
from collegium.people.queries import wishes_of

SOON = timedelta(days=7)  # nobody is reminded earlier, whatever days are free
DAY_BEFORE = Policy(ahead=(Ahead(Kind.SESSION, days=1, at=time(9)),))


def session_reminders(now: datetime) -> Iterator[Item]:
    """Reminders of the confirmed sessions of the next days (1 query if none, else 4 at most)."""
    sitting = Member.objects.filter(left_at=None, person__is_active=True)
    members = Prefetch("group__members", sitting.select_related("person"))
    soon = confirmed_sessions(now).filter(starts_at__lt=now + SOON).select_related("group")
    sessions = list(soon.prefetch_related(members).order_by("id"))
    people = [one.person for session in sessions for one in session.group.members.all()]
    wishes = wishes_of({one.pk: one.country for one in people}) if people else {}
    for session in sessions:
        yield from _reminders(session, list(session.group.members.all()), wishes, now)


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
