"""Goals and how far they have come; the whole group may see them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Prefetch, When

from collegium.groups.models import Cycle
from collegium.groups.rooms import Room
from collegium.practice.models import Goal, GoalStep


@dataclass(frozen=True, slots=True, repr=False)
class GoalView:
    """A goal with its steps, the oldest first; the group's own has no author."""

    id: UUID
    author_id: UUID | None
    author: str
    mine: bool
    sentence: str
    unit: str
    start: int
    target: int
    steps: tuple[tuple[date, int], ...]
    noted_by: str = ""  # who said where the group's own stands

    @property
    def ours(self) -> bool:
        """Whether it is the whole group's."""
        return self.author_id is None

    @property
    def value(self) -> int:
        """Where it stands."""
        return self.steps[-1][1] if self.steps else self.start

    @property
    def way(self) -> int:
        """How far it is from start to target."""
        return abs(self.target - self.start)

    @property
    def come(self) -> int:
        """How much of the way lies behind, between 0 and `way`."""
        sign = 1 if self.target >= self.start else -1
        return min(self.way, max(0, sign * (self.value - self.start)))


def goals_of(room: Room, cycle: Cycle) -> tuple[GoalView, ...]:
    """All goals in a cycle, the group's own first (two queries and the key)."""
    rows = Goal.objects.filter(group=room.group, cycle=cycle).select_related("member__person")
    steps = GoalStep.objects.select_related("noted_by__person")
    rows = rows.prefetch_related(Prefetch("steps", steps))
    rows = rows.order_by(Case(When(member=None, then=0), default=1), "created_at", "id")
    return tuple(opened_goal(room, row) for row in rows)


def own_goals(
    rooms: Mapping[UUID, Room], cycles: Collection[UUID]
) -> Mapping[UUID, tuple[GoalView, ...]]:
    """The goals of each room's own member in these cycles, by member id (two queries).

    `rooms` are those of one person, by member id.
    """
    rows = Goal.objects.filter(member__in=rooms, cycle__in=cycles).select_related("member__person")
    found: dict[UUID, tuple[GoalView, ...]] = {}
    for row in rows.prefetch_related("steps").order_by("created_at", "id"):
        if row.member_id:
            view = opened_goal(rooms[row.member_id], row)
            found[row.member_id] = (*found.get(row.member_id, ()), view)
    return found


def opened_goal(room: Room, row: Goal) -> GoalView:
    """A goal of the room's group, opened; its steps and their members are at hand."""
    steps = list(row.steps.all())
    noter = steps[-1].noted_by if steps and row.member is None else None
    return GoalView(
        id=row.pk,
        author_id=row.member_id,
        author=row.member.person.name if row.member else "",
        mine=row.member_id == room.member.pk,
        sentence=room.read(row, "sentence"),
        unit=room.read(row, "unit"),
        start=row.start,
        target=row.target,
        steps=tuple((step.on, step.value) for step in steps),
        noted_by=noter.person.name if noter else "",
    )
