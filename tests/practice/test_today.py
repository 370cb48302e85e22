from datetime import datetime, timedelta

from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from collegium.groups.rooms import Room
from collegium.meetings.models import Kind, SessionState
from collegium.practice import actions
from collegium.practice.queries.today import Today, today
from collegium.vault import keyring
from tests.builders import a_person, a_room, an_organisation
from tests.practice.test_goals import a_goal
from tests.practice.worlds import HELD, MONDAY, a_session, an_entry, practising


def at(room: Room, now: datetime) -> Today:
    return today(room.person, language="en", now=now)


def kinds(things: object) -> list[str]:
    return [thing.kind for thing in things]  # type: ignore[attr-defined]  # tuples of things


def test_right_after_session_one_nothing_waits_but_the_month_can_be_seen() -> None:
    room = practising()[0]
    found = at(room, HELD + timedelta(hours=2))
    assert found.now == ()
    assert kinds(found.next) == ["log", "tip"]
    assert kinds(found.later)[-1] == "session"


def test_who_has_no_plan_is_asked_for_one_first() -> None:
    room = practising()[1]
    assert kinds(at(room, HELD + timedelta(hours=2)).now) == ["plan"]


def test_on_friday_all_of_the_week_waits_under_one_number() -> None:
    room = practising()[0]
    friday = MONDAY + timedelta(days=4, hours=1)
    found = at(room, friday)
    assert kinds(found.now) == ["check-in", "log", "tip"]
    assert {thing.week for thing in found.now} == {found.places[0].week} == {2}
    assert found.now[2].words.endswith("?")
    an_entry(room, week=2)
    assert kinds(at(room, friday).now) == ["check-in", "tip"]
    assert kinds(at(room, friday + timedelta(days=3)).now) == ["tip"]  # a new week


def test_a_session_opens_a_quarter_of_an_hour_before_and_comes_first() -> None:
    room = practising()[0]
    starts = room.group.sessions.get(kind="session_two").starts_at
    assert starts is not None
    assert kinds(at(room, starts - timedelta(minutes=16)).now)[0] == "brief"
    assert kinds(at(room, starts - timedelta(minutes=14)).now)[:2] == ["brief", "session"]
    assert kinds(at(room, starts + timedelta(minutes=5)).now)[0] == "session"


def test_the_host_is_asked_for_a_missing_date_and_the_others_see_it() -> None:
    room = a_room()
    a_session(room.group, Kind.ORIENTATION, host=room.member)
    assert kinds(at(room, MONDAY).now) == ["date"]
    other = room.group.members.exclude(pk=room.member.pk)[0]
    found = today(other.person, language="en", now=MONDAY)
    assert found.now == ()
    assert found.places[0].next_session is not None
    assert not found.places[0].is_dated


def test_after_session_two_the_group_decides_how_it_goes_on() -> None:
    room = practising()[0]
    room.group.sessions.filter(kind="session_two").update(state=SessionState.ENDED)
    assert kinds(at(room, MONDAY).now) == ["next"]


def test_somebody_in_no_group_is_shown_the_way(client: Client) -> None:
    client.force_login(a_person(an_organisation()))
    page = client.get("/today/").content.decode()
    assert "You are in no group yet" in page
    assert "<h1>Today</h1>" in page


def test_the_page_costs_the_same_with_one_row_and_with_three(client: Client) -> None:
    room = practising(held=timezone.now() - timedelta(days=9))[0]
    client.force_login(room.person)

    def fill() -> None:
        a_goal(room)
        an_entry(room)

    def cost() -> tuple[int, int]:
        keyring.forget()
        with (
            CaptureQueriesContext(connections["default"]) as main,
            CaptureQueriesContext(connections["vault"]) as vault,
        ):
            assert client.get("/today/").status_code == 200
        return len(main), len(vault)

    fill()
    first = cost()
    fill()
    fill()
    actions.check_in(room, room.group.cycles.get(), week=1, note="", now=MONDAY)
    assert cost() == first == (22, 1)
