"""When news that nobody waits for may come: gathered, at most once a day, on working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from collegium.domain.rhythm.policy import Policy
from collegium.domain.rhythm.wallclock import instant, wall_clock
from collegium.domain.rhythm.wishes import Wishes, may_come, open_time

AFTERNOON = time(16)
MORNING = time(9)
THURSDAY = 3
DAY = timedelta(days=1)
LOOK_BACK = 31  # days; older news is no news
LOOK_AHEAD = 366


@dataclass(frozen=True, slots=True)
class Digest:
    """News gathered on a day of the person's calendar: what came after `since`, up to `until`."""

    day: date
    since: datetime
    until: datetime


def digest(
    policy: Policy, wishes: Wishes, now: datetime, *, zone: str, weekly: bool = False
) -> Digest | None:
    """Return the digest that may come at `now`, None when there is none.

    It gathers what came since the one before, in the afternoon of each working day, or once a
    week, on Thursday or the first working day after it.
    """
    today = wall_clock(now, zone).date()
    at = open_time(policy, wishes, AFTERNOON)
    if at is None or not may_come(policy, wishes, now, zone):
        return None
    until = instant(today, at, zone)
    if now < until or not _is_for_news(wishes, today, weekly=weekly):
        return None
    return Digest(today, instant(_before(wishes, today, weekly=weekly), at, zone), until)


def next_morning(policy: Policy, wishes: Wishes, after: datetime, *, zone: str) -> datetime:
    """Return the first working morning that begins after `after`, within a year."""
    at = open_time(policy, wishes, MORNING) or MORNING
    first = wall_clock(after, zone).date()
    for ahead in range(LOOK_AHEAD):
        day = first + ahead * DAY
        moment = instant(day, at, zone)
        if moment > after and wishes.is_working(day):
            return moment
    return instant(first + DAY, at, zone)


def _is_for_news(wishes: Wishes, day: date, *, weekly: bool) -> bool:
    if not wishes.is_working(day):
        return False
    if not weekly:
        return True
    thursday = day + (THURSDAY - day.weekday()) * DAY
    earlier = (thursday + ahead * DAY for ahead in range((day - thursday).days))
    return day >= thursday and not any(wishes.is_working(one) for one in earlier)


def _before(wishes: Wishes, day: date, *, weekly: bool) -> date:
    days = (day - back * DAY for back in range(1, LOOK_BACK))
    found = (one for one in days if _is_for_news(wishes, one, weekly=weekly))
    return next(found, day - LOOK_BACK * DAY)
