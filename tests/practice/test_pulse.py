"""The short page before and after a cycle, walked over HTTP."""

import re
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connections
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from collegium.groups.models import GroupState
from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.meetings.models import Kind, SessionState
from collegium.people.models import Person
from collegium.practice.models import Contacts, Moment, Pulse, PulseAnswer
from collegium.practice.queries.pulses import named_in, numbers_of, page_open
from tests.builders import a_person, an_organisation
from tests.practice.worlds import practising

DAY = timedelta(days=1)
BEFORE = {"moment": "before", "do": "keep", "words": ""}
AFTER = {**BEFORE, "moment": "after"}


@pytest.fixture
def rooms() -> list[Room]:
    """Session One was two days ago."""
    return practising(held=timezone.now() - 2 * DAY)


def end_session_two(room: Room, at: datetime) -> None:
    two = room.group.sessions.get(kind=Kind.SESSION_TWO)
    two.state, two.opened_at, two.ended_at = SessionState.ENDED, at, at
    two.save()


def address(room: Room) -> str:
    return f"/groups/{room.group.pk}/pulse/"


def signed_in(client: Client, room: Room) -> Client:
    client.force_login(room.person)
    return client


def values(room: Room) -> dict[str, int]:
    rows = PulseAnswer.objects.filter(pulse__member=room.member)
    return {f"{one.item_set}.{one.item}.{one.moment}": one.value for one in rows}


def chosen(answer: HttpResponseBase) -> set[tuple[str, str]]:
    """The numbers and people that stand chosen on a page."""
    assert isinstance(answer, HttpResponse)
    found = re.findall(r'<input[^>]*name="([^"]+)" value="([^"]+)"[^>]*checked', answer.text)
    return {(name, value) for name, value in found if name != "left_out"}


def contacts_of(room: Room) -> Contacts:
    return Contacts.objects.select_related("pulse").get(pulse__member=room.member)


def test_each_question_can_be_left_out_and_every_answer_changed(
    client: Client, rooms: list[Room]
) -> None:
    room = rooms[0]
    signed_in(client, room)
    page = client.get(address(room)).content.decode()
    assert page.count("<h1") == 1
    assert "Looking back" not in page
    client.post(address(room), {**BEFORE, "competence-causes-before": 4, "stay-stay-before": 5})
    assert values(room) == {"competence.causes.before": 4, "stay.stay.before": 5}
    assert chosen(client.get(address(room))) == {
        ("competence-causes-before", "4"),
        ("stay-stay-before", "5"),
    }
    answer = client.post(address(room), {**BEFORE, "competence-causes-before": 2}, follow=True)
    assert answer.redirect_chain == [(f"/groups/{room.group.pk}/progress/", 302)]
    assert values(room) == {"competence.causes.before": 2}
    assert Pulse.objects.count() == 1


def test_the_page_at_the_end_looks_back_and_asks_whether_one_would_recommend_it(
    client: Client, rooms: list[Room]
) -> None:
    room = rooms[0]
    end_session_two(room, timezone.now() - DAY)
    signed_in(client, room)
    assert "Before Session One, as I see it today" in client.get(address(room)).content.decode()
    said = {"competence-causes-then": 2, "recommend-recommend-after": 0}
    client.post(address(room), {**AFTER, **said})
    assert values(room) == {"competence.causes.then": 2, "recommend.recommend.after": 0}
    assert set(numbers_of(room.member.pk)) == {
        ("competence causes", "then", 2),
        ("recommend recommend", "after", 0),
    }


def test_nothing_of_what_a_session_asks_is_asked_again(client: Client, rooms: list[Room]) -> None:
    page = signed_in(client, rooms[0]).get(address(rooms[0])).content.decode()
    assert "confidence-" not in page
    assert "safety-" not in page


def test_once_closed_nothing_changes(client: Client, rooms: list[Room]) -> None:
    room = rooms[0]
    signed_in(client, room)
    client.post(address(room), {**BEFORE, "stay-stay-before": 5})
    one = room.group.sessions.get(kind=Kind.SESSION_ONE)
    one.ended_at = timezone.now() - 8 * DAY
    one.save()
    assert "Nothing is asked now" in client.get(address(room)).content.decode()
    said = client.post(address(room), {**BEFORE, "stay-stay-before": 1}, follow=True)
    assert "has closed" in said.content.decode()
    assert values(room) == {"stay.stay.before": 5}


def test_a_page_that_was_open_too_long_does_not_answer_the_next_one(
    client: Client, rooms: list[Room]
) -> None:
    room = rooms[0]
    end_session_two(room, timezone.now())
    signed_in(client, room).post(address(room), {**BEFORE, "stay-stay-before": 1})
    assert values(room) == {}


