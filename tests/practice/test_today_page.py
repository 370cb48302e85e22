"""The page of today: one button, the shape of the week, putting off, and what it costs."""

import re
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from collegium.domain.rhythm import instant
from collegium.groups.models import Buddies, Member
from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.meetings.models import Kind, SessionState
from collegium.people.models import Person, Rhythm
from collegium.practice.actions import check_in
from collegium.practice.actions.putting_off import not_today
from collegium.practice.actions.thread import Said, say
from collegium.practice.queries.days import Day
from collegium.practice.queries.today import Today, today
from collegium.vault import keyring
from tests.builders import a_group, a_person, a_programme
from tests.practice.test_goals import a_goal
from tests.practice.worlds import HELD, MONDAY, a_plan, a_session, an_entry, practising

FRIDAY = MONDAY + timedelta(days=4, hours=2)


def at(room: Room, now: datetime) -> Today:
    return today(room.person, language="en", now=now)


def told(days: tuple[Day, ...]) -> list[str]:
    return [
        " ".join(f"{mark.kind}{'!' if mark.done else ''}" for mark in day.marks) for day in days
    ]


def in_another_group(person: Person, name: str, *, held: datetime = HELD) -> Room:
    """The same person in practice in one more group, with a buddy and a plan."""
    other = a_person(person.organisation, f"Other {uuid4().hex}")
    group = a_group(a_programme(person.organisation), person, other, name=name)
    one = a_session(
        group, Kind.SESSION_ONE, starts_at=held, ended_at=held, state=SessionState.ENDED
    )
    two = held + timedelta(days=28)
    a_session(group, Kind.SESSION_TWO, starts_at=two, state=SessionState.CONFIRMED)
    buddies = Buddies.objects.create(cycle=group.cycles.get())
    buddies.members.set(Member.objects.filter(group=group))
    room = enter(person, group.pk)
    a_plan(room.member, one)
    return room


def test_the_week_has_seven_days_and_shows_what_is_done() -> None:
    room = practising()[0]
    days = at(room, FRIDAY).days
    assert told(days) == ["tip", "", "check-in", "", "log", "", ""]
    assert [day.on.weekday() for day in days] == list(range(7))
    assert [day.is_today for day in days].index(True) == 4
    an_entry(room, week=2)
    check_in(room, room.group.cycles.get(), week=2, note="", now=FRIDAY)
    assert told(at(room, FRIDAY).days) == ["tip", "", "check-in!", "", "log!", "", ""]


def test_a_session_stands_on_the_day_of_the_members_own_calendar() -> None:
    room = practising()[0]
    late = datetime(2026, 3, 10, 23, 30, tzinfo=MONDAY.tzinfo)  # Wednesday in Berlin
    room.group.sessions.filter(kind="session_two").update(starts_at=late)
    assert "session" in told(at(room, MONDAY).days)[2]
    Person.objects.filter(pk=room.person.pk).update(time_zone="America/New_York")
    moved = enter(Person.objects.get(pk=room.person.pk), room.group.pk)
    assert "session" in told(at(moved, MONDAY).days)[1]


def test_a_week_with_nothing_in_it_is_not_shown(client: Client) -> None:
    room = practising(held=timezone.now() - timedelta(days=400))[0]
    room.group.sessions.filter(kind="session_two").update(starts_at=None, state="proposed")
    client.force_login(room.person)
    assert at(room, timezone.now()).days == ()
    assert "This week" not in client.get("/today/").content.decode()


def test_what_comes_after_this_week_is_told_later_and_nothing_twice() -> None:
    room = practising()[0]
    found = at(room, FRIDAY)
    monday = instant((MONDAY + timedelta(days=7)).date(), time(), "Europe/Berlin")
    assert found.ahead
    assert all(thing.item.opens >= monday for thing in found.ahead if thing.kind != "brief")


@pytest.fixture
def busy(client: Client) -> Room:
    """A member for whom all three things of a week wait, whatever day it is."""
    held = timezone.now() - timedelta(days=9)
    room = practising(held=held)[0]
    client.force_login(room.person)
    return room


@pytest.fixture
def on_friday(client: Client, monkeypatch: pytest.MonkeyPatch) -> Room:
    """A member on a Friday on which all three things of the week wait."""
    room = practising()[0]
    monkeypatch.setattr(timezone, "now", lambda: FRIDAY)
    client.force_login(room.person)
    return room


@pytest.mark.usefixtures("on_friday")
def test_there_is_one_button_and_the_rest_waits_in_lines(client: Client) -> None:
    page = client.get("/today/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert len(re.findall(r'class="button"', main)) == 1
    assert re.findall(r'<div class="line-words"><a [^>]*>([^<\n]*)', main)[:2] == [
        "Your log for week 2",
        "The question of week 2",
    ]
    assert main.count('aria-current="date"') == 1
    assert main.count("Not today<") == 3


def test_a_thing_is_put_off_until_tomorrow_once() -> None:
    room = practising()[0]
    wednesday = MONDAY + timedelta(days=2)
    (tip,) = [one for one in at(room, wednesday).now if one.kind == "tip"]
    assert not_today(room.person, tip.snooze, now=wednesday)
    assert not not_today(room.person, tip.snooze, now=wednesday)
    assert "tip" not in [one.kind for one in at(room, wednesday).now]
    tomorrow = wednesday + timedelta(days=1)
    assert "tip" in [one.kind for one in at(room, tomorrow).now]
    assert told(at(room, wednesday).days)[3] == "tip"


def test_what_ends_with_the_week_is_not_put_off_beyond_it() -> None:
    room = practising()[0]
    sunday = MONDAY + timedelta(days=6)
    assert [one.snooze for one in at(room, sunday).now] == ["", "", ""]


def test_nothing_else_can_be_put_off() -> None:
    room = practising()[0]
    for key in ("", "log/x/y/week-1", "plan", "x" * 5000):
        assert not not_today(room.person, key, now=FRIDAY)
    assert not Rhythm.objects.exists()


def test_the_page_puts_off_and_says_so(client: Client, on_friday: Room) -> None:
    key = at(on_friday, FRIDAY).now[0].snooze
    for _ in range(2):
        answer = client.post("/today/snooze/", {"key": key}, follow=True)
    page = answer.content.decode()
    assert page.count("Not today<") == 2
    assert "Your log for week 2" in page


def test_new_words_in_the_thread_are_counted_never_shown(client: Client) -> None:
    rooms = practising(held=timezone.now() - timedelta(days=9))
    client.force_login(rooms[0].person)
    assert "new post" not in client.get("/today/").content.decode()
    for _ in range(2):
        say(rooms[1], once=uuid4(), said=Said("Secret words"), now=timezone.now())
    page = client.get("/today/").content.decode()
    assert "2 new posts" in page
    assert "Secret words" not in page


def test_the_page_costs_the_same_with_one_group_and_with_three(client: Client, busy: Room) -> None:
    def cost() -> tuple[int, int]:
        keyring.forget()
        with (
            CaptureQueriesContext(connections["default"]) as main,
            CaptureQueriesContext(connections["vault"]) as vault,
        ):
            assert client.get("/today/").status_code == 200
        return len(main), len(vault)

    a_goal(busy)
    first = cost()
    for name in ("Group 2", "Group 3"):
        more = in_another_group(busy.person, name, held=timezone.now() - timedelta(days=9))
        a_goal(more)
        an_entry(more)
    assert cost() == first == (25, 1)
