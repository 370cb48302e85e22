"""From a calendar's text to busy times. Runs in a process of its own: see `apart`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Component

from collegium.domain.rhythm.diary import Span, joined, minute_of

MEMORY = 1 << 30  # bytes
OURS = "@collegium"  # ends the UID of our own invitations: moving one must not be in its own way
BUSY = frozenset({"BUSY", "OOF", "TENTATIVE"})  # as Microsoft's calendars say it


def busy_in(text: bytes, *, zone: str, from_: datetime, until: datetime) -> list[Span]:
    """The busy minutes between two moments, in order; raises ValueError for what is no calendar.

    `zone` is the member's: for times that name no zone, or one that nobody knows. Entries that
    are cancelled or shown as free count for nothing, nor do whole days that don't say that they
    take the time: they are mostly birthdays.
    """
    if b"END:VCALENDAR" not in text.upper():
        raise ValueError("no calendar, or half of one")
    spans: list[Span] = []
    for calendar in Calendar.from_ical(text, multiple=True):
        spans += _entries(calendar, ZoneInfo(zone), from_, until)
        spans += _free_busy(calendar, ZoneInfo(zone))
    first, last = minute_of(from_), minute_of(until, up=True)
    return joined((max(start, first), min(end, last)) for start, end in spans)


def _entries(
    calendar: Component, zone: ZoneInfo, from_: datetime, until: datetime
) -> Iterator[Span]:
    query = recurring_ical_events.of(calendar, skip_bad_series=True)
    for entry in query.between(from_, until):
        if _takes_time(entry):
            with suppress(ValueError, TypeError, OverflowError, AttributeError):
                start, end = entry["DTSTART"].dt, entry["DTEND"].dt
                yield _span(start, end, zone)


def _takes_time(entry: Component) -> bool:
    shown = str(entry.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper()
    transparent = str(entry.get("TRANSP", "")).upper()
    if str(entry.get("STATUS", "")).upper() == "CANCELLED" or transparent == "TRANSPARENT":
        return False
    if shown in {"FREE", "WORKINGELSEWHERE"} or str(entry.get("UID", "")).endswith(OURS):
        return False
    is_day = not isinstance(getattr(entry.get("DTSTART"), "dt", None), datetime)
    return not is_day or transparent == "OPAQUE" or shown in BUSY


def _free_busy(calendar: Component, zone: ZoneInfo) -> Iterator[Span]:
    for part in calendar.walk("VFREEBUSY"):
        periods = part.get("FREEBUSY", [])
        for one in periods if isinstance(periods, list) else [periods]:
            if str(one.params.get("FBTYPE", "BUSY")).upper() != "FREE":
                yield _span(one.start, one.end, zone)


def _span(start: date, end: date, zone: ZoneInfo) -> Span:
    return minute_of(_moment(start, zone)), minute_of(_moment(end, zone), up=True)


def _moment(at: date, zone: ZoneInfo) -> datetime:
    if not isinstance(at, datetime):
        at = datetime.combine(at, time(0))
    aware = at.replace(tzinfo=zone) if at.utcoffset() is None else at
    return aware.astimezone(UTC)


def main(seconds: str) -> None:
    """Read a question and a calendar from standard input, write spans; no longer than told."""
    _bounded(int(seconds))
    asked = json.loads(sys.stdin.buffer.readline())
    from_, until = (datetime.fromisoformat(asked[name]) for name in ("from", "until"))
    spans = busy_in(sys.stdin.buffer.read(), zone=asked["zone"], from_=from_, until=until)
    sys.stdout.write(json.dumps(spans))


def _bounded(seconds: int) -> None:
    """Let the system end this process when it takes too long or too much, where it can."""
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main(sys.argv[1])
