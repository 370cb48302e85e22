"""What a group's practice left over all its cycles, for one member who looks back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q

from collegium.groups.rooms import Room
from collegium.practice.models import Audience, Goal, GoalStep, LogEntry, Plan
from collegium.practice.queries.goals import GoalView, opened_goal


@dataclass(frozen=True, slots=True, repr=False)
class NewPlan:
    """A plan that took an earlier one's place."""

    cycle_id: UUID
    member_id: UUID
    name: str
    when: str
    will: str
    at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class Tried:
    """A log entry that the reader may read: one's own, or one for the whole group."""

    id: UUID
    cycle_id: UUID
    member_id: UUID
    name: str
    learned: str
    attempts: int
    is_private: bool  # the reader's own, and for them alone or their buddy
    at: datetime


def plans_over(room: Room, opened: Collection[UUID]) -> tuple[NewPlan, ...]:
    """Plans that were changed since the session that made them, oldest first (one query)."""
    rows = Plan.objects.filter(_since(room, opened, "created_at"), group=room.group)
    rows = rows.select_related("member__person").order_by("created_at", "id")
    return tuple(
        NewPlan(
            row.cycle_id,
            row.member_id,
            row.member.person.name,
            room.read(row, "when"),
            room.read(row, "will"),
            row.created_at,
        )
        for row in rows
    )


def tried_over(room: Room, opened: Collection[UUID]) -> tuple[Tried, ...]:
    """One's own log entries and those shared with the group, oldest first (one query)."""
    shared = Q(audience=Audience.GROUP) & _since(room, opened, "changed_at")
    rows = LogEntry.objects.filter(shared | Q(member=room.member), group=room.group)
    return tuple(
        Tried(
            row.pk,
            row.cycle_id,
            row.member_id,
            row.member.person.name,
            room.read(row, "learned"),
            row.attempts,
            row.audience != Audience.GROUP,
            row.created_at,
        )
        for row in rows.select_related("member__person").order_by("created_at", "id")
    )


def goals_over(room: Room, opened: Collection[UUID]) -> tuple[tuple[UUID, GoalView], ...]:
    """All goals, each with its cycle (two queries). A cycle over before one joined has none."""
    since = room.member.joined_at
    there = Q(cycle__ended_at=None) | Q(cycle__ended_at__gte=since) | Q(cycle__in=opened)
    rows = Goal.objects.filter(there, group=room.group).select_related("member__person")
    steps = Prefetch("steps", GoalStep.objects.select_related("noted_by__person"))
    ordered = rows.prefetch_related(steps).order_by("created_at", "id")
    return tuple((row.cycle_id, opened_goal(room, row)) for row in ordered)


def _since(room: Room, opened: Collection[UUID], moment: str) -> Q:
    return Q(**{f"{moment}__gte": room.member.joined_at}) | Q(cycle__in=opened)
