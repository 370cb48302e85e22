"""The board: the groups of a programme, what each gives its people, and how good they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from collegium.domain.composition import (
    LeftOut,
    Problem,
    Reason,
    Result,
    Unsolvable,
    Violation,
    appraise,
    check,
)
from collegium.domain.composition.faults import Fault
from collegium.groups.models import Group, GroupState, Member, Programme
from collegium.groups.queries.problem import composition_problem
from collegium.people.models import Person


@dataclass(frozen=True, slots=True)
class Chip:
    """Somebody on the board, with what speaks for the place."""

    person: Person
    reasons: tuple[Reason, ...] = ()
    left_out: LeftOut | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A group on the board: its people, its shape, the rules it breaks."""

    group: Group
    chips: tuple[Chip, ...]
    departments: int
    sites: int
    countries: int
    violations: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """All groups of a programme and everybody who has none.

    `at_least` is how much of the best imaginable mix the groups reach for certain, in
    per cent; None while there is nothing to compare.
    """

    columns: tuple[Column, ...]
    waiting: tuple[Chip, ...]
    people: Mapping[str, Person]
    at_least: int | None
    faults: tuple[Fault, ...]

    @property
    def breaking(self) -> tuple[Column, ...]:
        """The groups that break a rule."""
        return tuple(column for column in self.columns if column.violations)


def draft_groups(programme: Programme) -> tuple[tuple[Group, tuple[Person, ...]], ...]:
    """The groups in the order of their numbers, each with its people by name (two queries)."""
    seated: dict[object, list[Person]] = {}
    members = Member.objects.filter(group__programme=programme, left_at=None)
    for member in members.select_related("person").order_by("person__name", "person_id"):
        seated.setdefault(member.group_id, []).append(member.person)
    groups = programme.groups.select_related("facilitator")
    return tuple((group, tuple(seated.get(group.pk, ()))) for group in groups)


def board_of(programme: Programme) -> Board:
    """The board as the roster and the rules stand now (a constant number of queries)."""
    seated = draft_groups(programme)
    problem = composition_problem(programme)
    absent = Person.objects.filter(participant__programme=programme, is_active=True).exclude(
        memberships__in=Member.objects.filter(group__programme=programme, left_at=None)
    )
    waiting = list(absent.order_by("name", "id"))
    ids = known_groups(problem, [people for _, people in seated])
    try:
        account, broken = appraise(problem, ids), check(problem, ids)
        faults: tuple[Fault, ...] = ()
    except Unsolvable as unsolvable:
        account, broken, faults = Result((), (), (), 0, 0, 0, 0), (), unsolvable.faults
    people = {str(person.pk): person for _, group in seated for person in group}
    return Board(
        columns=tuple(
            _column(group, members, account, [v for v in broken if v.group == at])
            for at, (group, members) in enumerate(seated)
        ),
        waiting=_waiting(waiting, account),
        people=people | {str(person.pk): person for person in waiting},
        at_least=_at_least(account),
        faults=faults,
    )


def known_groups(problem: Problem, groups: Sequence[Sequence[Person]]) -> list[list[str]]:
    """The groups as ids, without people who take part no more."""
    present = {participant.id for participant in problem.people}
    return [[str(p.pk) for p in group if str(p.pk) in present] for group in groups]


def _column(
    group: Group, people: Sequence[Person], account: Result, broken: Sequence[Violation]
) -> Column:
    reasons = {placement.person: placement.reasons for placement in account.placements}
    return Column(
        group=group,
        chips=tuple(Chip(person, reasons.get(str(person.pk), ())) for person in people),
        departments=_kinds(person.department for person in people),
        sites=_kinds(person.site for person in people),
        countries=_kinds(person.country for person in people),
        violations=tuple(broken) if group.state == GroupState.DRAFT else (),
    )


def _kinds(values: Iterable[str]) -> int:
    return len({value for value in values if value})


def _waiting(people: Sequence[Person], account: Result) -> tuple[Chip, ...]:
    why = {out.person: out for out in account.left_out}
    return tuple(Chip(person, left_out=why.get(str(person.pk))) for person in people)


def _at_least(account: Result) -> int | None:
    several = sum(1 for group in account.groups if group) > 1
    return int(100 * (1 - account.gap)) if several and account.bound > 0 else None
