"""Every page of practice: who gets in, what it shows, what it costs."""

from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from collegium.groups.rooms import Room
from collegium.meetings.models import Outcome
from collegium.people.models import RoleName
from collegium.practice import actions
from collegium.practice.actions import Sheet
from collegium.practice.models import Audience, Worksheet
from collegium.vault import keyring
from tests.builders import a_person, with_role
from tests.practice.test_goals import a_goal
from tests.practice.worlds import an_entry, practising

PATHS = ["", "plan/", "log/", "check-in/", "check-in/worksheet/", "tip/", "goals/", "brief/"]
COSTS = {
    "": (32, 1),
    "plan/": (14, 1),
    "log/": (16, 1),
    "check-in/": (16, 1),
    "check-in/worksheet/": (15, 1),
    "tip/": (17, 1),
    "goals/": (14, 1),
    "brief/": (19, 1),
}


@pytest.fixture
def room() -> Room:
    return practising(held=timezone.now() - timedelta(days=9))[0]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_member_gets_in_and_finds_one_heading(
    client: Client, room: Room, path: str, language: str
) -> None:
    room.person.language = language
    room.person.save()
    client.force_login(room.person)
    answer = client.get(f"/groups/{room.group.pk}/{path}")
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


@pytest.mark.parametrize("path", PATHS)
def test_nobody_else_does(client: Client, room: Room, path: str) -> None:
    address = f"/groups/{room.group.pk}/{path}"
    assert client.get(address).status_code == 302
    organisation = room.group.organisation
    for role in RoleName:
        client.force_login(with_role(a_person(organisation, f"A {role.value}"), role))
        assert client.get(address).status_code == 404
        assert client.post(address, {}).status_code == 404
    client.force_login(practising()[0].person)
    assert client.get(address).status_code == 404


def one_more(room: Room) -> None:
    a_goal(room)
    an_entry(room, Audience.GROUP)
    cycle, week = room.group.cycles.get(), 1 + Worksheet.objects.count()
    actions.fill_worksheet(room, cycle, week=week, sheet=Sheet(tried="One"), now=timezone.now())
    actions.check_in(room, cycle, week=week, note="Two", now=timezone.now())
    session = room.group.sessions.get(kind="session_one")
    Outcome.objects.create(
        group=room.group,
        session=session,
        member=room.member,
        kind="takeaway",
        position=session.outcomes.count(),
        body={"text": "Ask first", "shown": True},
    )


@pytest.mark.parametrize("path", PATHS)
def test_a_page_costs_the_same_with_one_row_and_with_three(
    client: Client, room: Room, path: str
) -> None:
    client.force_login(room.person)

    def cost() -> tuple[int, int]:
        keyring.forget()
        with (
            CaptureQueriesContext(connections["default"]) as main,
            CaptureQueriesContext(connections["vault"]) as vault,
        ):
            assert client.get(f"/groups/{room.group.pk}/{path}").status_code == 200
        return len(main), len(vault)

    one_more(room)
    first = cost()
    one_more(room)
    one_more(room)
    assert cost() == first
    assert first == COSTS[path]


def test_the_group_page_shows_its_people_and_what_they_share(client: Client, room: Room) -> None:
    one_more(room)
    client.force_login(room.person)
    page = client.get(f"/groups/{room.group.pk}/").content.decode()
    for name in ("Ada Byron", "Grace Murray", "Emmy Noether", "Lise Meitner"):
        assert name in page
    for words in ("Ask first", "Handed over", "Let go", "Session Two", "My buddy"):
        assert words in page
