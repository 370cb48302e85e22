"""A group in the middle of its practice."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from collegium.groups.models import Buddies, Group, Member
from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.meetings.models import Kind, Outcome, Session, SessionState
from collegium.people.models import Organisation
from collegium.practice import actions
from collegium.practice.actions import Lines
from collegium.practice.models import Audience, LogEntry
from tests.builders import a_group, a_programme, an_organisation, four_people

MONDAY = datetime(2026, 3, 9, 12, tzinfo=UTC)  # one in the afternoon in Berlin
HELD = datetime(2026, 3, 4, 9, tzinfo=UTC)  # the Wednesday before


def a_session(group: Group, kind: Kind, **fields: Any) -> Session:
    """A session of the group's first cycle, proposed unless told otherwise."""
    return Session.objects.create(
        group=group, cycle=group.cycles.get(), kind=kind, playbook=kind.value, **fields
    )


def practising(organisation: Organisation | None = None, *, held: datetime = HELD) -> list[Room]:
    """The rooms of four members, two pairs of buddies, after Session One; the first has a plan."""
    organisation = organisation or an_organisation()
    people = four_people(organisation)
    group = a_group(a_programme(organisation), *people)
    one = a_session(
        group, Kind.SESSION_ONE, starts_at=held, ended_at=held, state=SessionState.ENDED
    )
    two_at = held + timedelta(days=28)
    a_session(group, Kind.SESSION_TWO, starts_at=two_at, state=SessionState.CONFIRMED)
    rooms = [enter(person, group.pk) for person in people]
    for pair in (rooms[:2], rooms[2:]):
        buddies = Buddies.objects.create(cycle=group.cycles.get())
        buddies.members.set([room.member for room in pair])
    a_plan(rooms[0].member, one)
    return rooms


def a_plan(member: Member, session: Session, *, shown: bool = True) -> None:
    """The plan that a member made in a session."""
    body = {"when": "Jonas asks me to decide", "will": "ask what he would do", "shown": shown}
    position = session.outcomes.count()
    Outcome.objects.create(
        group=session.group,
        session=session,
        member=member,
        kind="plan",
        position=position,
        body=body,
    )


def an_entry(
    room: Room, audience: Audience = Audience.BUDDY, did: str = "Handed over", week: int = 1
) -> LogEntry:
    """A log entry of the room's member."""
    lines = Lines(did=did, attempts=2, sure=60, audience=audience)
    cycle = room.group.cycles.get()
    return actions.write_entry(room, cycle, once=uuid4(), week=week, lines=lines, now=MONDAY)
