"""The board: the groups of a programme, who sits in them, and how good they are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from collegium.domain.composition import LeftOut, Unsolvable, Violation
from collegium.domain.composition.bound import upper_bound
from collegium.domain.composition.faults import Fault
from collegium.domain.composition.hopeless import provably_out
from collegium.domain.composition.reasons import excuse
from collegium.domain.composition.shape import Shape, ranges_of, shape_of
from collegium.groups.models import BoardChange, Group, GroupState, Member, Programme
from collegium.groups.queries.table import Table, table_of
from collegium.people.models import Person

DRAWN = 60
EXPLAINED = 12  # people without a group; for more of them the page would take too long


@dataclass(frozen=True, slots=True)
class Chip:
    """Somebody on the board; `gone` from the organisation, and to be taken out."""

    pk: UUID
    name: str
    department: str = ""
    site: str = ""
    pinned: bool = False
    left_out: LeftOut | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A group on the board: its people, its shape, the rules it breaks."""

    group: Group
    chips: tuple[Chip, ...]
    shape: Shape | None
    violations: tuple[Violation, ...]

    @property
    def pinned(self) -> bool:
        """Whether the whole group stays as it is."""
        return bool(self.chips) and all(chip.pinned for chip in self.chips)


@dataclass(frozen=True, slots=True)
class Journal:
    """What can be undone and redone."""

    undo: BoardChange | None = None
    redo: BoardChange | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """All groups of a programme and everybody who has none.

    `at_least` is how much of the best imaginable mix the groups reach for certain, in
    per cent; None while there is nothing to compare. `pinned` is a number of people.
    """

    columns: tuple[Column, ...]
    waiting: tuple[Chip, ...]
    people: Mapping[str, Chip]
    at_least: int | None
    faults: tuple[Fault, ...]
    journal: Journal = field(default_factory=Journal)
    pinned: int = 0

    @property
    def breaking(self) -> tuple[Column, ...]:
        """The groups that break a rule."""
        return tuple(column for column in self.columns if column.violations)

    @property
    def many(self) -> bool:
        """Whether there are so many groups that their pictures are drawn on demand."""
        return len(self.columns) > DRAWN


def draft_groups(programme: Programme) -> tuple[tuple[Group, tuple[Person, ...]], ...]:
    """The groups in the order of their numbers, each with its people by name (two queries)."""
    seated: dict[object, list[Person]] = {}
    members = Member.objects.filter(group__programme=programme, left_at=None)
    for member in members.select_related("person").order_by("person__name", "person_id"):
        seated.setdefault(member.group_id, []).append(member.person)
    groups = programme.groups.select_related("facilitator")
    return tuple((group, tuple(seated.get(group.pk, ()))) for group in groups)


def board_of(
    programme: Programme, only: Collection[int] | None = None, table: Table | None = None
) -> Board:
    """The board as the roster and the rules stand now (a constant number of queries).

    `only`: the columns of the groups with these numbers, for what has just changed; `table`
    where it is at hand.
    """
    groups = list(programme.groups.select_related("facilitator"))
    seated = _chips_by_group(programme, only)
    faults: tuple[Fault, ...] = ()
    if table is None:
        try:
            table = table_of(programme)
        except Unsolvable as unsolvable:
            faults = unsolvable.faults
    waiting = _waiting(programme)
    people = {str(chip.pk): chip for chips in (*seated.values(), waiting) for chip in chips}
    ranges = ranges_of(table.index.people) if table else {}
    return Board(
        columns=tuple(
            _column(group, seated.get(group.pk, []), table, at, ranges)
            for at, group in enumerate(groups)
            if only is None or group.number in only
        ),
        waiting=_explained(waiting, table),
        people=people,
        at_least=at_least(table) if table and only is None else None,
        faults=faults,
        journal=journal_of(programme, {str(group.pk) for group in groups}),
        pinned=len(table.pinned) if table else 0,
    )


