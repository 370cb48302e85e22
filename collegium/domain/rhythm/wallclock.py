"""Wall-clock times in somebody's zone, turned into instants at the last moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=4096)  # the same days and zones are asked for member after member
def instant(day: date, at: time, zone: str) -> datetime:
    """Return the UTC instant at which clocks in `zone` show `at` on `day`.

    A time that a clock change skips is moved on by the length of the gap, and of a time
    that comes twice the first is meant (RFC 5545, section 3.3.5).
    Raises ZoneInfoNotFoundError for a zone that the IANA data does not know.
    """
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def wall_clock(moment: datetime, zone: str) -> datetime:
    """Return the aware local time that clocks in `zone` show at `moment`."""
    return require_aware(moment).astimezone(ZoneInfo(zone))


def exists(day: date, at: time, zone: str) -> bool:
    """Say whether clocks in `zone` ever show `at` on `day`."""
    shown = wall_clock(instant(day, at, zone), zone)
    return shown.date() == day and shown.time() == at


def comes_twice(day: date, at: time, zone: str) -> bool:
    """Say whether clocks in `zone` show `at` on `day` two times, because they were set back."""
    first, second = (
        datetime.combine(day, at, ZoneInfo(zone)).replace(fold=fold).utcoffset() for fold in (0, 1)
    )
    return first != second and exists(day, at, zone)


def same_clock(moment: datetime, zone: str, *, days: int) -> datetime:
    """Return the UTC instant `days` later at which clocks in `zone` show the same time.

    This is how a group keeps "Tuesdays at ten" over a change of clocks.
    """
    shown = wall_clock(moment, zone)
    return instant(shown.date() + timedelta(days=days), shown.time(), zone)


def require_aware(moment: datetime) -> datetime:
    """Return `moment`; raise ValueError where it has no zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment
