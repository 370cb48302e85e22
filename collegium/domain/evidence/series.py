"""Teams month by month, and what may be said about them before and after their leader started.

A month is a whole number: the months since the year 0, so that 2026-03 is 2026 * 12 + 2.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

AFTER = 6  # months after the start that count; over, before anything is said
CHECKED = 6  # months before the start in which trends have to be alike
QUARTER = 3
EARLIER = 2  # months with a value that a leader needs before those


@dataclass(frozen=True, slots=True)
class Series:
    """One leader's team: a value for each month that has one.

    `start` is the month in which the leader joined their first group, None if they never did;
    `cluster` is that group, or the leader where there is none.
    """

    person: Hashable
    cluster: Hashable
    start: int | None
    values: Mapping[int, float] = field(repr=False)


class Verdict(StrEnum):
    """What the numbers carry."""

    HELPED = "helped"
    HURT = "hurt"
    NO_DIFFERENCE = "no_difference"  # none that could be told from chance
    DOUBTFUL = "doubtful"  # there is a figure, but trends may have differed before
    UNCHECKED = "unchecked"  # there is a figure, but too few groups to tell how it was before
    TRENDS_DIFFERED = "trends_differed"  # before anything began, so nothing can be told
    TOO_SHORT_BEFORE = "too_short_before"  # nobody knows how it was
    TOO_FEW_LEADERS = "too_few_leaders"  # whose months after the start are over
    TOO_FEW_COMPARED = "too_few_compared"
    NOTHING_YET = "nothing_yet"  # no values at all


@dataclass(frozen=True, slots=True)
class Likely:
    """A difference with the ends of its 95 % interval, in the unit of the measure."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Finding:
    """All that anybody sees of one measure; rounded, and nothing beyond what the verdict needs.

    `before` are the six to four and the three to one months before the start, each against the
    time before it. `leaders` and `compared` are people, to the nearest five; so is `began`, all
    who started in the months that are known and over, with values of their teams or without.
    """

    verdict: Verdict
    effect: Likely | None = None
    before: tuple[Likely, ...] = ()
    leaders: int = 0
    compared: int = 0
    began: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding, and who counted in it; the latter is never shown."""

    finding: Finding
    counted: frozenset[Hashable] = field(default=frozenset(), repr=False)
