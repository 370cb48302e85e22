"""When one person wants to hear from us, and when not."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from collegium.domain.rhythm.policy import STEP, Kind, Policy
from collegium.domain.rhythm.wallclock import require_aware, wall_clock

Span = tuple[date, date]  # the first and the last day
SATURDAY_AND_SUNDAY = frozenset({5, 6})


@dataclass(frozen=True, slots=True)
class Wishes:
    """What one person wants. Dates and times are those of their own calendar and clock.

    On a `weekend` (0 is Monday), on `holidays` and while `away` nothing comes, nor in the
    hours of `quiet`, which may run over midnight, nor before `rests_until`. Kinds in `stopped`
    never come; with `weekly` the policy's gathered kinds come as one mail a week. `snoozed`
    says when the thing of a key is to come again.
    """

    weekend: frozenset[int] = SATURDAY_AND_SUNDAY
    holidays: Container[date] = frozenset()
    away: tuple[Span, ...] = ()
    quiet: tuple[time, time] | None = None
    stopped: frozenset[Kind] = frozenset()
    weekly: bool = False
    rests_until: datetime | None = None
    snoozed: Mapping[str, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for moment in (self.rests_until, *self.snoozed.values()):
            if moment is not None:
                require_aware(moment)

    def is_here(self, day: date) -> bool:
        """Whether it is a day on which somebody may at all be written to: no absence, no feast."""
        return day not in self.holidays and not any(a <= day <= b for a, b in self.away)

    def is_working(self, day: date) -> bool:
        """Whether it is a working day."""
        return day.weekday() not in self.weekend and self.is_here(day)

    def is_quiet(self, at: time) -> bool:
        """Whether a time lies in the person's own quiet hours."""
        if self.quiet is None:
            return False
        begins, ends = self.quiet
        if begins < ends:
            return begins <= at < ends
        return at >= begins or at < ends

    def is_resting(self, moment: datetime) -> bool:
        """Whether everything is put off at a moment."""
        return self.rests_until is not None and moment < self.rests_until


def may_come(policy: Policy, wishes: Wishes, moment: datetime, zone: str) -> bool:
    """Say whether an ordinary reminder may reach somebody at `moment`."""
    shown = wall_clock(moment, zone)
    awake = policy.wake <= shown.time() < policy.sleep and not wishes.is_quiet(shown.time())
    return awake and wishes.is_working(shown.date()) and not wishes.is_resting(moment)


def open_time(policy: Policy, wishes: Wishes, at: time) -> time | None:
    """Return the first time of the day, `at` or later, at which a reminder may come."""
    at = max(at, policy.wake)
    if wishes.quiet is not None and wishes.is_quiet(at):
        begins, ends = wishes.quiet
        if begins >= ends and at >= begins:  # quiet to the end of the day
            return None
        at = full(ends)
        if wishes.is_quiet(at):
            return None
    return at if at < policy.sleep else None


def full(at: time) -> time:
    """Return `at` or the next full five minutes; the last ones before midnight stay there."""
    minutes = at.hour * 60 + at.minute + bool(at.second or at.microsecond)
    minutes = min(-(-minutes // STEP) * STEP, 24 * 60 - STEP)
    return time(*divmod(minutes, 60))
