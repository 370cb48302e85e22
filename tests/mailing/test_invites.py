"""Invitations say the right time on every calendar, whatever the clocks do."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Timezone

from collegium.mailing.invites import Invite, Party, calendar_text
from collegium.meetings.calendars.writing import zone_rules

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def an_invite(**fields: object) -> Invite:
    """Session One on the Monday after the clocks change."""
    usual: dict[str, object] = {
        "uid": "session-1@collegium",
        "sequence": 2,
        "starts": datetime(2026, 3, 30, 10, tzinfo=BERLIN),
        "minutes": 90,
        "zone": "Europe/Berlin",
        "summary": "Session One · Group 1",
        "description": "Session One\nhttps://collegium.example/",
        "place": "https://meet.example/room",
        "page": "https://collegium.example/s",
        "organiser": Party("Collegium", "collegium@northwind.example"),
        "attendee": Party("Ada Byron", "ada@northwind.example"),
    }
    return Invite(**(usual | fields))  # type: ignore[arg-type]  # fields by name, in tests only


def parsed(invite: Invite) -> Calendar:
    """The calendar as another program reads it."""
    calendar = Calendar.from_ical(calendar_text(invite, now=NOW))
    assert isinstance(calendar, Calendar)
    return calendar


def event_of(invite: Invite) -> Mapping[str, Any]:
    """Its only event."""
    [event] = parsed(invite).walk("VEVENT")
    return cast(Mapping[str, Any], event)


def test_a_request_names_session_time_place_and_people() -> None:
    calendar, event = parsed(an_invite()), event_of(an_invite())
    assert (calendar["METHOD"], calendar["VERSION"]) == ("REQUEST", "2.0")
    assert event["UID"] == "session-1@collegium"
    assert event["SEQUENCE"] == 2
    assert event["STATUS"] == "CONFIRMED"
    assert event["SUMMARY"] == "Session One · Group 1"
    assert event["LOCATION"] == "https://meet.example/room"
    assert event["URL"] == "https://collegium.example/s"
    assert event["ORGANIZER"] == "mailto:collegium@northwind.example"
    assert event["ATTENDEE"] == "mailto:ada@northwind.example"
    assert event["ATTENDEE"].params["CN"] == "Ada Byron"
    assert event["DTSTAMP"].dt == NOW


def test_the_same_wall_clock_before_and_after_the_clocks_change() -> None:
    for day, hour in ((27, 9), (30, 8)):  # Friday in winter time, Monday in summer time
        event = event_of(an_invite(starts=datetime(2026, 3, day, hour, tzinfo=UTC)))
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
        assert (start.hour, start.minute) == (10, 0)
        assert start.astimezone(UTC) == datetime(2026, 3, day, hour, tzinfo=UTC)
        assert end - start == timedelta(minutes=90)


def test_a_session_across_the_change_ends_on_time() -> None:
    starts = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # 01:30 in Berlin; at 02:00 it is 03:00
    event = event_of(an_invite(starts=starts))
    assert event["DTEND"].dt.astimezone(UTC) == starts + timedelta(minutes=90)
    assert event["DTEND"].dt.hour == 4


def test_utc_needs_no_rules() -> None:
    calendar = parsed(an_invite(zone="UTC"))
    assert not calendar.walk("VTIMEZONE")
    assert "DTSTART:20260330T080000Z" in calendar_text(an_invite(zone="UTC"), now=NOW)


def test_a_cancellation_cancels() -> None:
    calendar = parsed(an_invite(cancelled=True))
    assert calendar["METHOD"] == "CANCEL"
    assert event_of(an_invite(cancelled=True))["STATUS"] == "CANCELLED"


def test_a_session_without_a_link_has_no_place() -> None:
    assert "LOCATION" not in event_of(an_invite(place=""))


@pytest.mark.parametrize(
    "name", ['Eve "x"; CN=Bob', "Eve\r\nATTENDEE:mailto:bob@firm.example", "Ève, O'Neill: ^ \\n"]
)
def test_a_hostile_name_stays_a_name(name: str) -> None:
    event = event_of(an_invite(attendee=Party(name, "eve@firm.example"), summary=name))
    assert event["ATTENDEE"] == "mailto:eve@firm.example"
    assert not isinstance(event["ATTENDEE"], list)


def test_lines_are_folded_and_end_as_the_format_wants() -> None:
    text = calendar_text(an_invite(description="ä" * 400), now=NOW)
    lines = text.encode().split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Lord_Howe",  # half an hour
    "Europe/Dublin",  # winter is the exception there
    "Africa/Casablanca",  # Ramadan
    "Pacific/Auckland",
)


@given(
    st.sampled_from(ZONES),
    st.integers(0, 3650).map(lambda days: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=days)),
    st.timedeltas(timedelta(days=-390), timedelta(days=390)),
)
def test_the_rules_of_a_zone_hold_for_a_year_each_way(
    name: str, around: datetime, away: timedelta
) -> None:
    zone = ZoneInfo(name)
    instant = around + away
    assert (
        offset_by(zone_rules(zone, around=around), instant) == instant.astimezone(zone).utcoffset()
    )


def observances(rules: Timezone) -> list[Mapping[str, Any]]:
    """The rules one by one."""
    return [cast(Mapping[str, Any], rule) for rule in rules.subcomponents]


def offset_by(rules: Timezone, instant: datetime) -> timedelta:
    """The offset at an instant as RFC 5545 reads the rules: the last that has begun."""
    begun = [
        (rule["DTSTART"].dt.replace(tzinfo=UTC) - rule["TZOFFSETFROM"].td, rule["TZOFFSETTO"].td)
        for rule in observances(rules)
    ]
    _begin, offset = max(rule for rule in begun if rule[0] <= instant)
    return cast(timedelta, offset)


def test_each_rule_takes_over_from_the_one_before() -> None:
    rules = observances(zone_rules(BERLIN, around=datetime(2026, 3, 30, tzinfo=UTC)))
    for earlier, later in pairwise(rules):
        assert earlier["TZOFFSETTO"].td == later["TZOFFSETFROM"].td
    starts = [rule["DTSTART"].to_ical() for rule in rules if rule["TZNAME"] == "CEST"]
    assert b"20260329T020000" in starts
