"""Busy times out of members' calendars, and all that can be wrong with those."""

import socket
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collegium.groups.rooms import Room
from collegium.meetings.actions import calendars as actions
from collegium.meetings.calendars.apart import UnreadableError, busy_apart
from collegium.meetings.calendars.busy import busy_in
from collegium.meetings.models import CalendarForm, CalendarSource, Kind
from collegium.meetings.queries.diaries import diaries_of
from collegium.outgoing import Ways
from collegium.outgoing.fetch import dial
from collegium.people.models import Person
from collegium.vault import keyring
from collegium.vault.fields import read
from tests.architecture.canaries import everything_stored
from tests.builders import a_room
from tests.meetings.test_dates import NOW, session_of, with_sessions
from tests.outgoing.servers import Talk, says, serving

UNTIL = NOW + timedelta(weeks=8)
DAY = 24 * 60


def ics(*entries: str, extra: str = "") -> bytes:
    """A calendar with entries, each the lines of one between BEGIN and END."""
    events = [
        f"BEGIN:VEVENT\nUID:{n}\nDTSTAMP:20260101T000000Z\nSUMMARY:Dentist\n{one}\nEND:VEVENT"
        for n, one in enumerate(entries)
    ]
    parts = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", extra, *events, "END:VCALENDAR"]
    return "\r\n".join("\n".join(part for part in parts if part).splitlines()).encode()


def busy(*entries: str, extra: str = "") -> list[str]:
    """Busy times as `day hour:minute-hour:minute` in UTC."""
    spans = busy_in(ics(*entries, extra=extra), zone="Europe/Berlin", from_=NOW, until=UNTIL)
    moments = [[datetime.fromtimestamp(at * 60, UTC) for at in span] for span in spans]
    return [f"{start:%m-%d %H:%M}-{end:%H:%M}" for start, end in moments]


def test_an_entry_with_a_zone_and_one_without() -> None:
    assert busy(
        "DTSTART;TZID=America/New_York:20260303T090000\nDTEND;TZID=America/New_York:20260303T100000",
        "DTSTART:20260304T090000\nDURATION:PT30M",
    ) == ["03-03 14:00-15:00", "03-04 08:00-08:30"]


def test_a_zone_that_nobody_knows_is_the_members_own() -> None:
    entry = "DTSTART;TZID=Mars/Olympus:20260303T090000\nDTEND;TZID=Mars/Olympus:20260303T100000"
    assert busy(entry) == ["03-03 08:00-09:00"]


def test_a_zone_that_the_calendar_describes_itself() -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Office\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "TZOFFSETFROM:+0300\nTZOFFSETTO:+0300\nEND:STANDARD\nEND:VTIMEZONE"
    )
    entry = "DTSTART;TZID=Office:20260303T090000\nDTEND;TZID=Office:20260303T100000"
    assert busy(entry, extra=zone) == ["03-03 06:00-07:00"]


def test_what_repeats_with_its_exceptions_keeps_its_clock_over_a_change() -> None:
    weekly = (
        "DTSTART;TZID=Europe/Berlin:20260105T100000\nDTEND;TZID=Europe/Berlin:20260105T110000\n"
        "RRULE:FREQ=WEEKLY;UNTIL=20260408T000000Z\nEXDATE;TZID=Europe/Berlin:20260309T100000"
    )
    assert busy(weekly) == [
        "02-23 09:00-10:00",
        "03-02 09:00-10:00",
        "03-16 09:00-10:00",
        "03-23 09:00-10:00",
        "03-30 08:00-09:00",
        "04-06 08:00-09:00",
    ]


@pytest.mark.parametrize(
    "entry",
    [
        "DTSTART:20260303T090000Z\nDTEND:20260303T100000Z\nTRANSP:TRANSPARENT",
        "DTSTART:20260303T090000Z\nDTEND:20260303T100000Z\nSTATUS:CANCELLED",
        "DTSTART:20260303T090000Z\nDTEND:20260303T100000Z\nX-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "DTSTART;VALUE=DATE:20260303\nDTEND;VALUE=DATE:20260304",
        "DTSTART:20250303T090000Z\nDTEND:20250303T100000Z",
        "DTSTART:20270303T090000Z\nDTEND:20270303T100000Z",
    ],
)
def test_what_takes_no_time(entry: str) -> None:
    assert busy(entry) == []


def test_our_own_invitations_are_not_in_the_way() -> None:
    text = ics("DTSTART:20260303T090000Z\nDTEND:20260303T100000Z")
    ours = text.replace(b"UID:0", b"UID:session-7@collegium")
    assert busy_in(ours, zone="UTC", from_=NOW, until=UNTIL) == []


def test_whole_days_that_say_so_take_the_time() -> None:
    entry = "DTSTART;VALUE=DATE:20260303\nDTEND;VALUE=DATE:20260305"
    expected = ["03-02 23:00-23:00"]  # two days in Berlin
    assert busy(entry + "\nTRANSP:OPAQUE") == expected
    assert busy(entry + "\nX-MICROSOFT-CDO-BUSYSTATUS:OOF") == expected


def test_free_and_busy_without_entries() -> None:
    part = (
        "BEGIN:VFREEBUSY\nUID:f\nDTSTAMP:20260101T000000Z\n"
        "FREEBUSY:20260303T090000Z/20260303T100000Z,20260303T093000Z/PT1H\n"
        "FREEBUSY;FBTYPE=FREE:20260304T090000Z/20260304T100000Z\nEND:VFREEBUSY"
    )
    assert busy(extra=part) == ["03-03 09:00-10:30"]


