from datetime import datetime, timedelta

from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from collegium.groups.rooms import Room
from collegium.meetings.actions.answering import answer_slot
from collegium.meetings.actions.proposing import propose_cycle
from collegium.meetings.models import Kind, SessionState
from collegium.practice import actions
from collegium.practice.queries.today import Today, today
from collegium.vault import keyring
from tests.builders import a_lead, a_person, a_room, an_organisation
from tests.practice.test_goals import a_goal
from tests.practice.worlds import HELD, MONDAY, a_session, an_entry, practising


def at(room: Room, now: datetime) -> Today:
    return today(room.person, language="en", now=now)


def kinds(things: object) -> list[str]:
    return [thing.kind for thing in things]  # type: ignore[attr-defined]  # tuples of things


def test_right_after_session_one_only_numbers_wait_but_the_month_can_be_seen() -> None:
    room = practising()[0]
    found = at(room, HELD + timedelta(hours=2))
    assert kinds(found.now) == ["pulse"]
    assert kinds(found.next) == ["log", "tip"]
    assert kinds(found.later)[-1] == "session"


def test_who_has_no_plan_is_asked_for_one_first() -> None:
    room = practising()[1]
    assert kinds(at(room, HELD + timedelta(hours=2)).now) == ["plan", "pulse"]


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


def test_the_host_of_an_undated_orientation_is_asked_also_once_session_one_has_its_date() -> None:
    room = a_room()
    a_session(room.group, Kind.ORIENTATION, host=room.member)
    other = room.group.members.exclude(pk=room.member.pk)[0]
    one = a_session(room.group, Kind.SESSION_ONE, host=other)
    two = a_session(room.group, Kind.SESSION_TWO, host=other)
    theirs = today(other.person, language="en", now=MONDAY).now
    assert [(thing.kind, thing.session) for thing in theirs] == [("date", one)]
    one.starts_at, one.state = MONDAY + timedelta(days=5), SessionState.CONFIRMED
    one.save()
    assert kinds(at(room, MONDAY).now) == ["date", "pulse"]
    theirs = today(other.person, language="en", now=MONDAY).now
    assert [(thing.kind, thing.session) for thing in theirs] == [("date", two), ("pulse", None)]
    one.state = SessionState.ENDED
    one.save()
    assert "date" not in kinds(at(room, MONDAY).now)


def test_whose_answer_is_awaited_is_told_until_they_have_answered_all() -> None:
    room = a_room()
    propose_cycle(room.group.cycles.get(), opens=MONDAY, now=MONDAY)
    room.group.sessions.exclude(kind=Kind.ORIENTATION).delete()
    session = room.group.sessions.get()
    assert session.host
    guest = room.group.members.exclude(pk=session.host.pk)[0].person
    slots = session.slots.all()
    for slot in slots:
        assert kinds(today(guest, language="en", now=MONDAY).now) == ["answer"]
        answer_slot(guest, slot.pk, can=True, now=MONDAY)
    assert len(slots) > 1
    assert today(guest, language="en", now=MONDAY).now == ()


def test_a_session_that_runs_comes_before_all_else_and_is_joined(client: Client) -> None:
    room = practising(held=timezone.now() - timedelta(days=9))[0]
    room.group.sessions.filter(kind="session_two").update(
        state=SessionState.LIVE, starts_at=timezone.now() + timedelta(days=2)
    )
    client.force_login(room.person)
    assert kinds(at(room, timezone.now()).now)[0] == "session"
    page = client.get("/today/").content.decode()
    assert "Session Two is running now" in page
    assert "Join now" in page


def test_only_who_has_a_plan_is_told_to_try_it(client: Client) -> None:
    room = a_room()
    client.force_login(room.person)
    page = client.get("/today/").content.decode()
    assert "it stands here" in page
    assert "your plan" not in page


def test_a_lead_without_a_group_is_shown_their_programmes(client: Client) -> None:
    client.force_login(a_lead(an_organisation()))
    page = client.get("/today/").content.decode()
    assert "To the programmes" in page
    assert "Your programme lead puts groups together" not in page


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
    assert cost() == first == (25, 1)
