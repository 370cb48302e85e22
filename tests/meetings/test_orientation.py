"""Session One without its Orientation, and when a session was really held."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.meetings.actions.proposing import propose_cycle
from collegium.meetings.models import Kind, Session, SessionState
from collegium.meetings.queries.dates import next_session
from tests.builders import a_lead, a_room
from tests.meetings.test_dates import session_of

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def room() -> Room:
    room = a_room()
    now = timezone.now()
    propose_cycle(room.group.cycles.get(), opens=now, now=now)
    return room


def at(session: Session, page: str = "") -> str:
    return f"/groups/{session.group_id}/sessions/{session.pk}/{page}"


def without_orientation(room: Room) -> Session:
    """Session One is held two days before its date; the Orientation never got one."""
    now = timezone.now()
    one = session_of(room, Kind.SESSION_ONE)
    one.starts_at, one.opened_at, one.ended_at = now + timedelta(days=2), now, now
    one.state = SessionState.ENDED
    one.save()
    return session_of(room, Kind.ORIENTATION)


def test_before_session_one_a_missing_orientation_is_named_and_hinders_nobody(
    client: Client, room: Room
) -> None:
    client.force_login(room.person)
    one, orientation = (session_of(room, k) for k in (Kind.SESSION_ONE, Kind.ORIENTATION))
    page = client.get(at(one)).content.decode()
    assert "You have not had your Orientation yet" in page
    assert at(orientation, "date/") in page
    orientation.state = SessionState.ENDED
    orientation.save()
    assert "You have not had your Orientation yet" not in client.get(at(one)).content.decode()
    Session.objects.filter(pk=one.pk).update(host=None)
    assert client.post(at(one, "act/"), {"kind": "open"}).status_code == 302
    assert session_of(room, Kind.SESSION_ONE).state == SessionState.LIVE


def test_an_orientation_that_was_overtaken_waits_for_nobody(client: Client, room: Room) -> None:
    orientation = without_orientation(room)
    found = next_session(room, timezone.now())
    assert found is not None
    assert found.kind == Kind.SESSION_TWO
    client.force_login(room.person)
    assert "Not held" in client.get(f"/groups/{room.group.pk}/").content.decode()
    assert "Find a date for it" in client.get(at(orientation)).content.decode()
    client.force_login(a_lead(room.group.organisation))
    dates = client.get(f"/programmes/{room.group.programme.pk}/dates/").content.decode()
    assert "1 session has no date yet" in dates


def test_an_overtaken_orientation_is_called_off_by_anybody_of_the_group(
    client: Client, room: Room
) -> None:
    orientation = session_of(room, Kind.ORIENTATION)
    assert orientation.host
    other = room.group.members.exclude(pk=orientation.host.pk)[0]
    client.force_login(enter(other.person, room.group.pk).person)
    assert client.post(at(orientation, "call-off/")).status_code == 404
    without_orientation(room)
    assert "You can still hold it, or call it off." in client.get(at(orientation)).content.decode()
    for _ in range(2):
        assert client.post(at(orientation, "call-off/")).status_code == 302
    assert session_of(room, Kind.ORIENTATION).state == SessionState.CANCELLED
    assert client.post(at(session_of(room, Kind.SESSION_TWO), "call-off/")).status_code == 404


def test_a_held_session_says_when_it_was_held_and_links_what_has_no_date(
    client: Client, room: Room
) -> None:
    without_orientation(room)
    one = session_of(room, Kind.SESSION_ONE)
    planned, opened = one.starts_at, one.opened_at
    assert planned
    assert opened
    client.force_login(room.person)
    for page in (client.get(f"/groups/{room.group.pk}/"), client.get(at(one))):
        words = page.content.decode()
        assert timezone.localtime(opened, BERLIN).isoformat(timespec="minutes") in words
        assert timezone.localtime(planned, BERLIN).isoformat(timespec="minutes") not in words
    assert at(session_of(room, Kind.SESSION_TWO), "date/") in client.get(at(one)).content.decode()