def test_what_is_typed_stays_while_one_looks_for_a_colleague(
    client: Client, rooms: list[Room]
) -> None:
    room = rooms[0]
    vera = a_person(room.group.organisation, "Vera Rubin", department="Legal")
    a_person(an_organisation(), "Vera Elsewhere")
    signed_in(client, room)
    typed = {**BEFORE, "do": "search", "stay-stay-before": 3, "person": str(rooms[1].person.pk)}
    page = client.post(address(room), {**typed, "words": "vera"})
    text, kept = page.content.decode(), {("stay-stay-before", "3"), ("person", typed["person"])}
    assert page.status_code == 200
    assert chosen(page) == kept
    assert str(vera.pk) in text
    assert "Vera Elsewhere" not in text
    missing = client.post(address(room), {**typed, "words": "nobody at all"})
    assert missing.status_code == 422
    assert chosen(missing) == kept
    assert Pulse.objects.count() == 0


def test_whom_one_could_call_is_sealed_and_only_counted(client: Client, rooms: list[Room]) -> None:
    room = rooms[0]
    organisation = room.group.organisation
    people = [
        a_person(organisation, "Vera Rubin", department="Legal"),
        a_person(organisation, "Cecilia Payne", department="Legal"),
        a_person(organisation, "Henrietta Swan", department=""),
        rooms[1].person,  # of Sales, as the member is
    ]
    signed_in(client, room)
    client.post(address(room), {**BEFORE, "person": [str(one.pk) for one in people]})
    row = contacts_of(room)
    assert (row.people, row.departments) == (4, 1)
    assert str(people[0].pk).encode() not in bytes(row.named)
    assert set(named_in(room, row)) == {one.pk for one in people}
    client.post(address(room), {**BEFORE, "left_out": "on"})
    row = contacts_of(room)
    assert (row.people, row.departments, row.in_picture) == (0, 0, False)


@pytest.mark.parametrize("whom", ["self", "stranger", "gone", "junk"])
def test_nobody_can_be_named_who_is_not_a_colleague(
    client: Client, rooms: list[Room], whom: str
) -> None:
    room = rooms[0]
    people: dict[str, Person | str] = {
        "self": room.person,
        "stranger": a_person(an_organisation(), "Stran Ger"),
        "gone": a_person(room.group.organisation, "Gone Gus", is_active=False),
        "junk": "x' OR 1",
    }
    found = people[whom]
    named = found if isinstance(found, str) else str(found.pk)
    answer = signed_in(client, room).post(address(room), {**BEFORE, "person": named})
    assert answer.status_code == 422
    assert Pulse.objects.count() == 0


def test_saying_nothing_of_colleagues_counts_nobody(client: Client, rooms: list[Room]) -> None:
    signed_in(client, rooms[0]).post(address(rooms[0]), {**BEFORE, "stay-stay-before": 5})
    assert Contacts.objects.count() == 0


def test_a_number_beyond_the_scale_is_refused_and_the_rest_kept(
    client: Client, rooms: list[Room]
) -> None:
    typed = {**BEFORE, "stay-stay-before": 9, "competence-causes-before": 4}
    answer = signed_in(client, rooms[0]).post(address(rooms[0]), typed)
    assert answer.status_code == 422
    assert chosen(answer) == {("competence-causes-before", "4")}


def test_an_earlier_cycle_that_still_waits_comes_first(rooms: list[Room]) -> None:
    room, now = rooms[0], timezone.now()
    end_session_two(room, now - DAY)
    first = room.group.cycles.get()
    second = room.group.cycles.create(number=2, challenge=first.challenge)
    for kind in (Kind.SESSION_ONE, Kind.SESSION_TWO):
        room.group.sessions.create(cycle=second, kind=kind, starts_at=now + DAY)
    found = page_open(room, now)
    assert found
    assert (found.cycle, found.moment) == (first, "after")
    Pulse.objects.create(cycle=first, member=room.member, moment=Moment.AFTER)
    found = page_open(room, now)
    assert found
    assert (found.cycle, found.moment) == (second, "before")


def test_whoever_joined_after_the_last_session_is_not_asked_about_it(rooms: list[Room]) -> None:
    room = rooms[0]
    end_session_two(room, timezone.now() - DAY)
    room.member.joined_at = timezone.now()
    room.member.save()
    assert page_open(enter(room.person, room.group.pk), timezone.now()) is None


def test_today_says_so_until_it_is_answered_also_when_the_group_has_ended(
    client: Client, rooms: list[Room]
) -> None:
    room = rooms[0]
    end_session_two(room, timezone.now() - DAY)
    room.group.state = GroupState.CLOSED
    room.group.save()
    signed_in(client, room)
    assert f'href="{address(room)}"' in client.get("/today/").text
    assert f'href="{address(room)}"' in client.get(f"/groups/{room.group.pk}/").text
    client.post(address(room), AFTER)
    assert f'href="{address(room)}"' not in client.get("/today/").text
    assert Pulse.objects.count() == 1


def cost(client: Client, path: str) -> int:
    with CaptureQueriesContext(connections["default"]) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_more_answers_cost_no_more_queries(client: Client, rooms: list[Room]) -> None:
    room = rooms[0]
    signed_in(client, room)
    found: list[UUID] = []
    costs = []
    for name in ("One", "Two", "Three"):
        found.append(a_person(room.group.organisation, f"Nr {name}").pk)
        said = {**BEFORE, "stay-stay-before": 3, "competence-causes-before": 3}
        client.post(address(room), {**said, "person": [str(one) for one in found]})
        costs.append(cost(client, address(room)))
    assert costs == [12, 12, 12]
