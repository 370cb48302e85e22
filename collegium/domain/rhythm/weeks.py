"""The weeks of practice: one number for the question, the log, the check-in and the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from collegium.domain.rhythm.wallclock import wall_clock

DAYS_IN_WEEK = 7
A_WEEK = timedelta(days=DAYS_IN_WEEK)
SHORTEST = 4  # days; a shorter piece at either end belongs to the week beside it


@dataclass(frozen=True, slots=True)
class PracticeSpan:
    """The days between two sessions, dated once for the whole group.

    Weeks turn on Mondays, so that what is asked in one is open to its end and all of it has
    the same number. The first begins with Session One, the last ends with Session Two.
    """

    first: date
    end: date  # the first day that no longer belongs to the practice

    @property
    def weeks(self) -> int:
        """How many weeks there are."""
        if self.end <= self.first:
            return 0
        whole, over = divmod((self.end - self._second).days, DAYS_IN_WEEK)
        return 1 + max(0, whole + (over >= SHORTEST))

    def week_on(self, day: date) -> int | None:
        """Return the week (1..n) that `day` lies in, None outside the practice."""
        return self.nearest_week(day) if self.first <= day < self.end else None

    def nearest_week(self, day: date) -> int:
        """Return the week that something of `day` is about.

        That is the first before the practice began and the last after its end, so that no
        number beyond them is ever said or stored.
        """
        week = (day - self._second).days // DAYS_IN_WEEK + 2
        return max(1, min(week, self.weeks))

    def first_day(self, week: int) -> date:
        """Return the day on which `week` (1..n) begins."""
        return self.first if week == 1 else self._second + (week - 2) * A_WEEK

    def day_after(self, week: int) -> date:
        """Return the first day that no longer belongs to `week`."""
        return self.end if week >= self.weeks else self.first_day(week + 1)

    @property
    def _second(self) -> date:
        """The Monday on which the second week begins."""
        left = DAYS_IN_WEEK - self.first.weekday()
        return self.first + timedelta(days=left) + (A_WEEK if left < SHORTEST else timedelta())


@lru_cache(maxsize=4096)  # every member of a group asks for the same
def practice_span(
    session_one: datetime, session_two: datetime | None, *, zone: str, weeks: int
) -> PracticeSpan:
    """Return the practice, dated in `zone`; it runs `weeks` weeks without a Session Two.

    The zone is the group's: a member who moves keeps the weeks, so nothing comes twice.
    """
    first = wall_clock(session_one, zone).date()
    if session_two is None:
        return PracticeSpan(first, first + weeks * A_WEEK)
    return PracticeSpan(first, max(first, wall_clock(session_two, zone).date()))
