"""What a lead can ask for: nobody alone, hosts in every group, facilitators with room."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collegium.groups import actions
from collegium.groups.actions.supports import set_supports
from collegium.groups.models import Programme, ProgrammeState
from collegium.groups.queries import composition_problem
from collegium.groups.queries.supports import helpers_of, supply_of
from collegium.groups.queries.values import shared_values
from collegium.people.models import Organisation, Person, RoleName
from tests.builders import a_lead, a_person, an_organisation, with_role
from tests.groups.test_programme_pages import TOLD
from tests.groups.worlds import NOW, QUICK, in_preparation, participants_of, people, take_part


@pytest.fixture
def organisation() -> Organisation:
    return an_organisation()


@pytest.fixture
def lead(organisation: Organisation, client: Client) -> Person:
    lead = a_lead(organisation)
    client.force_login(lead)
    return lead


def facilitator(organisation: Organisation, name: str = "Fay Cilit") -> Person:
    return with_role(a_person(organisation, name), RoleName.FACILITATOR)


def edit(client: Client, programme: Programme, **told: object) -> int:
    address = reverse("groups:edit_programme", args=[programme.pk])
    return client.post(address, TOLD | {"once": str(uuid4())} | told).status_code


def test_values_of_two_people_to_half_of_all_are_offered(organisation: Organisation) -> None:
    programme = in_preparation(organisation)
    women = people(organisation, 3, gender="woman")
    people(organisation, 5, gender="man")
    people(organisation, 1, gender="non-binary")
    take_part(programme, women[0])
    offered = {one.value: one for one in shared_values(organisation, programme)}
    assert (offered["woman"].people, offered["woman"].present) == (3, 1)
    assert not {"man", "non-binary"} & offered.keys()


@pytest.mark.usefixtures("lead")
def test_nobody_is_the_only_one(client: Client, organisation: Organisation) -> None:
    programme = in_preparation(organisation)
    women = people(organisation, 3, gender="woman")
    take_part(programme, *women, *people(organisation, 9, gender="man"))
    page = client.get(reverse("groups:edit_programme", args=[programme.pk])).content.decode()
    assert "woman · 3 of 3 take part" in page
    assert edit(client, programme, never_alone=["gender:woman"], largest="6") == 302
    programme.refresh_from_db()
    assert programme.never_alone == [["gender", "woman"]]
    assert composition_problem(programme).rules.never_alone == {("gender", "woman")}
    actions.compose_groups(
        programme, by=a_lead(organisation, "Leo Lund"), once=uuid4(), now=NOW, stop=QUICK
    )
    counts = [
        group.members.filter(person__gender="woman").count() for group in programme.groups.all()
    ]
    assert sorted(counts) == [0, 0, 3]
    rules = client.get(reverse("groups:programme", args=[programme.pk])).content.decode()
    assert "Nobody is the only one with gender “woman”" in rules


@pytest.mark.usefixtures("lead")
def test_what_was_asked_stays_when_the_roster_has_nobody_any_more(
    client: Client, organisation: Organisation
) -> None:
    programme = in_preparation(organisation, 4, never_alone=[["site", "Old: Mill"]])
    address = reverse("groups:edit_programme", args=[programme.pk])
    assert "Old: Mill · 0 of 0 take part" in client.get(address).content.decode()
    assert edit(client, programme, never_alone=["site:Old: Mill"]) == 302
    programme.refresh_from_db()
    assert programme.never_alone == [["site", "Old: Mill"]]
    assert edit(client, programme, never_alone=["site:Nowhere"]) == 422


def test_the_form_asks_as_often_for_three_values_as_for_one(client: Client, lead: Person) -> None:
    counts = []
    for gender in ("a", "b", "c"):
        people(lead.organisation, 2, gender=gender)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("groups:new_programme"))
        counts.append(len(captured))
    assert counts == [10] * 3


@pytest.mark.usefixtures("lead")
def test_every_group_has_somebody_who_can_host(client: Client, organisation: Organisation) -> None:
    programme = in_preparation(organisation, 12, smallest=6, largest=6)
    address = reverse("groups:participants", args=[programme.pk])
    choose = reverse("groups:choose", args=[programme.pk])
    assert "can host" not in client.get(address).content.decode()
    assert edit(client, programme, hosts="1", smallest="6", largest="6") == 302
    programme.refresh_from_db()
    hosts = participants_of(programme)[:2]
    told = {"do": "can_host", "person": [one.pk for one in hosts]}
    for _ in range(2):
        page = client.post(choose, told, follow=True).content.decode()
        assert "Noted for 2 people." in page
    assert page.count("Can host") == 2
    problem = composition_problem(programme)
    assert problem.rules.hosts == 1
    assert {one.id for one in problem.people if one.can_host} == {str(one.pk) for one in hosts}
    actions.compose_groups(
        programme, by=a_lead(organisation, "Leo Lund"), once=uuid4(), now=NOW, stop=QUICK
    )
    for group in programme.groups.all():
        assert group.members.filter(person__in=hosts).count() == 1
    client.post(choose, told | {"do": "cannot_host"})
    assert not any(one.can_host for one in composition_problem(programme).people)
    assert (
        "Nothing was noted" in client.post(choose, {"do": "can_host"}, follow=True).content.decode()
    )


def test_facilitators_get_as_many_groups_as_they_take_on(client: Client, lead: Person) -> None:
    programme = in_preparation(lead.organisation, 18, smallest=6, largest=6)
    address = reverse("groups:facilitators", args=[programme.pk])
    assert "Nobody is a facilitator yet" in client.get(address).content.decode()
    one, two = facilitator(lead.organisation), facilitator(lead.organisation, "Flo Cilit")
    assert "without facilitators" in client.get(address).content.decode()
    told = {f"groups-{one.pk}": "1", f"groups-{two.pk}": "2"}
    for _ in range(2):
        assert client.post(address, told).status_code == 302
    assert "they can support 3 groups" in client.get(address).content.decode()
    actions.compose_groups(programme, by=lead, once=uuid4(), now=NOW, stop=QUICK)
    helping = sorted(
        group.facilitator.name for group in programme.groups.all() if group.facilitator
    )
    assert helping == ["Fay Cilit", "Flo Cilit", "Flo Cilit"]


def test_too_few_facilitators_are_told_before(client: Client, lead: Person) -> None:
    programme = in_preparation(lead.organisation, 18, smallest=6, largest=6)
    one = facilitator(lead.organisation)
    set_supports(programme, {one.pk: 1})
    page = client.get(reverse("groups:facilitators", args=[programme.pk])).content.decode()
    assert "there will be 3 at least" in page


def test_who_takes_part_does_not_facilitate_and_who_is_none_cannot(
    client: Client, lead: Person
) -> None:
    programme = in_preparation(lead.organisation, 4)
    sitting, free = facilitator(lead.organisation), facilitator(lead.organisation, "Flo Cilit")
    stranger = facilitator(an_organisation("Elsewhere"), "Stran Ger")
    take_part(programme, sitting)
    anybody = participants_of(programme)[0]
    set_supports(programme, {p.pk: 2 for p in (sitting, free, stranger, anybody)})
    assert [one.id for one in composition_problem(programme).facilitators] == [str(free.pk)]
    assert {one.person for one in helpers_of(programme)} == {sitting, free}
    assert supply_of(programme, helpers_of(programme)).groups == 2
    address = reverse("groups:facilitators", args=[programme.pk])
    assert "cannot facilitate" in client.get(address).content.decode()
    assert client.post(address, {f"groups-{free.pk}": "99"}).status_code == 422
    assert client.post(address, {f"groups-{free.pk}": ""}).status_code == 302
    assert composition_problem(programme).facilitators == ()
    Programme.objects.update(state=ProgrammeState.RUNNING)
    answer = client.post(address, {f"groups-{free.pk}": "1"}, follow=True)
    assert "has begun" in answer.content.decode()
    assert "has begun" in client.get(address).content.decode()


def test_three_facilitators_take_as_many_queries_as_one(client: Client, lead: Person) -> None:
    programme = in_preparation(lead.organisation, 4)
    counts = []
    for name in ("Fay A", "Fay B", "Fay C"):
        set_supports(programme, {facilitator(lead.organisation, name).pk: 1})
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("groups:facilitators", args=[programme.pk]))
        counts.append(len(captured))
    assert counts == [8] * 3
