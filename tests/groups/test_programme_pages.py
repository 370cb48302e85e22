"""A lead's pages: programmes, participants, pairs."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collegium.groups import actions, queries
from collegium.groups.models import PairKind, Programme, ProgrammeState
from collegium.groups.queries import Criteria, Step
from collegium.people.models import Organisation, Person, RoleName
from tests.builders import a_group, a_lead, a_person, a_programme, an_organisation, with_role
from tests.groups.worlds import NOW, composed, in_preparation, participants_of, people, take_part

TOLD = {
    "name": "Letting go",
    "purpose": "New leaders hand over work.",
    "goal": "Decide where the knowledge is",
    "challenge": "",
    "sentence": "My experienced people don't want to be delegated to",
    "topic": "delegating",
    "starts_on": "2026-03-02",
    "practice_weeks": "4",
    "smallest": "4",
    "largest": "8",
    "levels_apart": "",
    "common_hours": "2",
    "shared_language": "on",
}


@pytest.fixture
def organisation() -> Organisation:
    return an_organisation()


@pytest.fixture
def lead(organisation: Organisation, client: Client) -> Person:
    lead = a_lead(organisation)
    client.force_login(lead)
    return lead


def lead_addresses(programme: Programme) -> list[str]:
    own = [programme.pk]
    person = programme.participants.first()
    assert person
    return [
        reverse("groups:programme", args=own),
        reverse("groups:edit_programme", args=own),
        reverse("groups:participants", args=own),
        reverse("groups:pairs", args=own),
        reverse("groups:compose", args=own),
        reverse("groups:board", args=own),
        reverse("groups:move", args=[programme.pk, person.person_id]),
        reverse("groups:describe", args=[programme.pk, 1]),
    ]


def test_a_lead_opens_every_page_of_their_own_programme(client: Client, lead: Person) -> None:
    programme = in_preparation(lead.organisation, 8)
    composed(programme, lead)
    for address in (*lead_addresses(programme), reverse("groups:new_programme")):
        assert client.get(address).status_code == 200, address


@pytest.mark.usefixtures("lead")
def test_nobody_else_does(client: Client) -> None:
    foreign = in_preparation(an_organisation("Elsewhere"), 8)
    composed(foreign, a_lead(foreign.organisation, "Strange Lead"))
    for address in lead_addresses(foreign):
        assert client.get(address).status_code == 404, address
    for role in (None, RoleName.ADMINISTRATOR, RoleName.FACILITATOR):
        person = a_person(foreign.organisation, f"Holder of {role}")
        client.force_login(with_role(person, role) if role else person)
        for address in (*lead_addresses(foreign), reverse("groups:programmes")):
            assert client.get(address).status_code == 404, address
    client.logout()
    for address in lead_addresses(foreign):
        assert client.get(address).headers["Location"].startswith(reverse("account_login"))


def test_a_new_programme_is_made_once(client: Client, lead: Person) -> None:
    told = TOLD | {"once": str(uuid4())}
    for _ in range(2):
        response = client.post(reverse("groups:new_programme"), told)
    programme = Programme.objects.get()
    assert response.headers["Location"] == reverse("groups:participants", args=[programme.pk])
    assert (programme.organisation, programme.created_by) == (lead.organisation, lead)
    assert programme.challenge.topic == "delegating"
    assert (programme.levels_apart, programme.state) == (None, ProgrammeState.DRAFT)


@pytest.mark.usefixtures("lead")
def test_what_was_typed_stays_when_something_is_wrong(client: Client) -> None:
    wrong = {
        "once": str(uuid4()),
        "sentence": "",
        "smallest": "7",
        "largest": "5",
        "starts_on": "?",
    }
    response = client.post(reverse("groups:new_programme"), TOLD | wrong)
    page = response.content.decode()
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"sentence", "largest", "starts_on"}
    assert "New leaders hand over work." in page
    assert not Programme.objects.exists()


@pytest.mark.usefixtures("lead")
@pytest.mark.parametrize("day", ["0001-01-01", "0206-03-02", "9999-12-31"])
def test_a_year_that_was_mistyped_is_asked_about(client: Client, day: str) -> None:
    wrong = {"once": str(uuid4()), "starts_on": day}
    response = client.post(reverse("groups:new_programme"), TOLD | wrong)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"starts_on"}
    assert day in response.content.decode()


def test_the_first_challenge_is_written_without_a_choice(client: Client, lead: Person) -> None:
    address = reverse("groups:new_programme")
    page = client.get(address).content.decode()
    assert 'name="challenge"' not in page
    assert "Write the challenge here" in client.post(address, {"name": "x"}).content.decode()
    a_programme(lead.organisation, "Earlier")
    later = client.get(address).content.decode()
    assert 'name="challenge"' in later
    assert "Choose a challenge above" in client.post(address, {"name": "x"}).content.decode()
    challenge = later[later.index('for="id_challenge"') : later.index('for="id_starts_on"')]
    assert "(optional)" not in challenge


@pytest.mark.parametrize(
    ("sizes", "words"), [((4, 4), "Groups of 4 people"), ((4, 6), "Groups of 4 to 6 people")]
)
def test_the_rules_say_the_size_as_people_do(
    client: Client, lead: Person, sizes: tuple[int, int], words: str
) -> None:
    programme = in_preparation(lead.organisation, 4)
    programme.smallest, programme.largest = sizes
    programme.save()
    address = reverse("groups:programme", args=[programme.pk])
    assert words in client.get(address).content.decode()


def test_an_existing_challenge_is_chosen_but_never_a_foreign_one(
    client: Client, lead: Person
) -> None:
    own = a_programme(lead.organisation, "Earlier").challenge
    foreign = a_programme(an_organisation("Elsewhere")).challenge
    told = TOLD | {"sentence": "", "once": str(uuid4())}
    address = reverse("groups:new_programme")
    assert client.post(address, told | {"challenge": foreign.pk}).status_code == 422
    assert client.post(address, told | {"challenge": own.pk}).status_code == 302
    assert Programme.objects.get(name="Letting go").challenge == own


def test_a_programme_changes_until_it_begins(client: Client, lead: Person) -> None:
    programme = in_preparation(lead.organisation, 4)
    address = reverse("groups:edit_programme", args=[programme.pk])
    assert b'value="2026-03-02"' in client.get(address).content
    told = TOLD | {"once": str(uuid4()), "levels_apart": "0", "largest": "6"}
    assert client.post(address, told).status_code == 302
    programme.refresh_from_db()
    assert (programme.name, programme.levels_apart, programme.largest) == ("Letting go", 0, 6)
    Programme.objects.update(state=ProgrammeState.RUNNING)
    response = client.post(address, told | {"name": "Too late"}, follow=True)
    assert "has begun" in response.content.decode()
    programme.refresh_from_db()
    assert programme.name == "Letting go"


def test_the_next_step_follows_what_is_there(lead: Person) -> None:
    programme = in_preparation(lead.organisation, 3)
    assert queries.progress_of(programme).step == Step.PARTICIPANTS
    take_part(programme, *people(lead.organisation, 5))
    assert queries.progress_of(programme).step == Step.COMPOSE
    composed(programme, lead)
    progress = queries.progress_of(programme)
    assert (progress.step, progress.grouped, progress.groups) == (Step.ADJUST, 8, 1)
    actions.publish_groups(programme, by=lead, now=NOW)
    assert queries.progress_of(programme).step == Step.DATES
    Programme.objects.update(state=ProgrammeState.CLOSED)
    closed = queries.programme_of(lead.organisation, programme.pk)
    assert queries.progress_of(closed).step == Step.REPORT


def test_the_list_says_what_to_do_when_it_is_empty(client: Client, lead: Person) -> None:
    assert "Begin the first programme" in client.get(reverse("groups:programmes")).content.decode()
    a_programme(lead.organisation, "Mine")
    a_programme(an_organisation("Elsewhere"), "Not mine")
    page = client.get(reverse("groups:programmes")).content.decode()
    assert "Mine" in page
    assert "Not mine" not in page


@pytest.mark.usefixtures("lead")
def test_lists_ask_the_database_as_often_for_three_rows_as_for_one(
    client: Client, organisation: Organisation
) -> None:
    programme = in_preparation(organisation, 2)
    counts: dict[str, list[int]] = {"programmes": [], "participants": [], "pairs": []}
    for more in (1, 2):
        for person in people(organisation, more):
            first = participants_of(programme)[0]
            take_part(programme, person)
            actions.add_pair_rule(programme, PairKind.APART, person, first)
        for name, seen in counts.items():
            args = [] if name == "programmes" else [programme.pk]
            with CaptureQueriesContext(connection) as captured:
                client.get(reverse(f"groups:{name}", args=args))
            seen.append(len(captured))
        a_programme(organisation, "Second")
        a_programme(organisation, "Third")
    assert counts == {"programmes": [5, 5], "participants": [9, 9], "pairs": [8, 8]}


def names(programme: Programme, **criteria: object) -> list[str]:
    return [c.person.name for c in queries.candidates(programme, Criteria(**criteria))]  # type: ignore[arg-type]  # by field name


def test_the_roster_is_filtered_by_each_criterion(organisation: Organisation) -> None:
    programme = in_preparation(organisation)
    boss = a_person(organisation, "Boss Bee", level=2, country="FR", department="Finance")
    a_person(organisation, "Sub Cee", manager=boss, level=3)
    busy = a_person(organisation, "Busy Dee", level=3)
    a_person(organisation, "Gone Ex", is_active=False)
    take_part(a_programme(organisation, "Other"), busy)
    take_part(programme, boss)
    assert names(programme) == ["Boss Bee", "Busy Dee", "Sub Cee"]
    assert names(programme, text="bee fin") == ["Boss Bee"]
    assert names(programme, department="Finance") == ["Boss Bee"]
    assert names(programme, level=3) == ["Busy Dee", "Sub Cee"]
    assert names(programme, country="FR") == ["Boss Bee"]
    assert names(programme, has_reports=True) == ["Boss Bee"]
    assert names(programme, free=True) == ["Boss Bee", "Sub Cee"]
    assert names(programme, chosen=True) == ["Boss Bee"]


def test_people_are_added_all_at_once_or_one_by_one_and_removed(
    client: Client, lead: Person
) -> None:
    programme = in_preparation(lead.organisation)
    sales = people(lead.organisation, 4, department="Sales")
    finance = people(lead.organisation, 2, department="Finance")
    address = reverse("groups:choose", args=[programme.pk])
    for _ in range(2):
        response = client.post(f"{address}?department=Finance", {"do": "add_matching"})
    assert response.headers["Location"].endswith("?department=Finance")
    assert participants_of(programme) == finance
    for _ in range(2):
        client.post(address, {"do": "add", "person": [p.pk for p in sales[:3]]})
    assert len(participants_of(programme)) == 5
    stranger = a_person(an_organisation("Elsewhere"), "Stranger")
    client.post(address, {"do": "add", "person": [stranger.pk]})
    composed(programme, lead)
    for _ in range(2):
        client.post(address, {"do": "remove", "person": [finance[0].pk]})
    assert len(participants_of(programme)) == 4
    assert programme.groups.get().members.count() == 4


def test_once_it_runs_nobody_is_added(client: Client, lead: Person) -> None:
    programme = a_programme(lead.organisation)
    (person,) = people(lead.organisation, 1)
    a_group(programme, person)
    address = reverse("groups:choose", args=[programme.pk])
    response = client.post(address, {"do": "add", "person": [person.pk]}, follow=True)
    assert "has begun" in response.content.decode()
    assert participants_of(programme) == []
