"""The weeks of practice, numbered from the local date of Session One."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from collegium.domain.rhythm.wallclock import wall_clock

DAYS_IN_WEEK = 7


@dataclass(frozen=True, slots=True)
class PracticeSpan:
    """The days between two sessions as one member's calendar shows them."""

    first: date
    end: date  # the first day that no longer belongs to the practice

    @property
    def weeks(self) -> int:
        """How many weeks were begun before the end."""
        return max(0, -(-(self.end - self.first).days // DAYS_IN_WEEK))

    def week_on(self, day: date) -> int | None:
        """Return the week (1..n) that `day` lies in, None outside the practice."""
        inside = self.first <= day < self.end
        return (day - self.first).days // DAYS_IN_WEEK + 1 if inside else None

    def first_day(self, week: int) -> date:
        """Return the day on which `week` (1..n) begins."""
        return self.first + timedelta(days=DAYS_IN_WEEK * (week - 1))


def practice_span(
    session_one: datetime, session_two: datetime | None, *, zone: str, weeks: int
) -> PracticeSpan:
    """Return the practice in `zone`; it runs `weeks` weeks while Session Two has no date."""
    first = wall_clock(session_one, zone).date()
    if session_two is None:
        return PracticeSpan(first, first + timedelta(days=DAYS_IN_WEEK * weeks))
    return PracticeSpan(first, max(first, wall_clock(session_two, zone).date()))


def week_of_practice(start: datetime, now: datetime, *, zone: str) -> int:
    """Return the week of practice at `now`: 1 from the local date of Session One, 0 before."""
    days = (wall_clock(now, zone).date() - wall_clock(start, zone).date()).days
    return max(0, days // DAYS_IN_WEEK + 1)
