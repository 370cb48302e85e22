"""Where a group meets: whose call a link opens, and a link made with one button."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from collegium.groups.rooms import Room
from collegium.meetings.actions.proposing import propose_cycle
from collegium.meetings.calls import new_call, service_of
from collegium.meetings.models import Kind, Session
from collegium.people.models import Organisation, RoleName
from tests.builders import a_person, a_room, an_organisation, with_role
from tests.meetings.test_dates import session_of

OURS = "https://meet.ours.example/calls"


@pytest.fixture
def room() -> Room:
    room = a_room()
    now = timezone.now()
    propose_cycle(room.group.cycles.get(), opens=now, now=now)
    Session.objects.update(host=room.member)
    return room


def at(room: Room, page: str = "date/") -> str:
    return f"/groups/{room.group.pk}/sessions/{session_of(room, Kind.ORIENTATION).pk}/{page}"


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("https://acme.zoom.us/j/1", "Zoom"),
        ("https://teams.microsoft.com/l/x", "Microsoft Teams"),
        ("https://meet.google.com/abc", "Google Meet"),
        ("https://meet.jit.si/abc", "Jitsi"),
        ("https://MEET.OURS.example/calls/abc", "Jitsi"),
        ("https://zoom.us.evil.example/j", "zoom.us.evil.example"),
        ("https://notzoom.us/j", "notzoom.us"),
        ("https://zoom.us@evil.example/", "evil.example"),
        ("https://[bad", ""),
    ],
)
def test_the_service_is_told_by_the_host_alone(link: str, name: str) -> None:
    assert service_of(link, OURS) == name


def test_a_new_room_cannot_be_guessed() -> None:
    made = {new_call(OURS + "/") for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(rf"{OURS}/[0-9a-f]{{32}}", link) for link in made)


def test_one_button_makes_a_link_and_keeps_what_was_typed(client: Client, room: Room) -> None:
    Organisation.objects.update(call_server=OURS)
    client.force_login(room.person)
    day = (timezone.now() + timedelta(days=9)).date().isoformat()
    sent = {"slot": "other", "day": day, "at": "10:15", "host": "", "link": "", "make_link": "yes"}
    answer = client.post(at(room), sent)
    page = answer.content.decode()
    made = re.search(rf'value="({OURS}/[0-9a-f]+)"', page)
    assert answer.status_code == 200
    assert made
    assert day in page
    assert "10:15" in page
    assert session_of(room, Kind.ORIENTATION).starts_at is None
    sent = sent | {"link": made[1]}
    del sent["make_link"]
    assert client.post(at(room), sent).status_code == 302
    shown = client.get(at(room, "")).content.decode()
    assert "Opens Jitsi in a new tab" in shown
    assert re.search(rf'href="{made[1]}" target="_blank" rel="noopener noreferrer"', shown)


def test_without_a_server_of_ones_own_there_is_no_button(client: Client, room: Room) -> None:
    client.force_login(room.person)
    assert "make_link" not in client.get(at(room)).content.decode()
    assert client.post(at(room), {"make_link": "yes"}).status_code == 422
    assert "nobody records" in client.get(at(room)).content.decode()


@pytest.mark.parametrize("link", ["http://meet.example/room", "javascript:alert(1)", "ftp://a.b/c"])
def test_only_safe_addresses_are_kept(client: Client, room: Room, link: str) -> None:
    client.force_login(room.person)
    answer = client.post(at(room), {"slot": "other", "host": "", "link": link})
    assert answer.status_code == 422
    assert "begins with https://" in answer.content.decode()


def test_an_administrator_sets_the_server(client: Client) -> None:
    organisation = an_organisation()
    client.force_login(with_role(a_person(organisation), RoleName.ADMINISTRATOR))
    for _ in range(2):
        assert client.post("/organisation/", {"call_server": OURS + "/"}).status_code == 302
        organisation.refresh_from_db()
        assert organisation.call_server == OURS
    for wrong in ("http://meet.example", f"{OURS}?a=b", "nothing at all"):
        answer = client.post("/organisation/", {"call_server": wrong})
        assert answer.status_code == 422
        assert wrong in answer.content.decode()
    organisation.refresh_from_db()
    assert organisation.call_server == OURS
    assert "/organisation/" in client.get("/people/").content.decode()
