"""Whom reminders are for, and what is due to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

from collegium.domain.rhythm.policy import LAST_WEEKDAY, Kind, Policy
from collegium.domain.rhythm.wallclock import require_aware
from collegium.domain.rhythm.weeks import PracticeSpan, practice_span
from collegium.domain.rhythm.wishes import Wishes


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session with a date; `id` is any stable name."""

    id: str
    starts: datetime

    def __post_init__(self) -> None:
        require_aware(self.starts)


@dataclass(frozen=True, slots=True)
class Recurring:
    """A weekly meeting that a plan waits for, on the clock of `zone`; 0 is Monday."""

    weekday: int
    at: time
    zone: str

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= LAST_WEEKDAY:
            raise ValueError("a weekday is 0 (Monday) to 6 (Sunday)")


@dataclass(frozen=True, slots=True)
class Participant:
    """One member in one cycle, as far as reminders go.

    `done` names what needs no reminder any more, as (kind, week). `home` is the zone that the
    group dates its weeks in (the member's own where there is none), `weeks` how long the
    practice is without a date for Session Two (as long as the policy says where it is None).
    """

    person: str
    cycle: str
    zone: str
    session_one: datetime | None = None
    session_two: datetime | None = None
    sessions: tuple[Meeting, ...] = ()
    done: frozenset[tuple[Kind, int]] = frozenset()
    home: str = ""
    weeks: int | None = None
    wishes: Wishes = field(default_factory=Wishes)
    awaited: tuple[Recurring, ...] = ()

    def span(self, policy: Policy) -> PracticeSpan | None:
        """The weeks of practice; None before Session One."""
        if self.session_one is None:
            return None
        return practice_span(
            self.session_one,
            self.session_two,
            zone=self.home or self.zone,
            weeks=self.weeks or policy.weeks,
        )


@dataclass(frozen=True, slots=True)
class Due:
    """One thing due to one person.

    `key` stays the same when the person moves to another zone, so nothing comes twice.
    `at` is the instant in UTC, `day` the date in the person's zone; `week` counts from 1.
    At `until` it has lost its sense and comes no more. `kinds` are what a digest gathers.
    """

    at: datetime
    key: str
    kind: Kind
    person: str
    cycle: str
    day: date
    week: int | None = None
    session: str | None = None
    until: datetime | None = None
    kinds: tuple[Kind, ...] = ()
