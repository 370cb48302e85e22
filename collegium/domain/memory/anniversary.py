"""You said this a year ago: one thing of one's own and one of the group's, at most once a month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from collegium.domain.memory.sayings import Saying

SHOWN = timedelta(days=7)  # from the day on which something was said
MANY_YEARS = 10


@dataclass(frozen=True, slots=True, repr=False)
class Remembered:
    """What was said so many years ago."""

    saying: Saying
    years: int


def a_year_ago(sayings: Sequence[Saying], *, on: date) -> Remembered | None:
    """What to bring back on a day: nothing on most days, one thing for a week in a month.

    In each month one saying is chosen, of those from the same month one or more years ago the
    most recent year's latest; it comes back on its day and for a week, so that a month shows one.
    """
    chosen = max(
        (one for one in sayings if 0 < on.year - one.at.year <= MANY_YEARS),
        key=lambda one: _preferred(one, on),
        default=None,
    )
    if chosen is None or chosen.at.month != on.month:
        return None
    years = on.year - chosen.at.year
    day = _same_day(chosen.at.date(), on.year)
    return Remembered(chosen, years) if day <= on < day + SHOWN else None


def _preferred(one: Saying, on: date) -> tuple[bool, int, date, str]:
    return (one.at.month == on.month, one.at.year, one.at.date(), one.id)


def _same_day(day: date, year: int) -> date:
    """The day in another year; 29 February is the last of the month."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
