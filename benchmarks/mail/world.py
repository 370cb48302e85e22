"""An organisation in its third week of practice, on a Friday just before 14:00 in Berlin."""

from datetime import UTC, datetime, timedelta
from itertools import batched

from django.contrib.auth.hashers import make_password

from collegium.config import serving
from collegium.config.command import close_pools
from collegium.groups.models import Buddies, Cycle, Group, GroupState, Member, Programme
from collegium.mailing.actions.plan import plan_due
from collegium.mailing.models import Mail, MailState
from collegium.meetings.models import Kind, Session, SessionState
from collegium.people.models import Organisation, Person
from tests.builders import a_programme, an_organisation

FIVE = 5
ROWS = 500  # written at once
DUE = datetime(2026, 3, 20, 13, 0, tzinfo=UTC)  # a Friday; everybody's log is due
BEGAN = DUE - timedelta(days=16)
ENDS = DUE + timedelta(days=12)
DAY = timedelta(days=1)


def main(people: int) -> None:
    """Build it, and send in thought whatever was due before."""
    serving.bring_up_to_date()
    _groups(people)
    for hours in (2 * 24 + 4, 24, 2, 0):  # Wednesday's talks, and what came with the group
        plan_due(DUE - timedelta(hours=hours, minutes=20))
        _sent()
    close_pools()


def _sent() -> None:
    waiting = Mail.objects.filter(state=MailState.WAITING)
    waiting.update(state=MailState.SENT, settled_at=DUE - DAY, attempts=1)


def _groups(people: int) -> None:
    organisation = an_organisation()
    programme = a_programme(organisation)
    persons = _persons(organisation, people)
    fives = list(batched(persons, FIVE))
    groups = Group.objects.bulk_create(_group(programme, at) for at in range(len(fives)))
    cycles = Cycle.objects.bulk_create(
        Cycle(group=group, challenge=programme.challenge, created_at=BEGAN) for group in groups
    )
    members = Member.objects.bulk_create(
        (
            Member(group=group, person=person)
            for group, five in zip(groups, fives, strict=True)
            for person in five
        ),
        ROWS,
    )
    _buddies(cycles, members)
    Session.objects.bulk_create((one for cycle in cycles for one in _sessions(cycle)), ROWS)


def _persons(organisation: Organisation, people: int) -> list[Person]:
    password = make_password(None)
    return Person.objects.bulk_create(
        (
            Person(
                organisation=organisation,
                name=f"Person {number:05}",
                email=f"person.{number}@firm.example",
                time_zone="Europe/Berlin",
                country="DE",
                password=password,
            )
            for number in range(people)
        ),
        ROWS,
    )


def _group(programme: Programme, at: int) -> Group:
    return Group(
        organisation=programme.organisation,
        programme=programme,
        number=at + 1,
        name=f"Group {at + 1}",
        time_zone="Europe/Berlin",
        state=GroupState.MEETING,
    )


def _buddies(cycles: list[Cycle], members: list[Member]) -> None:
    of_cycle = {cycle.group_id: cycle for cycle in cycles}
    seats = Buddies.members.through
    links = []
    for five in batched(members, FIVE):
        for some in (five[:2], five[2:]):
            pair = Buddies(cycle=of_cycle[some[0].group_id])
            links.append((pair, some))
    Buddies.objects.bulk_create((pair for pair, _ in links), ROWS)
    seats.objects.bulk_create(
        (seats(buddies_id=pair.pk, member_id=one.pk) for pair, some in links for one in some), ROWS
    )


def _sessions(cycle: Cycle) -> tuple[Session, Session]:
    held = Session(
        group=cycle.group,
        cycle=cycle,
        kind=Kind.SESSION_ONE,
        playbook="session_one",
        state=SessionState.ENDED,
        starts_at=BEGAN,
        ended_at=BEGAN + timedelta(minutes=90),
    )
    ahead = Session(
        group=cycle.group,
        cycle=cycle,
        kind=Kind.SESSION_TWO,
        playbook="session_two",
        state=SessionState.CONFIRMED,
        starts_at=ENDS,
        link="https://meet.example/room",
    )
    return held, ahead
