"""Plans: as Session One left them, or as their members changed them since."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import time
from uuid import UUID

from django.db.models import F
from django.utils.dates import WEEKDAYS

from collegium.groups.models import Cycle
from collegium.groups.rooms import Room
from collegium.meetings.models import Kind, Outcome
from collegium.meetings.queries.live import is_gone, outcomes
from collegium.practice.models import Plan

EXTRA = Kind.EXTRA.value


@dataclass(frozen=True, slots=True)
class PlanView:
    """When X happens, I will do Y."""

    when: str
    will: str
    changed: bool = False  # after the session that made it, or written outside of any
    weekday: int | None = None  # of the meeting it waits for; 0 is Monday
    at: time | None = None  # when that begins, on the member's own clock
    from_session: bool = True  # there is one that a session made

    @property
    def day(self) -> str:
        """The weekday in words."""
        return "" if self.weekday is None else str(WEEKDAYS[self.weekday])


def plans_of(room: Room, cycle: Cycle) -> dict[UUID, PlanView]:
    """The plans of a cycle by member id, of those that the room's member may read.

    What an extra meeting's case led to takes no place of a plan from the cycle's own sessions.
    """
    left = sorted(outcomes(room, cycle, kind="plan"), key=lambda one: one.session_kind != EXTRA)
    made = {
        one.member_id: PlanView(one.words["when"], one.words["will"])
        for one in left
        if one.member_id
    }
    rows = Plan.objects.filter(group=room.group, cycle=cycle).order_by("created_at", "id")
    return made | {row.member_id: _changed(room, row, made) for row in rows}


def own_plans(rooms: Mapping[UUID, Room], cycles: Collection[UUID]) -> dict[UUID, PlanView]:
    """The plan of each room's own member in these cycles, by member id (two queries).

    `rooms` are those of one person, by member id.
    """
    left = Outcome.objects.filter(kind="plan", member__in=rooms, session__cycle__in=cycles)
    left = left.exclude(session__opened_at__lt=F("member__joined_at")).select_related("session")
    ordered = sorted(
        left.order_by("session__created_at", "position"),
        key=lambda row: row.session.kind != EXTRA,
    )
    made: dict[UUID, PlanView] = {}
    for row in ordered:
        if row.member_id:
            words = rooms[row.member_id].read(row, "body")
            if is_gone(words):
                continue
            made[row.member_id] = PlanView(words["when"], words["will"])
    rows = Plan.objects.filter(member__in=rooms, cycle__in=cycles).order_by("created_at", "id")
    return made | {row.member_id: _changed(rooms[row.member_id], row, made) for row in rows}


def plan_of(room: Room, cycle: Cycle) -> PlanView | None:
    """The plan of the room's own member."""
    return plans_of(room, cycle).get(room.member.pk)


def weekly_moments(cycles: Collection[UUID]) -> dict[tuple[UUID, UUID], tuple[int, time]]:
    """The weekday and the time of the meeting that each newest plan waits for, without a word.

    By cycle id and member id, of members whose plan names such a meeting (one query).
    """
    rows = Plan.objects.filter(cycle__in=cycles).order_by("created_at", "id")
    newest = {
        (cycle, member): (weekday, at)
        for cycle, member, weekday, at in rows.values_list(
            "cycle", "member", "nudge_weekday", "nudge_at"
        )
    }
    return {key: (day, at) for key, (day, at) in newest.items() if day is not None and at}


def _changed(room: Room, row: Plan, made: Mapping[UUID, PlanView]) -> PlanView:
    return PlanView(
        room.read(row, "when"),
        room.read(row, "will"),
        changed=True,
        weekday=row.nudge_weekday,
        at=row.nudge_at,
        from_session=row.member_id in made,
    )
