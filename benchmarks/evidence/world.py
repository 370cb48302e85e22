"""An organisation whose departments begin one after the other, through the actions of the product.

Roster, programmes, composing and publishing are the real ones, at the times at which they would
have happened. Sessions are left out: the effect on teams does not read them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from benchmarks.evidence.shape import FIRST, Leader
from collegium.domain.composition import Moves
from collegium.groups.actions import compose_groups, create_programme
from collegium.groups.actions.participants import add_matching
from collegium.groups.actions.programmes import ProgrammeFacts
from collegium.groups.actions.publishing import publish_groups
from collegium.groups.models import Member, Topic
from collegium.groups.queries.participants import Criteria
from collegium.people.actions.organisations import create_organisation
from collegium.people.actions.roles import grant
from collegium.people.actions.rosters import apply_roster, keep_upload
from collegium.people.models import Organisation, Person, RoleName

BEFORE = datetime(2022, 12, 1, 9, tzinfo=UTC)
CLOSES = datetime(2026, 1, 1, 15, tzinfo=UTC)  # December is over everywhere
MOVES = Moves(3_000)


@dataclass(frozen=True, slots=True)
class Step:
    """A department that begins in a month, counted from the first; None: not in these years."""

    department: str
    leaders: int
    starts: int | None


LARGE = (
    Step("North", 90, 13),
    Step("East", 90, 18),
    Step("South", 90, 23),
    Step("West", 90, 28),
    Step("Centre", 240, None),
)
SMALL = (Step("North", 12, 13), Step("Centre", 28, None))


@dataclass(frozen=True, slots=True)
class World:
    """What stands before any values are brought."""

    organisation: Organisation
    lead: Person
    leaders: tuple[Leader, ...]


def build(name: str, steps: Sequence[Step]) -> World:
    """Bring the roster, then form and publish the groups of one department after the other."""
    organisation = create_organisation(
        name,
        administrator_email=f"lead@{name}.example",
        administrator_name="Lea Lead",
        time_zone="Europe/Berlin",
    )
    lead = organisation.persons.get()
    grant(lead, RoleName.LEAD)
    upload = keep_upload(
        uuid4(), by=lead, file_name="roster.csv", content=_roster(name, steps), now=BEFORE
    )
    apply_roster(upload, by=lead, now=BEFORE)
    for step in steps:
        if step.starts is not None:
            _begin(lead, step, _moment(step.starts))
    return World(organisation, lead, tuple(_leaders(organisation, steps)))


def _roster(name: str, steps: Sequence[Step]) -> bytes:
    lines = ["Name,Email,Department,Level,Country,Languages"]
    lines += [
        f"{step.department} {at},{step.department.lower()}.{at}@{name}.example,"
        f"{step.department},4,DE,en"
        for step in steps
        for at in range(step.leaders)
    ]
    return "\n".join(lines).encode()


def _begin(lead: Person, step: Step, now: datetime) -> None:
    facts = ProgrammeFacts(
        name=f"Delegating, {step.department}",
        purpose="Leaders learn to hand over.",
        goal="Decisions where the knowledge is",
        starts_on=now.date(),
        practice_weeks=4,
        smallest=5,
        largest=6,
        levels_apart=None,
        common_hours=2,
        shared_language=True,
        challenge=None,
        sentence="My experienced people don't want to be delegated to",
        topic=Topic.DELEGATING,
    )
    programme = create_programme(facts, by=lead, once=uuid4(), now=now)
    add_matching(programme, Criteria(department=step.department))
    compose_groups(programme, by=lead, once=uuid4(), now=now, stop=MOVES)
    publish_groups(programme, by=lead, now=now)


def _leaders(organisation: Organisation, steps: Sequence[Step]) -> list[Leader]:
    members = Member.objects.filter(group__organisation=organisation).order_by("pk")
    group_of = dict(members.values_list("person", "group"))
    numbers = {group: at for at, group in enumerate(dict.fromkeys(group_of.values()))}
    starts = {step.department: step.starts for step in steps}
    people = organisation.persons.exclude(department="").order_by("department", "email")
    return [
        Leader(
            person.email,
            numbers[group_of[person.pk]] if person.pk in group_of else None,
            starts[person.department] if person.pk in group_of else None,
        )
        for person in people
    ]


def _moment(month: int) -> datetime:
    at = FIRST + month
    return datetime(at // 12, at % 12 + 1, 2, 9, tzinfo=UTC)
