"""Every zone of the world over ten years, on the days on which its clocks change.

On all other days a clock is a clock, so only the weeks around a change are walked through, and
zones whose clocks are set alike are walked through once.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from collegium.domain.rhythm import (
    Kind,
    Participant,
    Policy,
    Weekly,
    Wishes,
    due,
    exists,
    foreseen,
    wall_clock,
)

A_DAY = timedelta(days=1)
NOONS = [
    datetime(2024, 1, 1, 12) + number * A_DAY  # noqa: DTZ001 - noon in any zone
    for number in range(3653)
]
FORTNIGHT = 14  # no two changes are nearer to each other
AT = {Kind.TIP: time(0, 30), Kind.CHECK_IN: time(2, 30), Kind.LOG: time(9)}  # most change at night
UPKEEP = [timedelta(minutes=minutes) for minutes in (-60, -1, 0, 60)]

type Clock = tuple[tuple[int, timedelta | None], ...]


def clock_of(zone: ZoneInfo) -> Clock:
    """How a zone's clocks stand at first, and each day (by number) on which they are set."""
    at = [*range(0, len(NOONS), FORTNIGHT), len(NOONS) - 1]
    offsets = [zone.utcoffset(NOONS[day]) for day in at]
    found = [(0, offsets[0])]
    for (first, last), (before, after) in zip(pairwise(at), pairwise(offsets), strict=True):
        if before != after:
            days = range(first + 1, last + 1)
            day = next(one for one in days if zone.utcoffset(NOONS[one]) != before)
            found.append((day, after))
    return tuple(found)


@pytest.fixture(scope="module")
def world() -> dict[Clock, str]:
    """Each way in which clocks of the world are set, with a zone that does so."""
    return {clock_of(ZoneInfo(name)): name for name in sorted(available_timezones())}


def around(number: int, zone: str) -> tuple[Policy, Participant]:
    """Rules that fall on a day at three hours, for somebody with a Session One nine days before.

    Every day is a working day, because most clocks are set on Sundays.
    """
    day = NOONS[number]
    rules = tuple(Weekly(kind, day.weekday(), at) for kind, at in AT.items())
    policy = Policy(weekly=rules, wake=time(), sleep=time(23, 55), weeks=4)
    one = (day - 9 * A_DAY).replace(tzinfo=UTC)
    wishes = Wishes(weekend=frozenset())
    return policy, Participant("ann", "c", zone, one, one + 25 * A_DAY, wishes=wishes)


def changes(world: dict[Clock, str]) -> Iterator[tuple[date, Policy, Participant]]:
    """The days on which clocks are set, and somebody who practises around each."""
    for clock, zone in world.items():
        for number, _ in clock[1:]:
            if 30 < number < len(NOONS) - 30:
                yield NOONS[number].date(), *around(number, zone)


def test_the_world_has_clocks_that_change(world: dict[Clock, str]) -> None:
    assert len(world) > 50
    assert sum(1 for _ in changes(world)) > 400


def test_no_reminder_at_a_wrong_hour_and_none_skipped(world: dict[Clock, str]) -> None:
    for change, policy, who in changes(world):
        items = list(foreseen(policy, who))
        for kind, at in AT.items():
            own = [item for item in items if item.kind is kind]
            assert change in {item.day for item in own}
            assert len(own) >= 3
            assert {(b.day - a.day).days for a, b in pairwise(own)} == {7}
            for item in own:
                shown = wall_clock(item.at, who.zone).replace(tzinfo=None)
                late = shown - datetime.combine(item.day, at)
                if exists(item.day, at, who.zone):
                    assert late == timedelta()
                else:  # there is no such time: the clock jumps over it (by two hours at Troll)
                    assert timedelta() < late <= timedelta(hours=2)


def test_none_doubled_where_an_hour_comes_twice(world: dict[Clock, str]) -> None:
    for change, policy, who in changes(world):
        items = [item for item in foreseen(policy, who) if item.day == change]
        history: set[str] = set()
        came = []
        for now in sorted(item.at + step for item in items for step in UPKEEP):
            found = due(policy, history, of=[who], now=now)
            assert all(now == item.at for item in found if item.day == change)
            came += [item.key for item in found if item.day == change]
            history |= {item.key for item in found}
        assert sorted(came) == sorted(item.key for item in items)
