"""When one person works, is taken or away, laid out in minutes for quick comparing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from collegium.domain.rhythm.wallclock import instant, require_aware, wall_clock

MOST_STRAIN = 12 * 60
BED, RISE = time(23), time(6)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Interval = tuple[datetime, datetime]
Span = tuple[int, int]  # minutes since 1970


@dataclass(frozen=True, slots=True)
class Diary:
    """When one person works, in their own zone, and when they are taken.

    `days` are the weekdays (0 is Monday) on which their hours begin. Where `ends` is not after
    `starts` they work over midnight, a whole day where both are the same. `away` are first and
    last days on which they are not there at all, `holidays` days on which they would rather
    not be asked.
    """

    person: str
    zone: str
    days: frozenset[int] = frozenset(range(5))
    starts: time = time(9)
    ends: time = time(17)
    busy: tuple[Interval, ...] = ()
    away: tuple[tuple[date, date], ...] = ()
    holidays: frozenset[date] = frozenset()

    def between(self, from_: datetime, until: datetime) -> Day:
        """Lay out what lies between two moments, and a day around them."""
        first = wall_clock(require_aware(from_), self.zone).date() - DAY
        last = wall_clock(require_aware(until), self.zone).date() + DAY
        taken = [(minute_of(one), minute_of(other, up=True)) for one, other in self.busy]
        taken += [self._days(max(a, first), min(b, last)) for a, b in self.away if a <= b]
        rest = [self._days(day, day) for day in self.holidays if first <= day <= last]
        hours = joined(self._hours(first, last))
        return Day(hours, joined(taken), joined(rest), list(self._nights(first, last)))

    def _hours(self, day: date, last: date) -> Iterator[Span]:
        over = DAY if self.ends <= self.starts else timedelta()
        while day <= last:
            if day.weekday() in self.days and day not in self.holidays:
                yield (
                    minute_of(instant(day, self.starts, self.zone)),
                    minute_of(instant(day + over, self.ends, self.zone)),
                )
            day += DAY

    def _nights(self, day: date, last: date) -> Iterator[Span]:
        while day <= last:
            begins = instant(day, BED, self.zone)
            yield minute_of(begins), minute_of(instant(day + DAY, RISE, self.zone))
            day += DAY

    def _days(self, first: date, last: date) -> Span:
        ends = instant(last + DAY, time(0), self.zone)
        return minute_of(instant(first, time(0), self.zone)), minute_of(ends)


class Day:
    """A stretch of somebody's diary: sorted spans of minutes that do not touch."""

    __slots__ = ("_closes", "_hours", "_nights", "_rest", "_taken")

    def __init__(
        self,
        hours: Sequence[Span],
        taken: Sequence[Span],
        rest: Sequence[Span],
        nights: Sequence[Span],
    ) -> None:
        self._hours, self._taken, self._rest, self._nights = hours, taken, rest, nights
        self._closes = [closes for _, closes in hours]

    def is_taken(self, start: int, end: int) -> bool:
        """Whether something else overlaps."""
        return _meets(self._taken, start, end)

    def strain(self, start: int, end: int) -> int:
        """By how many minutes the nearest working hours are missed; twelve hours at most.

        Hours of sleep, and public holidays, count as twelve hours.
        """
        if self._rest and _meets(self._rest, start, end):
            return MOST_STRAIN
        place = bisect_left(self._closes, end)
        missed = MOST_STRAIN
        if place < len(self._hours):
            missed = self._hours[place][0] - start
            if missed <= 0:
                return 0
        if place:
            opens, closes = self._hours[place - 1]
            missed = min(missed, max(opens - start, end - closes))
        if missed > 0 and _meets(self._nights, start, end):
            return MOST_STRAIN
        return min(missed, MOST_STRAIN)


def minute_of(moment: datetime, *, up: bool = False) -> int:
    """The minute since 1970 in which a moment lies, or the next one."""
    return -((EPOCH - moment) // MINUTE) if up else (moment - EPOCH) // MINUTE


def moment_of(minute: int) -> datetime:
    """The moment at which a minute since 1970 begins."""
    return EPOCH + minute * MINUTE


def _meets(spans: Sequence[Span], start: int, end: int) -> bool:
    place = bisect_left(spans, (end, 0))  # those before it begin before the end
    return place > 0 and spans[place - 1][1] > start


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap or touch made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
