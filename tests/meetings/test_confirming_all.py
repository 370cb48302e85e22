"""A lead confirms the best proposed time of every session at once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from collegium.groups.rooms import Room
from collegium.meetings.actions.confirming import confirm_best_times
from collegium.meetings.actions.proposing import propose_cycle
from collegium.meetings.models import Kind, Session, SessionState
from tests.builders import a_group, a_lead, a_person, a_room
from tests.meetings.test_dates import session_of


@pytest.fixture
def room() -> Room:
    room = a_room()
    now = timezone.now()
    propose_cycle(room.group.cycles.get(), opens=now, now=now)
    return room


def path_of(room: Room) -> str:
    return f"/programmes/{room.group.programme.pk}/dates/"


def dates_of(room: Room) -> dict[object, object]:
    return dict(Session.objects.filter(group=room.group).values_list("kind", "starts_at"))


def test_every_session_gets_its_best_time_once(client: Client, room: Room) -> None:
    client.force_login(a_lead(room.group.organisation))
    best = session_of(room, Kind.ORIENTATION).slots.all()[0]
    assert client.post(path_of(room) + "confirm/").status_code == 302
    once = dates_of(room)
    assert once[Kind.ORIENTATION] == best.starts_at
    assert once[Kind.ORIENTATION] < once[Kind.SESSION_ONE] < once[Kind.SESSION_TWO]  # type: ignore[operator]  # datetimes
    page = client.get(path_of(room)).content.decode()
    assert "3 dates stand" in page
    assert "Every session has its date" in page
    assert client.post(path_of(room) + "confirm/").status_code == 302
    assert dates_of(room) == once
    assert "No date was missing" in client.get(path_of(room)).content.decode()


def test_session_two_keeps_its_distance_from_session_one(room: Room) -> None:
    confirm_best_times(room.group.programme, now=timezone.now())
    first, second = session_of(room, Kind.SESSION_ONE), session_of(room, Kind.SESSION_TWO)
    assert first.starts_at
    assert second.starts_at
    weeks = room.group.cycles.get().practice_weeks
    apart = second.starts_at - first.starts_at
    assert timedelta(weeks=weeks) <= apart + timedelta(days=1) <= timedelta(weeks=weeks + 2)


def test_dates_that_stand_and_hosts_stay(room: Room) -> None:
    orientation = session_of(room, Kind.ORIENTATION)
    host, stands = orientation.host_id, timezone.now() + timedelta(days=4)
    Session.objects.filter(pk=orientation.pk).update(state=SessionState.CONFIRMED, starts_at=stands)
    assert confirm_best_times(room.group.programme, now=timezone.now()) == 2
    orientation.refresh_from_db()
    assert (orientation.starts_at, orientation.host_id) == (stands, host)


def test_times_that_are_over_are_not_confirmed(room: Room) -> None:
    late = timezone.now() + timedelta(days=365)
    assert confirm_best_times(room.group.programme, now=late) == 0
    states = set(Session.objects.values_list("state", flat=True))
    assert states == {SessionState.PROPOSED}


def test_the_overview_names_each_group_once_and_the_first_time(client: Client, room: Room) -> None:
    lead = a_lead(room.group.organisation)
    client.force_login(lead)
    people = [a_person(lead.organisation, f"Q {n}") for n in range(4)]
    group = a_group(room.group.programme, *people, name="Second")
    propose_cycle(group.cycles.get(), opens=timezone.now(), now=timezone.now())
    page = client.get(path_of(room)).content.decode()
    assert page.count('rowspan="3"') == 2
    assert page.count("perhaps") == 6


def test_only_the_programmes_own_leads_may(client: Client, room: Room) -> None:
    address = path_of(room) + "confirm/"
    assert client.post(address).status_code == 302
    client.force_login(room.person)
    assert client.post(address).status_code == 404
    client.force_login(a_lead(a_room().group.organisation))
    assert client.post(address).status_code == 404
    client.force_login(a_lead(room.group.organisation, "Own Lead"))
    assert client.get(address).status_code == 405
    assert set(dates_of(room).values()) == {None}
