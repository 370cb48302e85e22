"""Hand work on the board: going there and back, what it costs, repairs, pins, late joiners."""

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collegium.groups import actions
from collegium.groups.actions.rather_not import name_somebody
from collegium.groups.models import BoardChange, Member, PairKind, Programme
from collegium.groups.queries import board_of, destinations, pins
from collegium.people.models import Person
from tests.builders import a_lead, a_person, an_organisation
from tests.groups.worlds import NOW, composed, in_preparation, participants_of, people, take_part

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

SCRIPT = {"X-Board": "1"}


@pytest.fixture
def programme() -> Programme:
    return in_preparation(an_organisation(), 12, smallest=4, largest=8)


@pytest.fixture
def lead(programme: Programme, client: Client) -> Person:
    lead = a_lead(programme.organisation)
    client.force_login(lead)
    composed(programme, lead)
    return lead


def seats(programme: Programme) -> dict[UUID, int]:
    members = Member.objects.filter(group__programme=programme, left_at=None)
    return dict(members.values_list("person_id", "group__number"))


def change(
    client: Client, programme: Programme, *steps: str, once: str = "", script: bool = True
) -> "Response":
    return client.post(
        reverse("groups:change", args=[programme.pk]),
        {"once": once or str(uuid4()), "kind": "move", "step": steps},
        headers=SCRIPT if script else {},
    )


def turn(client: Client, programme: Programme, made: BoardChange, **data: str) -> "Response":
    address = reverse("groups:undo", args=[programme.pk, made.pk])
    return client.post(address, data, headers=SCRIPT)


def one_and_target(programme: Programme) -> tuple[Person, int]:
    person = participants_of(programme)[0]
    return person, 3 - seats(programme)[person.pk]


@pytest.mark.usefixtures("lead")
def test_every_other_group_says_its_price_with_as_many_queries_for_three_as_for_two(
    client: Client, programme: Programme
) -> None:
    person, target = one_and_target(programme)
    address = reverse("groups:prices", args=[programme.pk, person.pk])
    told = client.get(address).json()["groups"]
    assert list(told) == [str(target)]
    assert told[str(target)]["broken"] == []
    with CaptureQueriesContext(connection) as first:
        client.get(address)
    take_part(programme, *people(programme.organisation, 4))
    client.get(address)
    with CaptureQueriesContext(connection) as second:
        client.get(address)
    assert (len(first), len(second)) == (14, 14)
    stranger = a_person(programme.organisation, "No Participant")
    assert client.get(reverse("groups:prices", args=[programme.pk, stranger.pk])).status_code == 404


@pytest.mark.usefixtures("lead")
def test_what_is_kept_follows_the_roster_and_the_rules(
    client: Client, programme: Programme
) -> None:
    person, target = one_and_target(programme)
    address = reverse("groups:prices", args=[programme.pk, person.pk])
    assert client.get(address).json()["groups"][str(target)]["broken"] == []
    place = seats(programme)
    other = next(p for p in participants_of(programme) if place[p.pk] == target)
    Person.objects.filter(pk=person.pk).update(manager=other)
    (told,) = client.get(address).json()["groups"][str(target)]["broken"]
    assert "reports to the other" in told
    Person.objects.filter(pk=person.pk).update(manager=None)
    actions.add_pair_rule(programme, PairKind.APART, person, other)
    (told,) = client.get(address).json()["groups"][str(target)]["broken"]
    assert "kept apart" in told


@pytest.mark.usefixtures("lead")
def test_a_drop_answers_with_columns_cost_and_a_way_back_and_counts_once(
    client: Client, programme: Programme
) -> None:
    person, target = one_and_target(programme)
    once = str(uuid4())
    for _ in range(2):
        answer = change(client, programme, f"{person.pk}:{target}", once=once)
    told = answer.json()
    assert set(told["columns"]) == {"1", "2"}
    assert person.name in told["columns"][str(target)]
    assert "Undo" in told["outcome"]
    assert seats(programme)[person.pk] == target
    assert programme.board_changes.count() == 1
    assert change(client, programme, f"{person.pk}:77").status_code == 409
    assert change(client, programme, "nonsense").status_code == 409
    assert change(client, programme, f"{uuid4()}:1").status_code == 409
    assert seats(programme)[person.pk] == target


