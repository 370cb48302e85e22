"""The pages of dates: leads, hosts, other members, outsiders."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from collegium.groups.models import Challenge, Cycle, GroupState
from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.meetings.actions.dates import renew
from collegium.meetings.actions.proposing import propose_cycle
from collegium.meetings.models import Kind, Session, SessionState
from tests.builders import a_group, a_lead, a_person, a_room
from tests.meetings.test_dates import held, session_of

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def room() -> Room:
    room = a_room()
    now = timezone.now()
    propose_cycle(room.group.cycles.get(), opens=now, now=now)
    return room


def address(room: Room, kind: Kind = Kind.ORIENTATION) -> str:
    return f"/groups/{room.group.pk}/sessions/{session_of(room, kind).pk}/date/"


def lead_address(room: Room, kind: Kind = Kind.ORIENTATION) -> str:
    return f"/programmes/{room.group.programme.pk}/dates/{session_of(room, kind).pk}/"


def host_of(room: Room, kind: Kind = Kind.ORIENTATION) -> Room:
    host = session_of(room, kind).host
    assert host is not None
    return enter(host.person, room.group.pk)


def typed(at: datetime, *, zone: ZoneInfo = BERLIN, **changes: object) -> dict[str, object]:
    local = at.astimezone(zone)
    day, clock = local.date().isoformat(), local.strftime("%H:%M")
    return {"slot": "other", "day": day, "at": clock, "host": "", "link": ""} | changes


def soon(days: int = 5) -> datetime:
    return (timezone.now() + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)


def test_the_host_confirms_a_proposed_time_and_a_second_click_changes_nothing(
    client: Client, room: Room
) -> None:
    host, session = host_of(room), session_of(room, Kind.ORIENTATION)
    slot = session.slots.order_by("starts_at")[1]
    client.force_login(host.person)
    page = client.get(address(room)).content.decode()
    assert slot.starts_at.isoformat() in page
    sent = {"slot": slot.starts_at.isoformat(), "host": str(host.member.pk), "link": ""}
    for _ in range(2):
        assert client.post(address(room), sent).status_code == 302
        session.refresh_from_db()
        assert (session.state, session.revision) == (SessionState.CONFIRMED, 0)
        assert session.starts_at == slot.starts_at


def test_another_time_is_meant_as_all_times_are_shown_on_the_readers_clock(
    client: Client, room: Room
) -> None:
    host = host_of(room)
    host.person.time_zone = "America/New_York"
    host.person.save()
    client.force_login(host.person)
    page = client.get(address(room)).content.decode()
    assert "Time (New York)" in page
    new_york = ZoneInfo("America/New_York")
    assert client.post(address(room), typed(soon(), zone=new_york)).status_code == 302
    assert session_of(room, Kind.ORIENTATION).starts_at == soon()
    twice = {"day": "2031-11-02", "at": "01:30"}  # in New York, not in the group's Berlin
    assert "comes twice" in client.post(address(room), typed(soon()) | twice).content.decode()


def test_members_who_do_not_host_read_only(client: Client, room: Room) -> None:
    host = host_of(room)
    other = room.group.members.exclude(pk=host.member.pk)[0]
    client.force_login(other.person)
    page = client.get(address(room)).content.decode()
    assert f"{host.person.name} hosts this session" in page
    assert 'name="host"' not in page.split("<main")[1]
    assert client.post(address(room), typed(soon())).status_code == 404
    Session.objects.update(host=None)
    assert client.post(address(room), typed(soon())).status_code == 302


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"slot": ""}, "required"),
        ({"day": ""}, "Please say the day"),
        ({"at": "25:00"}, "valid time"),
        ({"day": "2020-01-01"}, "This time is over"),
        ({"day": "2031-03-30", "at": "02:30"}, "does not exist"),
        ({"day": "2031-10-26", "at": "02:30"}, "comes twice"),
        ({"link": "javascript:alert(1)"}, "valid URL"),
    ],
)
def test_a_refused_date_says_why_and_keeps_what_was_typed(
    client: Client, room: Room, changes: dict[str, str], words: str
) -> None:
    client.force_login(host_of(room).person)
    sent = typed(soon(), link="https://meet.example/room") | changes
    answer = client.post(address(room), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert str(changes.get("link", "https://meet.example/room")) in page
    assert session_of(room, Kind.ORIENTATION).state == SessionState.PROPOSED


def test_session_one_cannot_come_before_the_orientation(client: Client, room: Room) -> None:
    client.force_login(a_lead(room.group.organisation))
    assert client.post(lead_address(room), typed(soon(6))).status_code == 302
    answer = client.post(lead_address(room, Kind.SESSION_ONE), typed(soon(5)))
    assert answer.status_code == 422
    assert "after the session before it" in answer.content.decode()


def test_session_one_cannot_come_after_session_two(client: Client, room: Room) -> None:
    two = session_of(room, Kind.SESSION_TWO)
    two.starts_at, two.state = soon(20), SessionState.CONFIRMED
    two.save()
    client.force_login(host_of(room, Kind.SESSION_ONE).person)
    answer = client.post(address(room, Kind.SESSION_ONE), typed(soon(21)))
    assert answer.status_code == 422
    assert "It has to come before the session after it." in answer.content.decode()


@pytest.mark.parametrize("year", ["0001", "0206", "9999"])
def test_a_year_that_was_mistyped_is_asked_about(client: Client, room: Room, year: str) -> None:
    client.force_login(host_of(room).person)
    for day in (f"{year}-01-01", f"{year}-12-31"):
        answer = client.post(address(room), typed(soon()) | {"day": day, "at": "23:59"})
        assert answer.status_code == 422
        assert "check the year" in answer.content.decode()
        assert day in answer.content.decode()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time")
@pytest.mark.django_db(transaction=True, databases="__all__")
def test_two_members_who_go_on_at_once_begin_one_cycle(room: Room) -> None:
    two = session_of(room, Kind.SESSION_TWO)
    two.state = SessionState.ENDED
    two.save()
    challenge = room.group.cycles.get().challenge_id
    together = Barrier(2)

    def go_on(_number: int) -> None:
        together.wait(timeout=30)
        try:
            renew(room, challenge=challenge, now=timezone.now())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as members:
        list(members.map(go_on, range(2)))
    assert room.group.cycles.count() == 2


def test_a_lead_sees_all_groups_and_gives_a_date(client: Client, room: Room) -> None:
    client.force_login(a_lead(room.group.organisation))
    overview = f"/programmes/{room.group.programme.pk}/dates/"
    assert "3 sessions have no date yet" in client.get(overview).content.decode()
    assert client.get(lead_address(room)).status_code == 200
    assert client.post(lead_address(room), typed(soon())).status_code == 302
    page = client.get(overview).content.decode()
    assert "2 sessions have no date yet" in page
    assert page.count("<h1") == 1


def test_strangers_find_nothing(client: Client, room: Room) -> None:
    paths = [address(room), f"/groups/{room.group.pk}/next/"]
    leads = [lead_address(room), f"/programmes/{room.group.programme.pk}/dates/"]
    publish = f"/programmes/{room.group.programme.pk}/publish/"
    for path in (*paths, *leads):
        assert client.get(path).status_code == 302
    foreign = a_room()
    client.force_login(foreign.person)
    assert {client.get(path).status_code for path in (*paths, *leads)} == {404}
    client.force_login(a_lead(foreign.group.organisation))
    assert {client.get(path).status_code for path in (*paths, *leads)} == {404}
    assert client.post(publish).status_code == 404
    client.force_login(a_lead(room.group.organisation, "Own Lead"))
    assert {client.get(path).status_code for path in paths} == {404}
    assert client.get(publish).status_code == 405


def test_another_groups_session_is_not_found_under_ones_own_group(
    client: Client, room: Room
) -> None:
    foreign = a_room()
    client.force_login(foreign.person)
    session = session_of(room, Kind.ORIENTATION)
    path = f"/groups/{foreign.group.pk}/sessions/{session.pk}/date/"
    assert client.get(path).status_code == 404


def test_the_overview_costs_the_same_with_one_group_and_with_three(
    client: Client, room: Room
) -> None:
    lead = a_lead(room.group.organisation)
    client.force_login(lead)
    path = f"/programmes/{room.group.programme.pk}/dates/"
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    for number in (2, 3):
        people = [a_person(lead.organisation, f"P {number} {n}") for n in range(4)]
        group = a_group(room.group.programme, *people, name=f"Group {number}")
        propose_cycle(group.cycles.get(), opens=timezone.now(), now=timezone.now())
    with CaptureQueriesContext(connection) as three:
        page = client.get(path).content.decode()
    assert "9 sessions have no date yet" in page
    assert len(one) == len(three) == 8


def test_before_session_two_there_is_nothing_to_decide(client: Client, room: Room) -> None:
    client.force_login(room.person)
    path = f"/groups/{room.group.pk}/next/"
    assert "Not yet" in client.get(path).content.decode()
    assert client.post(path, {"decision": "close", "once": uuid4()}).status_code == 302
    assert enter(room.person, room.group.pk).group.state == GroupState.MEETING


def test_a_group_goes_on_with_a_sentence_of_its_own_once(client: Client, room: Room) -> None:
    held(room)
    client.force_login(room.person)
    path = f"/groups/{room.group.pk}/next/"
    sent = {
        "once": uuid4(),
        "decision": "renew",
        "challenge": str(room.group.cycles.get().challenge_id),
        "sentence": "Nobody disagrees with me any more",
        "topic": "hard_feedback",
    }
    for _ in range(2):
        assert client.post(path, sent).status_code == 302
    cycle = Cycle.objects.get(number=2)
    assert cycle.challenge.sentence == "Nobody disagrees with me any more"
    assert Challenge.objects.count() == 2


def test_nothing_is_decided_without_a_choice(client: Client, room: Room) -> None:
    held(room)
    client.force_login(room.person)
    path = f"/groups/{room.group.pk}/next/"
    answer = client.post(path, {"once": uuid4(), "sentence": "A thought"})
    assert answer.status_code == 422
    assert "A thought" in answer.content.decode()
    answer = client.post(path, {"once": uuid4(), "decision": "renew"})
    assert "Choose a challenge, or write one." in answer.content.decode()


def test_a_group_may_part(client: Client, room: Room) -> None:
    held(room)
    client.force_login(room.person)
    path = f"/groups/{room.group.pk}/next/"
    for _ in range(2):
        assert client.post(path, {"once": uuid4(), "decision": "close"}).status_code == 302
    assert enter(room.person, room.group.pk).group.state == GroupState.CLOSED


def test_dates_are_told_in_german(client: Client, room: Room) -> None:
    host = host_of(room)
    host.person.language = "de"
    host.person.save()
    client.force_login(host.person)
    page = client.get(address(room)).content.decode()
    assert "Termin" in page
    assert "Confirm the date" not in page


def test_utc_is_said_where_a_member_lives_there(client: Client, room: Room) -> None:
    host = host_of(room)
    host.person.time_zone = "UTC"
    host.person.save()
    client.force_login(host.person)
    assert "(UTC)" in client.get(address(room)).content.decode()
