"""The private page: its owner alone reads it, the engine keeps to it, nobody learns of it."""

import json
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collegium.groups import actions
from collegium.groups.actions.rather_not import forget_page, name_somebody, withdraw_name
from collegium.groups.models import Group, Member, PairKind, RatherNot
from collegium.groups.queries import composition_problem
from collegium.groups.queries.rather_not import HANDFUL, named_by
from collegium.people.models import Organisation, Person
from collegium.vault.models import WrappedKey
from tests.builders import a_lead, a_person, an_organisation
from tests.groups.worlds import NOW, QUICK, in_preparation, participants_of, people

ADDRESS = reverse("groups:rather_not")


@pytest.fixture
def organisation() -> Organisation:
    return an_organisation()


@pytest.fixture
def me(organisation: Organisation, client: Client) -> Person:
    me = a_person(organisation, "Ada Byron")
    client.force_login(me)
    return me


def text(client: Client, **told: object) -> str:
    return client.post(ADDRESS, told, follow=True).content.decode()


def test_somebody_is_looked_up_named_and_withdrawn(client: Client, me: Person) -> None:
    rival = a_person(me.organisation, "Charles Bab", department="Engines")
    assert "Nobody. That is fine" in client.get(ADDRESS).content.decode()
    found = text(client, do="search", words="charles")
    assert "Rather not with Charles Bab" in found
    for _ in range(2):
        page = text(client, do="name", person=rival.pk)
        assert "Engines" in page
        assert named_by(me) == (rival,)
    for _ in range(2):
        assert "Nobody. That is fine" in text(client, do="withdraw", person=rival.pk)
    assert named_by(me) == ()


def test_names_travel_in_no_address(client: Client, me: Person) -> None:
    rival = a_person(me.organisation, "Charles Bab")
    for told in ({"do": "search", "words": "charles"}, {"do": "name", "person": rival.pk}):
        response = client.post(ADDRESS, told)
        assert response.headers.get("Location", ADDRESS) == ADDRESS
        assert "no-store" in response.headers["Cache-Control"]
    assert "data-draft" not in client.get(ADDRESS).content.decode()


@pytest.mark.usefixtures("me")
def test_who_is_not_found_can_be_typed_again(client: Client) -> None:
    response = client.post(ADDRESS, {"do": "search", "words": "Nobody Such"})
    assert response.status_code == 422
    assert 'value="Nobody Such"' in response.content.decode()
    assert client.post(ADDRESS, {"do": "search", "words": "x"}).status_code == 422
    assert client.post(ADDRESS, {"do": "search"}).status_code == 422


def test_only_colleagues_can_be_named(client: Client, me: Person) -> None:
    stranger = a_person(an_organisation("Elsewhere"), "Stran Ger")
    gone = a_person(me.organisation, "Gone Ex", is_active=False)
    for nobody in (stranger.pk, gone.pk, me.pk, uuid4(), "x"):
        assert client.post(ADDRESS, {"do": "name", "person": nobody}).status_code == 404
    assert "Stran Ger" not in text(client, do="search", words="ger")
    assert not RatherNot.objects.exists()


def test_a_handful_and_no_more(client: Client, me: Person) -> None:
    colleagues = people(me.organisation, HANDFUL + 1)
    pages = [text(client, do="name", person=one.pk) for one in colleagues]
    assert "names at most" in pages[-1]
    assert "Look up" not in pages[-1]
    assert len(named_by(me)) == HANDFUL


def test_the_page_opens_for_its_owner_alone(client: Client, me: Person) -> None:
    other = a_person(me.organisation, "Charles Bab")
    name_somebody(me, other.pk)
    client.force_login(other)
    assert "Ada" not in client.get(ADDRESS).content.decode()
    assert named_by(other) == ()


def test_what_is_sealed_is_equally_long_for_nobody_and_for_five(me: Person) -> None:
    lengths = set()
    for colleague in people(me.organisation, HANDFUL):
        name_somebody(me, colleague.pk)
        lengths.add(len(RatherNot.objects.get().names))
    for colleague in named_by(me):
        withdraw_name(me, colleague.pk)
    lengths.add(len(RatherNot.objects.get().names))
    assert len(lengths) == 1