@pytest.mark.usefixtures("lead")
def test_a_broken_rule_comes_with_a_repair_that_one_click_makes(
    client: Client, programme: Programme
) -> None:
    person, target = one_and_target(programme)
    place = seats(programme)
    other = next(p for p in participants_of(programme) if place[p.pk] == target)
    actions.add_pair_rule(programme, PairKind.APART, person, other)
    told = change(client, programme, f"{person.pk}:{target}").json()
    assert "are to be kept apart" in told["outcome"]
    assert f'value="{other.pk}:{3 - target}"' in told["outcome"]
    change(client, programme, f"{other.pk}:{3 - target}")
    assert board_of(programme).breaking == ()
    page = client.get(reverse("groups:repair", args=[programme.pk, target])).content.decode()
    assert "breaks no rule" in page


@pytest.mark.usefixtures("lead")
def test_the_page_of_a_broken_group_offers_a_repair_without_a_script(
    client: Client, programme: Programme
) -> None:
    first, *_ = participants_of(programme)
    place = seats(programme)
    second = next(
        p for p in participants_of(programme) if place[p.pk] == place[first.pk] and p != first
    )
    actions.add_pair_rule(programme, PairKind.APART, first, second)
    board = client.get(reverse("groups:board", args=[programme.pk])).content.decode()
    address = reverse("groups:repair", args=[programme.pk, place[first.pk]])
    assert address in board
    page = client.get(address).content.decode()
    assert "This would mend it" in page
    assert client.get(reverse("groups:repair", args=[programme.pk, 77])).status_code == 404


@pytest.mark.usefixtures("lead")
def test_several_steps_are_undone_and_redone_and_something_new_ends_the_redoing(
    client: Client, programme: Programme
) -> None:
    before = seats(programme)
    first, second, third, *_ = participants_of(programme)
    for person in (first, second):
        change(client, programme, f"{person.pk}:{3 - before[person.pk]}")
    older, newer = programme.board_changes.all()
    assert turn(client, programme, older).status_code == 409
    for _ in range(2):
        assert turn(client, programme, newer).status_code == 200
    assert seats(programme)[second.pk] == before[second.pk]
    assert turn(client, programme, older).status_code == 200
    assert seats(programme) == before
    for _ in range(2):
        assert turn(client, programme, older, redo="1").status_code == 200
    assert seats(programme)[first.pk] != before[first.pk]
    board = board_of(programme)
    assert (board.journal.undo, board.journal.redo) == (older, newer)
    change(client, programme, f"{third.pk}:{3 - before[third.pk]}")
    assert board_of(programme).journal.redo is None
    assert turn(client, programme, newer).status_code == 404


def test_what_was_formed_anew_since_is_not_undone(
    client: Client, programme: Programme, lead: Person
) -> None:
    person, target = one_and_target(programme)
    change(client, programme, f"{person.pk}:{target}")
    made = programme.board_changes.get()
    assert made.made_by == lead
    composed(programme, lead)
    assert board_of(programme).journal.undo is None
    after = seats(programme)
    assert "no longer as this step left them" in turn(client, programme, made).json()["outcome"]
    assert seats(programme) == after


@pytest.mark.usefixtures("lead")
def test_pinned_people_and_groups_are_told_to_composing(
    client: Client, programme: Programme
) -> None:
    person, _target = one_and_target(programme)
    address = reverse("groups:pin", args=[programme.pk])
    for _ in range(2):
        client.post(address, {"person": str(person.pk), "pinned": "1"})
    kept = pins(programme)
    assert (kept.fixed, kept.finished) == ((frozenset({str(person.pk)}),), frozenset())
    client.post(address, {"group": "2", "pinned": "1"}, headers=SCRIPT)
    kept = pins(programme)
    groups = dict(programme.groups.values_list("number", "pk"))
    at = kept.groups.index(groups[2])
    assert at in kept.finished
    page = client.get(reverse("groups:board", args=[programme.pk])).content.decode()
    assert "Unpin this group" in page
    client.post(address, {"group": "2", "pinned": "0"})
    client.post(address, {"person": str(person.pk), "pinned": "0"})
    assert pins(programme).fixed == ()
    failed = client.post(address, {"group": "77", "pinned": "1"}, headers=SCRIPT)
    assert failed.status_code == 409