@pytest.mark.parametrize("text", [b"", b"<html>", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT", b"\xff\xfe"])
def test_what_is_no_calendar_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of whatever kind
        busy_in(text, zone="UTC", from_=NOW, until=UNTIL)


def test_what_repeats_every_second_is_given_up_and_one_good_calendar_is_read() -> None:
    endless = ics("DTSTART:19700101T000000Z\nDURATION:PT1S\nRRULE:FREQ=SECONDLY")
    with pytest.raises(UnreadableError):
        busy_apart(endless, zone="UTC", from_=NOW, until=UNTIL, seconds=1)
    good = ics("DTSTART:20260303T090000Z\nDTEND:20260303T100000Z")
    [(start, end)] = busy_apart(good, zone="UTC", from_=NOW, until=UNTIL)
    assert end - start == 60


GOOD = ics("DTSTART;TZID=Europe/Berlin:20260302T090000\nDTEND;TZID=Europe/Berlin:20260302T170000")


def member() -> Person:
    return a_room().person


def ask(person: Person, talk: Talk, *, path: str = "/secret-4711.ics") -> CalendarSource:
    """Name a calendar and have it asked."""
    with serving(talk) as port:
        place = f"http://localhost:{port}"
        actions.name_calendar(
            person,
            form=CalendarForm.ICS,
            address=place + path,
            user="",
            password="",
            now=NOW,
        )
        assert actions.ask_due(NOW, ways=Ways(trusted={place})) == 1
    return CalendarSource.objects.get(person=person)


def busy_of(source: CalendarSource) -> object:
    return read(source, "busy", key=keyring.key_of(source.vault_scope))


def test_busy_times_are_kept_and_proposals_avoid_them() -> None:
    room = a_room()
    source = ask(room.person, says("HTTP/1.1 200 OK", body=GOOD))
    assert (source.problem, source.read_at, source.ends_in) == ("", NOW, "4711.ics")
    with_sessions(room)
    days = [one.starts_at.day for one in session_of(room, Kind.ORIENTATION).slots.all()]
    assert days == [3, 4, 5]


def test_nothing_of_a_calendar_stands_in_a_dump() -> None:
    ask(member(), says("HTTP/1.1 200 OK", body=GOOD))
    stored = everything_stored()
    assert b"secret-4711" not in stored
    assert b"Dentist" not in stored
    assert str(int(NOW.timestamp()) // 60 // 10000).encode() not in stored


def test_two_workers_ask_it_once() -> None:
    person = member()
    ask(person, says("HTTP/1.1 200 OK", body=GOOD))
    assert actions.ask_due(NOW, ways=Ways()) == 0
    with CaptureQueriesContext(connection) as queries:
        actions.ask_due(NOW, ways=Ways())
    assert len(queries) == 1


@pytest.mark.parametrize(
    ("talk", "problem"),
    [
        (says("HTTP/1.1 401 Unauthorized"), "password"),
        (says("HTTP/1.1 404 Not Found"), "not there"),
        (says("HTTP/1.1 500 Oh"), "fails"),
        (says("HTTP/1.1 302 Found", "Location: /"), "moved"),
        (says("HTTP/1.1 200 OK", body=b"<html>Sign in</html>"), "no calendar"),
        (says("HTTP/1.1 200 OK", body=b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT"), "unreadable"),
    ],
)
def test_what_goes_wrong_is_told_and_the_last_good_times_stay(talk: Talk, problem: str) -> None:
    person = member()
    before = busy_of(ask(person, says("HTTP/1.1 200 OK", body=GOOD)))
    later = NOW + timedelta(days=1)
    with serving(talk) as port:
        place = f"http://localhost:{port}"
        source = CalendarSource.objects.get(person=person)
        source.address = f"{place}/"
        source.save()
        actions.ask_due(later, ways=Ways(trusted={place}))
    source.refresh_from_db()
    assert source.problem == problem
    assert source.read_at == NOW
    assert source.due_at > later
    assert busy_of(source) == before


def test_an_address_inside_is_not_asked() -> None:
    person = member()
    actions.name_calendar(
        person,
        form=CalendarForm.ICS,
        address="https://localhost/x.ics",
        user="",
        password="",
        now=NOW,
    )
    actions.ask_due(NOW, ways=Ways())
    assert CalendarSource.objects.get(person=person).problem == "internal"


def test_who_was_deactivated_is_not_asked_after() -> None:
    person = member()
    actions.name_calendar(
        person, form=CalendarForm.ICS, address="https://x.example/", user="", password="", now=NOW
    )
    person.is_active = False
    person.save()
    assert actions.ask_due(NOW, ways=Ways()) == 0


def test_a_calendar_forgotten_meanwhile_keeps_nothing() -> None:
    person = member()

    def forgetting(machine: str, port: int, *, within: float) -> socket.socket:
        actions.forget_calendar(person)
        return dial(machine, port, within=within)

    with serving(says("HTTP/1.1 200 OK", body=GOOD)) as port:
        place = f"http://localhost:{port}"
        actions.name_calendar(
            person, form=CalendarForm.ICS, address=place, user="", password="", now=NOW
        )
        actions.ask_due(NOW, ways=Ways(trusted={place}, dial=forgetting))
    assert not CalendarSource.objects.exists()


def test_the_diaries_of_a_group_cost_the_same_for_any_number() -> None:
    room = a_room()
    count = _queries(room)
    for one in room.group.members.all():
        actions.name_calendar(
            one.person,
            form=CalendarForm.ICS,
            address="https://x.example/",
            user="",
            password="",
            now=NOW,
        )
    assert (count, _queries(room)) == (5, 5)


def _queries(room: Room) -> int:
    with CaptureQueriesContext(connection) as queries:
        diaries_of(room.group, now=NOW)
    return len(queries)
