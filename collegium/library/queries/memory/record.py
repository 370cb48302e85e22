"""All of a group that a member may look back on, opened in a constant number of reads."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from collegium.domain.memory import Fate
from collegium.groups.models import Cycle
from collegium.groups.queries import AgreementView, agreements_of
from collegium.groups.queries.pool import name_challenges
from collegium.groups.rooms import Room
from collegium.library.models import PlanFate
from collegium.library.queries.memory.openings import cycles_of, opened_to
from collegium.meetings.models import Kind, Session, SessionState
from collegium.meetings.queries.dates import sessions_of
from collegium.meetings.queries.extra import name_extras
from collegium.meetings.queries.live import OutcomeView, outcomes_over
from collegium.practice.queries.goals import GoalView
from collegium.practice.queries.over_years import (
    NewPlan,
    Tried,
    goals_over,
    plans_over,
    tried_over,
)

# One letter each, so that no length tells which.
LETTERS = {"k": Fate.KEPT, "c": Fate.CHANGED, "l": Fate.LET_GO}

type Left = tuple[Session, OutcomeView]
type ByMember = tuple[UUID, UUID]  # a cycle and a member


@dataclass(frozen=True, slots=True, repr=False)
class Record:
    """A group's years as one member may read them. `before` are cycles from before their time."""

    room: Room
    cycles: tuple[Cycle, ...]  # the newest first
    before: frozenset[UUID]
    opened: frozenset[UUID]
    sessions: Mapping[UUID, tuple[Session, ...]]  # by cycle
    left: Mapping[UUID, tuple[Left, ...]]  # by cycle
    plans: tuple[NewPlan, ...]
    tried: tuple[Tried, ...]
    goals: Mapping[UUID, tuple[GoalView, ...]]
    agreements: tuple[AgreementView, ...]
    fates: Mapping[ByMember, Fate]

    def of_kind(self, cycle: Cycle, *kinds: str) -> tuple[Left, ...]:
        """What a cycle's sessions left of these kinds."""
        return tuple(one for one in self.left[cycle.pk] if one[1].kind in kinds)

    def is_over(self, cycle: Cycle) -> bool:
        """Whether a cycle's practice has ended."""
        held = (one for one in self.sessions[cycle.pk] if one.state == SessionState.ENDED)
        return cycle.ended_at is not None or any(one.kind == Kind.SESSION_TWO for one in held)


def record_of(room: Room) -> Record:
    """Open it all, in nine to fifteen queries and one for the key, however many cycles there are.

    More than nine where there are agreements, goals, extra meetings, or cycles before one's time.
    """
    cycles = cycles_of(room)
    opened = opened_to(room, cycles)
    name_challenges([room], cycles)
    sessions = sessions_of(room)
    name_extras([room], sessions)
    since = room.member.joined_at
    return Record(
        room=room,
        cycles=cycles,
        before=frozenset(
            one.pk
            for one in cycles
            if one.ended_at and one.ended_at < since and one.pk not in opened
        ),
        opened=opened,
        sessions=_grouped((one.cycle_id, one) for one in sessions),
        left=_grouped(
            (session.cycle_id, (session, one)) for session, one in outcomes_over(room, opened)
        ),
        plans=plans_over(room, opened),
        tried=tried_over(room, opened),
        goals=_grouped(goals_over(room, opened)),
        agreements=agreements_of(room),
        fates=_fates(room, opened, since),
    )


def at_of(session: Session) -> datetime:
    """When what a session left was said."""
    return session.ended_at or session.starts_at or session.created_at


def _fates(room: Room, opened: frozenset[UUID], since: datetime) -> dict[ByMember, Fate]:
    rows = PlanFate.objects.filter(group=room.group)
    known = (row for row in rows if row.said_at >= since or row.cycle_id in opened)
    said = {(row.cycle_id, row.member_id): LETTERS.get(room.read(row, "said")) for row in known}
    return {place: fate for place, fate in said.items() if fate}


def _grouped[T](found: Iterable[tuple[UUID, T]]) -> Mapping[UUID, tuple[T, ...]]:
    groups: dict[UUID, tuple[T, ...]] = defaultdict(tuple)
    for key, one in found:
        groups[key] = (*groups[key], one)
    return groups
