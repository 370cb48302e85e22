"""The board, moving people, naming groups."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collegium.domain.composition import Rule
from collegium.groups import actions
from collegium.groups.models import GroupState, Member, Programme, ProgrammeState
from collegium.groups.queries import board_of, destinations
from collegium.people.models import Person, RoleName
from tests.builders import a_lead, a_person, an_organisation, with_role
from tests.groups.worlds import NOW, composed, in_preparation, participants_of


@pytest.fixture
def programme() -> Programme:
    return in_preparation(an_organisation(), 12)


@pytest.fixture
def lead(programme: Programme, client: Client) -> Person:
    lead = a_lead(programme.organisation)
    client.force_login(lead)
    return lead


def seats(programme: Programme) -> dict[UUID, int]:
    members = Member.objects.filter(group__programme=programme).select_related("group")
    return {member.person_id: member.group.number for member in members}


def compose(client: Client, programme: Programme) -> tuple[int, str]:
    address = reverse("groups:compose", args=[programme.pk])
    response = client.post(
        address, {"once": str(uuid4()), "mix": "widest_mix", "effort": "quick"}, follow=True
    )
    return response.status_code, response.content.decode()


def test_the_board_asks_the_database_as_often_for_three_groups_as_for_one(
    client: Client, programme: Programme, lead: Person
) -> None:
    twelve = participants_of(programme)
    actions.remove_participants(programme, [person.pk for person in twelve[6:]])
    counts = []
    for largest, people in ((8, twelve[:6]), (4, twelve)):
        Programme.objects.update(largest=largest)
        actions.add_participants(programme, [person.pk for person in people])
        groups = composed(Programme.objects.get(), lead)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("groups:board", args=[programme.pk]))
        counts.append((len(groups), len(captured)))
    assert counts == [(1, 25), (3, 25)]


def test_a_move_shows_its_price_and_happens_once(
    client: Client, programme: Programme, lead: Person
) -> None:
    composed(programme, lead)
    person = participants_of(programme)[0]
    target = 3 - seats(programme)[person.pk]
    address = reverse("groups:move", args=[programme.pk, person.pk])
    page = client.get(address).content.decode()
    assert "mixed" in page or "The mix stays" in page
    offers = destinations(programme, person.pk)
    assert [offer.key for offer in offers.places] == [str(target), "none"]
    assert all(not offer.price.broken for offer in offers.exchanges)
    for _ in range(2):
        assert client.post(address, {"to": str(target)}).status_code == 302
    assert seats(programme)[person.pk] == target
    assert len(seats(programme)) == 12


def test_an_exchange_moves_both(client: Client, programme: Programme, lead: Person) -> None:
    composed(programme, lead)
    person = participants_of(programme)[0]
    before = seats(programme)
    offer = destinations(programme, person.pk).exchanges[0]
    assert offer.partner
    address = reverse("groups:move", args=[programme.pk, person.pk])
    for _ in range(2):
        assert client.post(address, {"to": offer.key}).status_code == 302
    after = seats(programme)
    assert after[person.pk] == before[offer.partner.pk]
    assert after[offer.partner.pk] == before[person.pk]


def test_a_broken_rule_is_said_aloud_and_asked_about(
    client: Client, programme: Programme, lead: Person
) -> None:
    composed(programme, lead)
    person = participants_of(programme)[0]
    place = seats(programme)
    other = next(p for p in participants_of(programme) if place[p.pk] != place[person.pk])
    Person.objects.filter(pk=person.pk).update(manager=other)
    address = reverse("groups:move", args=[programme.pk, person.pk])
    response = client.post(address, {"to": str(place[other.pk])})
    page = response.content.decode()
    assert response.status_code == 422
    assert "This move breaks a rule" in page
    assert "one reports to the other" in page
    assert seats(programme) == place
    client.post(address, {"to": str(place[other.pk]), "confirmed": "1"})
    assert seats(programme)[person.pk] == place[other.pk]
    broken = [v.rule for column in board_of(programme).columns for v in column.violations]
    assert broken == [Rule.LINE]
    board = client.get(reverse("groups:board", args=[programme.pk])).content.decode()
    assert "A rule is broken in 1 group" in board
    assert f'href="#group-{place[other.pk]}"' in board


def test_places_that_keep_every_rule_come_first_and_the_best_of_them_on_top(
    client: Client, programme: Programme, lead: Person
) -> None:
    Programme.objects.update(smallest=4, largest=4)
    programme.refresh_from_db()
    composed(programme, lead)
    person = participants_of(programme)[0]
    Programme.objects.update(smallest=3, largest=5)
    programme.refresh_from_db()
    offers = destinations(programme, person.pk)
    brought = [place.price.change for place in offers.lawful if place.number]
    assert len(brought) == 2
    assert brought == sorted(brought, reverse=True)
    assert offers.places[-1].key == "none"
    address = reverse("groups:move", args=[programme.pk, person.pk])
    assert "where a rule is broken" not in client.get(address).content.decode()
    Programme.objects.update(smallest=4, largest=4)
    programme.refresh_from_db()
    strict = destinations(programme, person.pk)
    assert strict.lawful == ()
    assert {place.key for place in strict.breaking} == {place.key for place in offers.places}
    page = client.get(address).content.decode()
    assert "There is no place where every rule is kept" in page
    assert "3 places where a rule is broken" in page


def test_out_of_all_groups_and_back(client: Client, programme: Programme, lead: Person) -> None:
    composed(programme, lead)
    person = participants_of(programme)[0]
    address = reverse("groups:move", args=[programme.pk, person.pk])
    for _ in range(2):
        assert client.post(address, {"to": "none"}).status_code in {302, 422}
    assert person.pk not in seats(programme)
    assert (
        "1 person without a group"
        in client.get(reverse("groups:board", args=[programme.pk])).content.decode()
    )
    client.post(address, {"to": "1"})
    assert seats(programme)[person.pk] == 1


def test_no_such_place_and_no_such_person(
    client: Client, programme: Programme, lead: Person
) -> None:
    composed(programme, lead)
    person = participants_of(programme)[0]
    address = reverse("groups:move", args=[programme.pk, person.pk])
    assert client.post(address, {"to": "77"}).status_code == 422
    assert client.post(address, {}).status_code == 422
    stranger = a_person(programme.organisation, "No Participant")
    assert client.get(reverse("groups:move", args=[programme.pk, stranger.pk])).status_code == 404
    assert client.get(reverse("groups:describe", args=[programme.pk, 77])).status_code == 404


def test_once_published_the_board_is_only_read(
    client: Client, programme: Programme, lead: Person
) -> None:
    composed(programme, lead)
    actions.publish_groups(programme, by=lead, now=NOW)
    place = seats(programme)
    person = participants_of(programme)[0]
    page = client.get(reverse("groups:board", args=[programme.pk])).content.decode()
    assert person.name in page
    assert "board/move" not in page
    moved = client.post(reverse("groups:move", args=[programme.pk, person.pk]), {"to": "none"})
    assert moved.headers["Location"] == reverse("groups:programme", args=[programme.pk])
    _, page = compose(client, programme)
    assert "has begun" in page
    assert seats(programme) == place
    assert Programme.objects.get().state == ProgrammeState.RUNNING
    assert set(programme.groups.values_list("state", flat=True)) == {GroupState.MEETING}


def test_a_group_gets_a_name_and_a_facilitator(
    client: Client, programme: Programme, lead: Person
) -> None:
    composed(programme, lead)
    helper = with_role(a_person(programme.organisation, "Fay Cilitator"), RoleName.FACILITATOR)
    address = reverse("groups:describe", args=[programme.pk, 1])
    assert client.post(address, {"name": "", "facilitator": helper.pk}).status_code == 422
    assert client.post(address, {"name": "North", "facilitator": lead.pk}).status_code == 422
    for _ in range(2):
        assert client.post(address, {"name": "North", "facilitator": helper.pk}).status_code == 302
    group = programme.groups.get(number=1)
    assert (group.name, group.facilitator) == ("North", helper)
