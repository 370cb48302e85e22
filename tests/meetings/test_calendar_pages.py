"""A member's own calendar page, their feed, and answers to times on the page of a date."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from collegium.groups.rooms import Room
from collegium.meetings.actions.calendars import renew_feed
from collegium.meetings.actions.proposing import propose_cycle
from collegium.meetings.calendars.feeds import address_of
from collegium.meetings.models import (
    Absence,
    Answer,
    Asking,
    CalendarFeed,
    CalendarSource,
    Kind,
    SessionState,
)
from collegium.meetings.models import Session as SessionRow
from tests.builders import a_person, a_room
from tests.meetings.test_dates import confirm, session_of
from tests.meetings.test_dates_pages import address, host_of

PAGE = "/me/calendar/"
TYPED = {
    "form": "ics",
    "address": "webcal://cal.example/secret-4711.ics",
    "user": "",
    "password": "",
}


@pytest.fixture
def ada(client: Client) -> Room:
    found = a_room()
    client.force_login(found.person)
    return found


@pytest.fixture
def room() -> Room:
    found, now = a_room(), timezone.now()
    propose_cycle(found.group.cycles.get(), opens=now, now=now)
    return found


def page(client: Client) -> str:
    return client.get(PAGE).content.decode()


def test_a_calendar_is_named_replaced_and_forgotten(client: Client, ada: Room) -> None:
    assert "Where is your calendar?" in page(client)
    for _ in range(2):
        assert client.post(PAGE, TYPED).status_code == 302
    assert CalendarSource.objects.get(person=ada.person).ends_in == "4711.ics"
    shown = page(client)
    assert "It has not been asked yet" in shown
    assert "4711.ics" in shown
    assert "secret-4711" not in shown
    for _ in range(2):
        assert client.post(PAGE + "forget/").status_code == 302
    assert not CalendarSource.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"address": "http://cal.example/x.ics"}, "begin with https://"),
        ({"address": "https://ada:pw@cal.example/"}, "in their own fields"),
        ({"address": "https://2130706433/"}, "not an address"),
        ({"form": "caldav"}, "CalDAV asks for a name"),
    ],
)
def test_what_cannot_be_asked_is_said_and_what_was_typed_stays(
    client: Client, ada: Room, changes: dict[str, str], words: str
) -> None:
    answer = client.post(PAGE, TYPED | changes)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert (TYPED | changes)["address"].split("//")[1] in answer.content.decode()
    assert not CalendarSource.objects.filter(person=ada.person).exists()


def test_a_problem_is_told_kindly_with_what_still_counts(client: Client, ada: Room) -> None:
    client.post(PAGE, TYPED)
    CalendarSource.objects.update(problem="too slow", read_at=timezone.now())
    shown = page(client)
    assert "took too long" in shown
    assert "still counts" in shown
    CalendarSource.objects.update(due_at=timezone.now() + timedelta(days=1))
    client.post(PAGE + "ask/")
    assert CalendarSource.objects.get(person=ada.person).due_at <= timezone.now()


def feed_path(room: Room) -> str:
    return urlsplit(address_of(CalendarFeed.objects.get(person=room.person))).path


def test_the_feed_shows_sessions_and_no_word_of_them(client: Client, ada: Room) -> None:
    session = SessionRow.objects.create(
        group=ada.group,
        cycle=ada.group.cycles.get(),
        kind=Kind.ORIENTATION,
        playbook="orientation",
        starts_at=timezone.now() + timedelta(days=5),
        state=SessionState.CONFIRMED,
        revision=3,
    )
    client.post(PAGE + "address/")
    path = feed_path(ada)
    assert path in page(client)
    with CaptureQueriesContext(connection) as queries:
        answer = Client().get(path)
    assert len(queries) == 2
    assert answer["Content-Type"].startswith("text/calendar")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["UID"] == f"session-{session.pk}@collegium"
    assert (event["SUMMARY"], event["SEQUENCE"]) == ("Orientation · Group 1", 3)
    assert event["DTSTART"].dt == session.starts_at.replace(microsecond=0)  # type: ignore[union-attr]  # dated
    assert not {"DESCRIPTION", "ATTENDEE"} & event.keys()


def test_a_feed_dies_with_its_number_its_membership_and_its_person(
    client: Client, ada: Room
) -> None:
    client.post(PAGE + "address/")
    first = feed_path(ada)
    renew_feed(ada.person)
    second = feed_path(ada)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    assert Client().get(second.replace("/calendar/", "/calendar/a")).status_code == 404
    assert Client().get("/calendar/abc.ics").status_code == 404
    ada.group.members.filter(person=ada.person).update(left_at=timezone.now())
    assert b"VEVENT" not in Client().get(second).content
    ada.person.is_active = False
    ada.person.save()
    assert Client().get(second).status_code == 404


def answer_path(room: Room) -> str:
    return address(room).replace("/date/", "/answer/")


def test_members_answer_with_one_click_and_see_each_other(client: Client, room: Room) -> None:
    client.force_login(room.person)
    slot = session_of(room, Kind.ORIENTATION).slots.all()[0]
    for _ in range(2):
        assert client.post(answer_path(room), {"slot": slot.pk, "can": "no"}).status_code == 302
    assert Answer.objects.get().can is False
    shown = client.get(address(room)).content.decode()
    assert f"Can’t: {room.person.name}" in shown
    assert "3 answers missing" in shown
    for nonsense in ("", "abc", str(room.group.pk)):
        assert client.post(answer_path(room), {"slot": nonsense, "can": "yes"}).status_code == 302
    stranger = a_person(room.group.organisation, "Sam Strange")
    client.force_login(stranger)
    assert client.post(answer_path(room), {"slot": slot.pk, "can": "yes"}).status_code == 404
    assert Answer.objects.count() == 1


def test_who_cannot_come_says_so_and_takes_it_back(client: Client, room: Room) -> None:
    session = session_of(room, Kind.ORIENTATION)
    confirm(session, timezone.now() + timedelta(days=6), now=timezone.now())
    client.force_login(room.person)
    path = address(room).replace("/date/", "/coming/")
    for _ in range(2):
        assert client.post(path, {"comes": "no"}).status_code == 302
    assert Absence.objects.count() == 1
    assert f"Cannot come: {room.person.name}" in client.get(address(room)).content.decode()
    client.post(path, {"comes": "yes"})
    assert not Absence.objects.exists()


def test_the_host_puts_other_times_to_the_group(client: Client, room: Room) -> None:
    session = session_of(room, Kind.ORIENTATION)
    before = Asking.objects.get(session=session).pk
    path = address(room).replace("/date/", "/times/")
    host = host_of(room)
    guest = next(m for m in room.group.members.all() if m.pk != host.member.pk)
    client.force_login(guest.person)
    assert client.post(path).status_code == 404
    client.force_login(host.person)
    assert client.post(path).status_code == 302
    assert Asking.objects.get(session=session).pk != before
    assert "Can you make it?" in client.get(address(room)).content.decode()


def test_the_page_costs_the_same_with_one_answer_and_with_three(client: Client, room: Room) -> None:
    session = session_of(room, Kind.ORIENTATION)
    client.force_login(room.person)
    counts = []
    for slot in session.slots.all():
        client.post(answer_path(room), {"slot": slot.pk, "can": "yes"})
        client.get(address(room))  # what was just said is shown once
        with CaptureQueriesContext(connection) as queries:
            client.get(address(room))
        counts.append(len(queries))
    assert len(set(counts)) == 1
