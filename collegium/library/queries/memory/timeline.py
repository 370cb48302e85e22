"""A group's years on one page: by year and cycle, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from collegium.domain.memory import Fate
from collegium.groups.models import Cycle
from collegium.groups.queries import AgreementView
from collegium.groups.rooms import Room
from collegium.library.queries.memory.promises import Promise, promises_in
from collegium.library.queries.memory.record import Record, record_of
from collegium.meetings.models import Session, SessionState
from collegium.meetings.queries.live import OutcomeView
from collegium.practice.queries.goals import GoalView


@dataclass(frozen=True, slots=True)
class CycleView:
    """One cycle as it is remembered. A `closed` one began and ended before the reader's time."""

    cycle: Cycle
    closed: bool
    opened: bool
    sessions: tuple[Session, ...]
    promises: tuple[Promise, ...]
    reports: tuple[OutcomeView, ...]
    takeaways: tuple[OutcomeView, ...]
    questions: tuple[OutcomeView, ...]
    next_plans: tuple[OutcomeView, ...]
    goals: tuple[GoalView, ...]
    agreements: tuple[AgreementView, ...]

    @property
    def reached(self) -> tuple[GoalView, ...]:
        """The goals whose whole way was gone."""
        return tuple(one for one in self.goals if one.way and one.come >= one.way)

    @property
    def held(self) -> tuple[Session, ...]:
        """The sessions that took place."""
        return tuple(one for one in self.sessions if one.state == SessionState.ENDED)

    @property
    def year(self) -> int:
        """The year it began in."""
        return self.cycle.created_at.year

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left of it to read."""
        parts = (self.held, self.promises, self.reports, self.takeaways, self.questions)
        return not any((*parts, self.goals, self.agreements))


@dataclass(frozen=True, slots=True)
class Year:
    """The cycles that began in one year, and what they add up to."""

    year: int
    cycles: tuple[CycleView, ...]

    @property
    def sessions(self) -> int:
        """How many sessions were held."""
        return sum(len(one.held) for one in self.cycles)

    @property
    def tried(self) -> int:
        """How many plans were kept, changed or tried."""
        alive = {Fate.KEPT, Fate.CHANGED, Fate.TRIED}
        return sum(plan.fate in alive for one in self.cycles for plan in one.promises)

    @property
    def takeaways(self) -> int:
        """How many takeaways there are."""
        return sum(len(one.takeaways) for one in self.cycles)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole page; `is_begun` once a first session was held."""

    years: tuple[Year, ...]
    is_begun: bool

    @property
    def glance(self) -> tuple[tuple[str, int], ...]:
        """Sessions held in each year, the oldest first, for the picture."""
        return tuple((str(one.year), one.sessions) for one in reversed(self.years))


def timeline_of(room: Room) -> Timeline:
    """Everything that the room's member may look back on (as `record_of`)."""
    record = record_of(room)
    cycles = [_cycle(record, one) for one in record.cycles]
    years = groupby(cycles, key=lambda one: one.year)
    return Timeline(
        years=tuple(Year(year, tuple(ones)) for year, ones in years),
        is_begun=any(one.held for one in cycles),
    )


def _cycle(record: Record, cycle: Cycle) -> CycleView:
    closed = cycle.pk in record.before
    return CycleView(
        cycle=cycle,
        closed=closed,
        opened=cycle.pk in record.opened,
        sessions=record.sessions[cycle.pk],
        promises=() if closed else promises_in(record, cycle),
        reports=_left(record, cycle, "report"),
        takeaways=_left(record, cycle, "takeaway"),
        questions=_left(record, cycle, "question"),
        next_plans=tuple(
            one for session, one in record.of_kind(cycle, "plan") if session.kind == "session_two"
        ),
        goals=record.goals[cycle.pk],
        agreements=() if closed else tuple(_agreed_in(record, cycle)),
    )


def _left(record: Record, cycle: Cycle, kind: str) -> tuple[OutcomeView, ...]:
    return tuple(one for _, one in record.of_kind(cycle, kind))


def _agreed_in(record: Record, cycle: Cycle) -> Iterator[AgreementView]:
    """Agreements made while the cycle was the latest, or before the first."""
    later = min(
        (one.created_at for one in record.cycles if one.number > cycle.number), default=None
    )
    for one in record.agreements:
        if _falls_in(one.proposed_at, cycle, later):
            yield one


def _falls_in(at: datetime, cycle: Cycle, later: datetime | None) -> bool:
    begun = at >= cycle.created_at or cycle.number == 1
    return begun and (later is None or at < later)
