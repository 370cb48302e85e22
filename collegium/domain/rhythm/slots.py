"""The times that suit a group best, over zones and working hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from collegium.domain.rhythm.wallclock import exists, instant, require_aware, wall_clock

MOST_STRAIN = 12 * 60
Interval = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Diary:
    """When one person works, in their own zone, and when they are taken.

    A person who works over midnight (`ends` not after `starts`) is not known yet.
    """

    person: str
    zone: str
    days: frozenset[int] = frozenset(range(5))
    starts: time = time(9)
    ends: time = time(17)
    busy: tuple[Interval, ...] = ()

    def __post_init__(self) -> None:
        if self.ends <= self.starts:
            raise ValueError("working hours end after they start")


@dataclass(frozen=True, slots=True)
class Slot:
    """A time for a group.

    `clock` is what clocks in the reference zone show. `strain` says for each person, in the
    order given, by how many minutes the slot misses their nearest working hours (at most
    twelve hours). `cannot` names those who are taken.
    """

    starts: datetime
    ends: datetime
    clock: datetime
    strain: tuple[tuple[str, int], ...]
    cannot: tuple[str, ...] = ()

    @property
    def worst(self) -> int:
        """The strain of the person it suits least, in minutes."""
        return max((minutes for _, minutes in self.strain), default=0)

    @property
    def suits_all(self) -> bool:
        """Whether everybody is free and within working hours."""
        return not self.cannot and self.worst == 0

    @property
    def rank(self) -> tuple[int, int, int, datetime]:
        """The order of slots: who can't, the worst strain, all strain, the earlier date."""
        total = sum(minutes for _, minutes in self.strain)
        return len(self.cannot), self.worst, total, self.starts


def slots(
    people: Sequence[Diary],
    *,
    from_: datetime,
    until: datetime,
    minutes: int,
    zone: str,
    step: int = 30,
    best: int = 5,
) -> tuple[Slot, ...]:
    """Return up to `best` slots of `minutes`, best first, at most one a day.

    Slots start at full `step` minutes of the clock in `zone`, the group's reference, and lie
    between `from_` and `until` (both aware). Nobody's working hours are a hard bound: a group
    spread over the world gets the least bad times and sees whom they cost what.
    """
    if minutes <= 0 or step <= 0:
        raise ValueError("minutes and step are positive")
    windows = [_windows(diary, from_, until) for diary in people]
    length = timedelta(minutes=minutes)
    by_day: dict[date, Slot] = {}
    for clock in _clocks(from_, until - length, zone, step):
        slot = _slot(people, windows, clock, length)
        day = clock.date()
        if day not in by_day or slot.rank < by_day[day].rank:
            by_day[day] = slot
    return tuple(sorted(by_day.values(), key=lambda slot: slot.rank)[:best])


def _clocks(from_: datetime, last: datetime, zone: str, step: int) -> Iterator[datetime]:
    day = wall_clock(from_, zone).date()
    end = wall_clock(last, zone).date()
    times = [time(*divmod(minute, 60)) for minute in range(0, 24 * 60, step)]
    while day <= end:
        for at in times:
            moment = instant(day, at, zone)
            if from_ <= moment <= last and exists(day, at, zone):
                yield wall_clock(moment, zone)
        day += timedelta(days=1)


def _windows(diary: Diary, from_: datetime, until: datetime) -> list[Interval]:
    """Return the working hours of `diary` from the day before to the day after."""
    day = wall_clock(require_aware(from_), diary.zone).date() - timedelta(days=1)
    end = wall_clock(require_aware(until), diary.zone).date() + timedelta(days=1)
    found = []
    while day <= end:
        if day.weekday() in diary.days:
            hours = (diary.starts, diary.ends)
            opens, closes = (instant(day, at, diary.zone) for at in hours)
            found.append((opens, closes))
        day += timedelta(days=1)
    return found


def _slot(
    people: Sequence[Diary], windows: list[list[Interval]], clock: datetime, length: timedelta
) -> Slot:
    starts = clock.astimezone(UTC)
    ends = starts + length
    strain = tuple(
        (diary.person, _strain(hours, starts, ends))
        for diary, hours in zip(people, windows, strict=True)
    )
    cannot = tuple(diary.person for diary in people if _taken(diary, starts, ends))
    return Slot(starts, ends, clock, strain, cannot)


def _strain(hours: list[Interval], starts: datetime, ends: datetime) -> int:
    """Return by how many minutes the nearest working hours are missed."""
    misses = (max(opens - starts, ends - closes) for opens, closes in hours)
    nearest = min(misses, default=timedelta(minutes=MOST_STRAIN))
    return min(MOST_STRAIN, max(0, int(nearest.total_seconds() // 60)))


def _taken(diary: Diary, starts: datetime, ends: datetime) -> bool:
    return any(begins < ends and starts < over for begins, over in diary.busy)
