"""Sessions as calendars understand them: iTIP requests and cancellations, in iCalendar."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Event, vCalAddress, vText

from collegium.meetings.calendars.writing import (
    UNIVERSAL,
    new_calendar,
    plain,
    timed_event,
    zone_rules,
)


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
    calendar = new_calendar(invite.method)
    if invite.zone not in UNIVERSAL:
        calendar.add_component(zone_rules(ZoneInfo(invite.zone), around=invite.starts))
    calendar.add_component(_event(invite, now))
    return bytes(calendar.to_ical()).decode()


def _event(invite: Invite, now: datetime) -> Event:
    event = timed_event(invite.starts, invite.minutes, invite.zone)
    event.add("uid", invite.uid)
    event.add("sequence", invite.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", plain(invite.summary))
    event.add("description", plain(invite.description))
    event.add("url", invite.page)
    event.add("status", "CANCELLED" if invite.cancelled else "CONFIRMED")
    event.add("organizer", _party(invite.organiser))
    event.add("attendee", _attendee(invite.attendee))
    if invite.place:
        event.add("location", plain(invite.place))
    return event


def _party(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{party.address}")
    if party.name:
        address.params["CN"] = vText(" ".join(plain(party.name).split()))
    return address


def _attendee(party: Party) -> vCalAddress:
    address = _party(party)
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText("NEEDS-ACTION")
    address.params["RSVP"] = vText("FALSE")  # answers would reach no one
    return address
