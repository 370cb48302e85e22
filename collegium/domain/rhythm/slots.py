"""The times that suit a group best, over zones, working hours and what each has borne before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from collegium.domain.rhythm.diary import Day, Diary, minute_of, moment_of
from collegium.domain.rhythm.wallclock import exists, instant, wall_clock

MOST = 3  # proposals that people can weigh
SHARPNESS = 4  # how much worse one bad hour is than two half as bad


@dataclass(frozen=True, slots=True)
class Slot:
    """A time for a group.

    `clock` is what clocks in the reference zone show. `strain` says for each person, in the
    order given, by how many minutes the slot misses their nearest working hours (at most
    twelve hours; all of them at night and on a public holiday). `cannot` names those who are taken.
    `burden` weighs the strain with what each has borne before.
    """

    starts: datetime
    ends: datetime
    clock: datetime
    strain: tuple[tuple[str, int], ...]
    cannot: tuple[str, ...] = ()
    burden: int = 0

    @property
    def worst(self) -> int:
        """The strain of the person it suits least, in minutes."""
        return max((minutes for _, minutes in self.strain), default=0)

    @property
    def suits_all(self) -> bool:
        """Whether everybody is free and within working hours."""
        return not self.cannot and self.worst == 0

    @property
    def rank(self) -> tuple[int, int, datetime]:
        """The order of slots: who can't, the burden, the earlier date."""
        return len(self.cannot), self.burden, self.starts


def slots(
    people: Sequence[Diary],
    *,
    from_: datetime,
    until: datetime,
    minutes: int,
    zone: str,
    borne: Mapping[str, int] | None = None,
    step: int = 30,
    best: int = MOST,
) -> tuple[Slot, ...]:
    """Return up to `best` slots of `minutes`, best first, at most one a day.

    Slots start at full `step` minutes of the clock in `zone`, the group's reference, and lie
    between `from_` and `until` (both aware). Nobody's working hours are a hard bound: a group
    spread over the world gets the least bad times and sees whom they cost what. `borne` is the
    strain that each person had in earlier meetings, in minutes: who had more of it gets less.
    """
    if minutes <= 0 or step <= 0:
        raise ValueError("minutes and step are positive")
    days = [diary.between(from_, until) for diary in people]
    before = _ahead([diary.person for diary in people], borne or {})
    last = until - timedelta(minutes=minutes)
    by_day: dict[date, tuple[int, int, int]] = {}
    for day, start in _starts(from_, last, zone, step):
        rank = _rank(days, before, start, start + minutes)
        if day not in by_day or rank < by_day[day]:
            by_day[day] = rank
    chosen = sorted(by_day.values())[:best]
    return tuple(
        _slot(list(zip(people, days, strict=True)), rank, rank[2] + minutes, zone)
        for rank in chosen
    )


def _ahead(persons: Sequence[str], borne: Mapping[str, int]) -> list[int]:
    """What each has borne more than the one who bore least; nobody is behind for being new."""
    known = [borne[one] for one in persons if one in borne]
    usual = sum(known) // len(known) if known else 0
    loads = [borne.get(one, usual) for one in persons]
    least = min(loads, default=0)
    return [load - least for load in loads]


def _rank(days: Sequence[Day], before: Sequence[int], start: int, end: int) -> tuple[int, int, int]:
    """Fewest who can't, the lightest burden, the earliest."""
    cannot = burden = 0
    for day, load in zip(days, before, strict=True):
        cannot += day.is_taken(start, end)
        if strain := day.strain(start, end):
            burden += (load + strain) ** SHARPNESS - load**SHARPNESS
    return cannot, burden, start


def _slot(
    met: Sequence[tuple[Diary, Day]], rank: tuple[int, int, int], end: int, zone: str
) -> Slot:
    _, burden, start = rank
    return Slot(
        moment_of(start),
        moment_of(end),
        wall_clock(moment_of(start), zone),
        tuple((diary.person, day.strain(start, end)) for diary, day in met),
        tuple(diary.person for diary, day in met if day.is_taken(start, end)),
        burden,
    )


def _starts(from_: datetime, last: datetime, zone: str, step: int) -> Iterator[tuple[date, int]]:
    """Every day of the reference zone with the minutes at which a slot could start."""
    first, final = minute_of(from_, up=True), minute_of(last)
    day, end = wall_clock(from_, zone).date(), wall_clock(last, zone).date()
    while day <= end:
        for start in _minutes_of(day, zone, step):
            if first <= start <= final:
                yield day, start
        day += timedelta(days=1)


def _minutes_of(day: date, zone: str, step: int) -> Iterator[int]:
    """The full steps of one day's clock that exist, as minutes since 1970."""
    midnight = instant(day, time(0), zone)
    tomorrow = instant(day + timedelta(days=1), time(0), zone)
    if tomorrow - midnight == timedelta(days=1) and exists(day, time(0), zone):
        yield from range(minute_of(midnight), minute_of(tomorrow), step)
        return
    for minute in range(0, 24 * 60, step):
        at = time(*divmod(minute, 60))
        if exists(day, at, zone):
            yield minute_of(instant(day, at, zone))