def summary_of(programme: Programme) -> Board:
    """How good the board is and what it breaks, without anybody on it."""
    table = table_of(programme)
    groups = list(programme.groups.all())
    columns = (Column(group, (), None, table.broken(at)) for at, group in enumerate(groups))
    return Board(tuple(columns), (), {}, at_least(table), (), pinned=len(table.pinned))


def shape_in(programme: Programme, number: int) -> Shape | None:
    """The shape of the group with this number; None for an empty one or none at all."""
    table = table_of(programme)
    at = table.by_number.get(number)
    people = [table.index.people[one] for one in table.seated.seats[at]] if at is not None else []
    return shape_of(people, ranges=ranges_of(table.index.people)) if people else None


def journal_of(programme: Programme, groups: Collection[str]) -> Journal:
    """The steps to undo and redo, as far as their groups still stand (two queries)."""
    changes = programme.board_changes.select_related("made_by")
    last, undone = (
        changes.filter(undone_at=None).last(),
        changes.exclude(undone_at=None).first(),
    )
    return Journal(
        undo=last if last and _stands(last, groups) else None,
        redo=undone if undone and _stands(undone, groups) else None,
    )


def at_least(table: Table) -> int | None:
    """The share of the bound that the groups reach, in per cent, rounded down."""
    seats = [members for members in table.seated.seats if members]
    if len(seats) < 2:
        return None
    seated = sorted(one for members in seats for one in members)
    bound = upper_bound(table.index, seated, [len(members) for members in seats])
    worth = sum(table.seated.worth(at) for at in range(len(table.seated.seats)))
    return min(100, int(100 * worth / bound + 1e-9)) if bound > 0 else None


def _stands(change: BoardChange, groups: Collection[str]) -> bool:
    return all(group is None or group in groups for _, *ends in change.steps for group in ends)


def _chips_by_group(programme: Programme, only: Collection[int] | None) -> dict[UUID, list[Chip]]:
    seated: dict[UUID, list[Chip]] = {}
    members = Member.objects.filter(group__programme=programme, left_at=None)
    if only is not None:
        members = members.filter(group__number__in=list(only))
    for group, pk, name, department, site, pin, active in members.order_by(
        "person__name", "person_id"
    ).values_list(
        "group_id",
        "person_id",
        "person__name",
        "person__department",
        "person__site",
        "pinned",
        "person__is_active",
    ):
        chip = Chip(pk, name, department, site, pin, gone=not active)
        seated.setdefault(group, []).append(chip)
    return seated


def _waiting(programme: Programme) -> list[Chip]:
    """Who takes part and sits in no group."""
    chosen = Person.objects.filter(participant__programme=programme, is_active=True).exclude(
        memberships__in=Member.objects.filter(group__programme=programme, left_at=None)
    )
    rows = chosen.order_by("name", "id").values_list("pk", "name", "department", "site")
    return [Chip(*row) for row in rows]


def _column(
    group: Group,
    chips: Sequence[Chip],
    table: Table | None,
    at: int,
    ranges: Mapping[str, tuple[float, float]],
) -> Column:
    shape: Shape | None = None
    broken: tuple[Violation, ...] = ()
    if table:
        people = [table.index.people[one] for one in table.seated.seats[at]]
        shape = shape_of(people, ranges=ranges) if people else None
        broken = table.broken(at) if group.state == GroupState.DRAFT else ()
    return Column(group, tuple(chips), shape, broken)


def _explained(waiting: Sequence[Chip], table: Table | None) -> tuple[Chip, ...]:
    """Why somebody has no group, unless they are very many."""
    if table is None or not waiting or len(waiting) > EXPLAINED:
        return tuple(waiting)
    left = [table.index.position[str(chip.pk)] for chip in waiting]
    outs = excuse(table.index, table.seated.seats, left, provably_out(table.index))
    why = {out.person: out for out in outs}
    return tuple(
        Chip(chip.pk, chip.name, chip.department, chip.site, left_out=why.get(str(chip.pk)))
        for chip in waiting
    )