@pytest.mark.usefixtures("lead")
def test_a_pin_goes_along_when_somebody_is_moved(client: Client, programme: Programme) -> None:
    person, target = one_and_target(programme)
    actions.pin_people(programme, [person.pk], pinned=True)
    change(client, programme, f"{person.pk}:{target}")
    assert Member.objects.get(group__programme=programme, person=person).pinned


@pytest.mark.usefixtures("lead")
def test_those_who_wait_get_places_with_one_move_each(client: Client, programme: Programme) -> None:
    late = people(programme.organisation, 3)
    take_part(programme, *late)
    page = client.get(reverse("groups:place", args=[programme.pk])).content.decode()
    assert "Place 3 people with 3 moves" in page
    steps = [f"{one.pk}:1" for one in late[:2]] + [f"{late[2].pk}:2"]
    change(client, programme, *steps, script=False)
    assert {seats(programme)[one.pk] for one in late} == {1, 2}
    page = client.get(reverse("groups:place", args=[programme.pk])).content.decode()
    assert "Everybody has a group" in page


def test_late_joiners_come_into_groups_that_meet(
    client: Client, programme: Programme, lead: Person
) -> None:
    actions.publish_groups(programme, by=lead, now=NOW)
    before = seats(programme)
    (late,) = people(programme.organisation, 1)
    address = reverse("groups:place", args=[programme.pk])
    refused = client.post(address, {"email": "nobody@nowhere.example"})
    assert refused.status_code == 422
    assert "nobody@nowhere.example" in refused.content.decode()
    for _ in range(2):
        assert client.post(address, {"email": late.email}).status_code == 302
    page = client.get(address).content.decode()
    assert "Place 1 person with 1 moves" in page
    for _ in range(2):
        change(client, programme, f"{late.pk}:1", script=False)
    assert seats(programme) == before | {late.pk: 1}
    someone = participants_of(programme)[0]
    change(client, programme, f"{someone.pk}:{3 - before[someone.pk]}", script=False)
    assert seats(programme)[someone.pk] == before[someone.pk]


@pytest.mark.usefixtures("lead")
def test_why_not_with_somebody(client: Client, programme: Programme) -> None:
    person, target = one_and_target(programme)
    place = seats(programme)
    other, third, *_ = (p for p in participants_of(programme) if place[p.pk] == target)
    address = reverse("groups:move", args=[programme.pk, person.pk])
    page = client.get(address, {"with": str(other.pk)}).content.decode()
    assert "No rule is in the way" in page
    actions.add_pair_rule(programme, PairKind.APART, person, other)
    page = client.get(address, {"with": str(other.pk)}).content.decode()
    assert "You asked to keep them apart" in page
    name_somebody(third, person.pk)
    page = client.get(address, {"with": str(third.pk)}).content.decode()
    assert f"{person.name} and {third.name} in one group: this is not possible." in page
    told = change(client, programme, f"{person.pk}:{target}").json()
    assert "This group is not possible." in told["outcome"]


@pytest.mark.usefixtures("lead")
def test_reasons_come_on_demand(client: Client, programme: Programme) -> None:
    person, _ = one_and_target(programme)
    page = client.get(reverse("groups:why", args=[programme.pk, person.pk])).content.decode()
    assert "Pin here" in page
    board = client.get(reverse("groups:board", args=[programme.pk])).content.decode()
    assert f'data-why="why/{person.pk}/"' in board
    shape = client.get(reverse("groups:shape", args=[programme.pk, 1])).content.decode()
    assert 'class="shape"' in shape
    assert len(destinations(programme, person.pk).places) == 2


@pytest.mark.usefixtures("lead")
def test_a_roster_that_contradicts_itself_stops_no_page(
    client: Client, programme: Programme
) -> None:
    one, two, *_ = participants_of(programme)
    Person.objects.filter(pk=one.pk).update(manager=two)
    Person.objects.filter(pk=two.pk).update(manager=one)
    assert client.get(reverse("groups:prices", args=[programme.pk, one.pk])).status_code == 409
    assert client.get(reverse("groups:board", args=[programme.pk])).status_code == 200
    assert change(client, programme, f"{one.pk}:none").status_code == 200
    assert one.pk not in seats(programme)
