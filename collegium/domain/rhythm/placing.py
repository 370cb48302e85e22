"""Where a reminder goes whose own day is a free one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from collegium.domain.rhythm.policy import Policy
from collegium.domain.rhythm.wallclock import instant, wall_clock
from collegium.domain.rhythm.wishes import Wishes, full, open_time

PUT_OFF = 28  # days within which what was put off must find its place
A_DAY = timedelta(days=1)


def within(day: date, *, first: date, after: date) -> Iterator[date]:
    """Yield `day`, the later days before `after`, then the earlier ones back to `first`."""
    later = day
    while later < after:
        yield later
        later += A_DAY
    while day > first:
        day -= A_DAY
        yield day


def place(
    policy: Policy, wishes: Wishes, days: Iterable[date], at: time, zone: str
) -> datetime | None:
    """Return the instant on the first of `days` that is a working day with an open hour.

    It is `at` or the first open time after it on that day, else that day's first open time.
    """
    return next(
        (found for day in days if (found := _on(policy, wishes, day, at, zone)) is not None), None
    )


def put_off(policy: Policy, wishes: Wishes, until: datetime, zone: str) -> datetime | None:
    """Return the first moment from `until` on at which an ordinary reminder may come."""
    if wishes.rests_until is not None:
        until = max(until, wishes.rests_until)
    shown = wall_clock(until, zone)
    day, at = shown.date(), full(shown.time())
    for ahead in range(PUT_OFF):
        one = day + timedelta(days=ahead)
        open_at = open_time(policy, wishes, policy.wake if ahead else at)
        if open_at is not None and wishes.is_working(one):
            return instant(one, open_at, zone)
    return None


def _on(policy: Policy, wishes: Wishes, day: date, at: time, zone: str) -> datetime | None:
    if not wishes.is_working(day):
        return None
    open_at = open_time(policy, wishes, at) or open_time(policy, wishes, policy.wake)
    if wishes.rests_until is not None:
        over = wall_clock(wishes.rests_until, zone)
        if day < over.date():
            return None
        if day == over.date():
            open_at = open_time(policy, wishes, max(at, full(over.time())))
    return None if open_at is None else instant(day, open_at, zone)