def test_one_who_asks_is_heard_like_two(organisation: Organisation) -> None:
    programme = in_preparation(organisation, 8)
    one, other, *_ = participants_of(programme)
    problems = []
    for asking, asked in ((one, other), (other, one)):
        name_somebody(asking, asked.pk)
        problems.append(composition_problem(programme).rules.vetoes)
    withdraw_name(one, other.pk)
    problems.append(composition_problem(programme).rules.vetoes)
    assert set(problems) == {frozenset({tuple(sorted((str(one.pk), str(other.pk))))})}


def test_only_people_who_take_part_count(organisation: Organisation) -> None:
    programme = in_preparation(organisation, 4)
    participant = participants_of(programme)[0]
    outsider = a_person(organisation, "Out Sider")
    name_somebody(participant, outsider.pk)
    name_somebody(outsider, participant.pk)
    assert composition_problem(programme).rules.vetoes == frozenset()


def composed_with_a_wish(organisation: Organisation) -> tuple[Person, Person, list[Group]]:
    lead = a_lead(organisation)
    programme = in_preparation(organisation, 12, smallest=4, largest=6)
    one, other, *_ = participants_of(programme)
    actions.compose_groups(programme, by=lead, once=uuid4(), now=NOW, stop=QUICK)
    together = Group.objects.get(programme=programme, members__person=one)
    Member.objects.filter(group__programme=programme, person=other).update(group=together)
    name_somebody(one, other.pk)
    actions.compose_groups(programme, by=lead, once=uuid4(), now=NOW, stop=QUICK)
    return one, other, list(programme.groups.all())


def test_groups_keep_to_it_and_the_run_does_not_hold_it(organisation: Organisation) -> None:
    one, other, groups = composed_with_a_wish(organisation)
    seats = [set(group.members.values_list("person_id", flat=True)) for group in groups]
    assert len(seats) > 1
    assert not any({one.pk, other.pk} <= seat for seat in seats)
    for run in groups[0].programme.compositions.all():
        assert run.problem["rules"]["vetoes"] == []
        assert "veto" not in json.dumps(run.result)


def test_on_the_board_it_is_not_possible_and_names_nobody(
    client: Client, organisation: Organisation
) -> None:
    one, other, groups = composed_with_a_wish(organisation)
    group = Group.objects.get(programme=groups[0].programme, members__person=one)
    Member.objects.filter(group__programme=group.programme, person=other).update(group=group)
    client.force_login(Person.objects.get(name="Lea Lind"))
    page = client.get(reverse("groups:board", args=[group.programme_id])).content.decode()
    assert "This group is not possible." in page
    assert "veto" not in page.lower()


def test_a_pair_that_the_lead_keeps_apart_hides_it(organisation: Organisation) -> None:
    programme = in_preparation(organisation, 4)
    one, other, *_ = participants_of(programme)
    name_somebody(one, other.pk)
    actions.add_pair_rule(programme, PairKind.APART, one, other)
    rules = composition_problem(programme).rules
    assert len(rules.apart) == len(rules.vetoes) == 1


def test_it_goes_with_the_person_and_with_the_key(me: Person) -> None:
    other = a_person(me.organisation, "Charles Bab")
    name_somebody(me, other.pk)
    name_somebody(other, me.pk)
    WrappedKey.objects.filter(scope=other.pk).delete()  # as in a restored backup
    assert named_by(Person.objects.get(pk=me.pk)) == (other,)
    forget_page(me)
    assert not WrappedKey.objects.filter(scope=me.pk).exists()
    assert named_by(me) == ()
    name_somebody(me, other.pk)
    me.delete()
    assert not RatherNot.objects.filter(person_id=me.pk).exists()


def test_three_pages_are_opened_with_as_many_queries_as_one(organisation: Organisation) -> None:
    programme = in_preparation(organisation, 4)
    first, *others = participants_of(programme)
    counts = []
    for asking in others:
        name_somebody(asking, first.pk)
        with (
            CaptureQueriesContext(connections["default"]) as main,
            CaptureQueriesContext(connections["vault"]) as keys,
        ):
            composition_problem(programme)
        counts.append((len(main), len(keys)))
    assert counts == [(6, 1)] * 3
