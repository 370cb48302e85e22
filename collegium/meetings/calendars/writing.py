"""Sessions as entries of calendars: times in their zone with its rules, and nothing said inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

AROUND = timedelta(days=400)  # of changing clocks that an entry describes, each way
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
UNIVERSAL = frozenset({"UTC", "Etc/UTC", "Etc/GMT", "GMT"})


def plain(words: str) -> str:
    """Words without the signs that no calendar may hold, and many refuse the whole of it for."""
    return _CONTROL.sub(" ", words)


def uid_of(session_id: UUID) -> str:
    """What calendars know a session by, in an invitation and in a feed."""
    return f"session-{session_id}@collegium"


def new_calendar(method: str) -> Calendar:
    """A calendar without entries (RFC 5545), with its iTIP method (RFC 5546)."""
    calendar = Calendar()
    calendar.add("prodid", "-//Collegium//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def timed_event(starts: datetime, minutes: int, zone: str) -> Event:
    """An entry with its times on the clock of a zone, whose rules the calendar has to hold."""
    clock = UTC if zone in UNIVERSAL else ZoneInfo(zone)
    begins = starts.astimezone(UTC)
    event = Event()
    event.add("dtstart", begins.astimezone(clock))
    event.add("dtend", (begins + timedelta(minutes=minutes)).astimezone(clock))
    return event


def zone_rules(zone: ZoneInfo, *, around: datetime) -> Timezone:
    """The offsets of a zone from a year before a moment to a year after it."""
    rules = Timezone()
    rules.add("tzid", zone.key)
    first = around.astimezone(UTC) - AROUND
    rules.add_component(_observance(zone, first, before=first))
    for instant in _changes(zone, first, first + 2 * AROUND):
        rules.add_component(_observance(zone, instant, before=instant - timedelta(seconds=1)))
    return rules


def _observance(
    zone: ZoneInfo, instant: datetime, *, before: datetime
) -> TimezoneStandard | TimezoneDaylight:
    """The rule that holds from an instant on. Its start is told on the clock it replaces."""
    local, earlier = instant.astimezone(zone), before.astimezone(zone)
    offset, old_offset = local.utcoffset() or timedelta(), earlier.utcoffset() or timedelta()
    rule = TimezoneDaylight() if local.dst() else TimezoneStandard()
    rule.add("dtstart", (instant + old_offset).replace(tzinfo=None, microsecond=0))
    rule.add("tzoffsetfrom", old_offset)
    rule.add("tzoffsetto", offset)
    rule.add("tzname", local.tzname() or zone.key)
    return rule


def _changes(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """The instants, to the second, at which the zone's offset changes."""
    day = timedelta(days=1)
    low = first.replace(microsecond=0)
    while low < last:
        if _offset(low, zone) != _offset(low + day, zone):
            yield _bisect(low, low + day, zone)
        low += day


def _bisect(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    before = _offset(low, zone)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    return high


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta | None:
    return instant.astimezone(zone).utcoffset()
