"""Sessions as calendars understand them: iTIP requests and cancellations, in iCalendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vText,
)

AROUND = timedelta(days=400)  # of changing clocks that an invitation describes, each way
UNIVERSAL = frozenset({"UTC", "Etc/UTC", "Etc/GMT", "GMT"})


@dataclass(frozen=True, slots=True)
class Party:
    """A name and an address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Invite:
    """One session on one person's calendar. `starts` is aware; `zone` is its wall clock's."""

    uid: str
    sequence: int
    starts: datetime
    minutes: int
    zone: str
    summary: str
    description: str
    place: str
    page: str
    organiser: Party
    attendee: Party
    cancelled: bool = False

    @property
    def method(self) -> str:
        """The iTIP method (RFC 5546)."""
        return "CANCEL" if self.cancelled else "REQUEST"


def calendar_text(invite: Invite, *, now: datetime) -> str:
    """The invitation as iCalendar text (RFC 5545), with the rules of its time zone."""
    calendar = Calendar()
    calendar.add("prodid", "-//Collegium//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", invite.method)
    zone = ZoneInfo(invite.zone)
    if invite.zone not in UNIVERSAL:
        calendar.add_component(zone_rules(zone, around=invite.starts))
    calendar.add_component(_event(invite, zone, now))
    return bytes(calendar.to_ical()).decode()


def zone_rules(zone: ZoneInfo, *, around: datetime) -> Timezone:
    """The offsets of a zone from a year before a moment to a year after it."""
    rules = Timezone()
    rules.add("tzid", zone.key)
    first = around.astimezone(UTC) - AROUND
    rules.add_component(_observance(zone, first, before=first))
    for instant in _changes(zone, first, first + 2 * AROUND):
        rules.add_component(_observance(zone, instant, before=instant - timedelta(seconds=1)))
    return rules


def _event(invite: Invite, zone: ZoneInfo, now: datetime) -> Event:
    clock = UTC if invite.zone in UNIVERSAL else zone
    starts = invite.starts.astimezone(UTC)
    event = Event()
    event.add("uid", invite.uid)
    event.add("sequence", invite.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", starts.astimezone(clock))
    event.add("dtend", (starts + timedelta(minutes=invite.minutes)).astimezone(clock))
    event.add("summary", invite.summary)
    event.add("description", invite.description)
    event.add("url", invite.page)
    event.add("status", "CANCELLED" if invite.cancelled else "CONFIRMED")
    event.add("organizer", _party(invite.organiser))
    event.add("attendee", _attendee(invite.attendee))
    if invite.place:
        event.add("location", invite.place)
    return event


def _party(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{party.address}")
    if party.name:
        address.params["CN"] = vText(party.name)
    return address


def _attendee(party: Party) -> vCalAddress:
    address = _party(party)
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText("NEEDS-ACTION")
    address.params["RSVP"] = vText("FALSE")  # answers would reach no one
    return address


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
