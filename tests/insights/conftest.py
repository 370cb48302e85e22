"""Programmes large enough, or not, to be spoken about."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from uuid import uuid4

from django.test import Client

from collegium.groups.models import Group, Member, Programme
from collegium.insights.actions import close_months
from collegium.meetings.models import Kind, Reading, Session, SessionEvent, SessionState
from collegium.people.models import Organisation, Person
from collegium.practice.models import LogEntry
from tests.builders import a_group, a_person, a_programme

HELD = datetime(2026, 3, 9, 9, tzinfo=UTC)
AFTERWARDS = datetime(2026, 4, 1, 9, tzinfo=UTC)
MARKER = "only-for-the-group"


def a_full_programme(
    organisation: Organisation,
    *,
    groups: int = 4,
    size: int = 5,
    departments: Iterable[str] = ("Sales",),
    name: str = "Spring",
) -> Programme:
    """A programme whose groups have held all their sessions and practised in between."""
    programme = a_programme(organisation, name)
    chosen = list(departments)
    for number in range(groups):
        people = [
            a_person(
                organisation,
                f"{name} {number} Person {seat}",
                email=f"{name}-{number}-{seat}@north.example",
                department=chosen[(number * size + seat) % len(chosen)],
            )
            for seat in range(size)
        ]
        hold_everything(a_group(programme, *people, name=f"Group {name} {number}"), number)
    return programme


def hold_everything(group: Group, number: int) -> None:
    """Orientation, Session One and Two; everybody came, logged and answered."""
    cycle = group.cycles.get()
    members = list(group.members.all())
    for kind in Kind.values:
        session = Session.objects.create(
            group=group, cycle=cycle, kind=kind, state=SessionState.ENDED, ended_at=HELD
        )
        SessionEvent.objects.bulk_create(
            arrival(session, member, seat) for seat, member in enumerate(members)
        )
        Reading.objects.bulk_create(
            reading
            for seat, member in enumerate(members)
            for reading in answers(session, member, 40 + number, 60 + number + seat)
        )
    LogEntry.objects.bulk_create(
        LogEntry(
            group=group,
            cycle=cycle,
            member=member,
            week=1,
            did=MARKER,
            happened=MARKER,
            learned=MARKER,
            attempts=1 + seat % 2,
        )
        for seat, member in enumerate(members)
    )


def arrival(session: Session, member: Member, sequence: int) -> SessionEvent:
    """A trace in the session's log."""
    return SessionEvent(
        group=session.group,
        session=session,
        sequence=sequence,
        key=uuid4(),
        member=member,
        at=HELD,
        body={"kind": "join", "text": MARKER},
    )


def answers(session: Session, member: Member, before: int, after: int) -> Iterator[Reading]:
    """How sure one feels, where the session asks for it; and how safe, in every session."""
    told = {
        Kind.SESSION_ONE.value: {"before": before},
        Kind.SESSION_TWO.value: {"after": after, "then": before - 10},
    }
    for moment, value in told.get(session.kind, {}).items():
        yield Reading(session=session, member=member, item="confidence", moment=moment, value=value)
    yield Reading(session=session, member=member, item="safety", moment="after", value=97)


def published(programme: Programme, now: datetime = AFTERWARDS) -> Programme:
    """The same programme, after the worker's first pass in the month after its sessions."""
    close_months(now)
    return programme


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client
