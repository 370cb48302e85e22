"""Goals and how far they have come; the whole group may see them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from collegium.groups.models import Cycle
from collegium.groups.rooms import Room
from collegium.practice.models import Goal


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal with its steps, the oldest first."""

    id: UUID
    author_id: UUID
    author: str
    mine: bool
    sentence: str
    unit: str
    start: int
    target: int
    steps: tuple[tuple[date, int], ...]

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
    """The group's goals in a cycle (two queries and the key)."""
    rows = Goal.objects.filter(group=room.group, cycle=cycle)
    rows = rows.select_related("member__person").prefetch_related("steps")
    return tuple(_opened(room, row) for row in rows)


def my_goal(room: Room, goal_id: UUID) -> Goal:
    """One's own goal; raises `Goal.DoesNotExist` for anybody else's."""
    return Goal.objects.get(pk=goal_id, group=room.group, member=room.member)


def _opened(room: Room, row: Goal) -> GoalView:
    return GoalView(
        id=row.pk,
        author_id=row.member_id,
        author=row.member.person.name,
        mine=row.member_id == room.member.pk,
        sentence=room.read(row, "sentence"),
        unit=room.read(row, "unit"),
        start=row.start,
        target=row.target,
        steps=tuple((step.on, step.value) for step in row.steps.all()),
    )
