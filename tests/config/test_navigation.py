"""What the header shows: where one can go, and what waits."""

from django.test import Client
from django.urls import reverse

from collegium.groups.queries import enter
from collegium.library.models import Consent, DraftState, StoryDraft
from collegium.people.models import Person, RoleName
from tests.builders import a_group, a_person, a_programme, an_organisation, four_people, with_role

EVERYBODY = ["Today", "Just in time", "Playbooks", "Library", "What HR sees"]


def _places(client: Client, person: Person) -> list[str]:
    client.force_login(person)
    page = client.get(reverse("library:library"))
    return [str(place["label"]) for place in page.context["navigation"]]


def test_everybody_sees_what_is_open_to_everybody(client: Client) -> None:
    assert _places(client, a_person(an_organisation())) == EVERYBODY


def test_roles_open_more(client: Client) -> None:
    organisation = an_organisation()
    lead = with_role(a_person(organisation, "Lea Lind"), RoleName.LEAD)
    assert _places(client, lead) == [
        "Today",
        "Just in time",
        "Programmes",
        "People",
        "Playbooks",
        "Library",
        "What HR sees",
    ]
    facilitator = with_role(a_person(organisation, "Fay Cilit"), RoleName.FACILITATOR)
    assert "Groups" in _places(client, facilitator)


def test_the_way_home_depends_on_who_one_is(client: Client) -> None:
    organisation = an_organisation()
    people = four_people(organisation)
    a_group(a_programme(organisation), *people)
    homes = {
        people[0]: "practice:today",
        with_role(a_person(organisation, "Lea Lind"), RoleName.LEAD): "groups:programmes",
        with_role(a_person(organisation, "Fay C"), RoleName.FACILITATOR): "mailing:facilitated",
        with_role(a_person(organisation, "Ad Min"), RoleName.ADMINISTRATOR): "people:roster",
        a_person(organisation, "No Body"): "practice:today",
    }
    for person, address in homes.items():
        client.force_login(person)
        assert client.get("/").headers["Location"] == reverse(address)


def test_a_question_of_consent_waits_on_the_page_the_day_begins_with(client: Client) -> None:
    organisation = an_organisation()
    people = four_people(organisation)
    group = a_group(a_programme(organisation), *people)
    draft = StoryDraft.objects.create(
        group=group, author=enter(people[0], group.pk).member, state=DraftState.ASKING
    )
    Consent.objects.create(draft=draft, member=enter(people[1], group.pk).member)
    client.force_login(people[1])
    page = client.get(reverse("practice:today"))
    assert reverse("library:draft", args=(group.pk, draft.pk)) in page.content.decode()
    client.force_login(people[2])
    assert client.get(reverse("practice:today")).context["notices"] == []


def test_a_signed_in_page_is_not_stored_by_anybody(client: Client) -> None:
    client.force_login(a_person(an_organisation()))
    assert client.get(reverse("library:library")).headers["Cache-Control"] == "no-store"


def test_pages_speak_the_readers_language(client: Client) -> None:
    client.force_login(a_person(an_organisation(), language="de"))
    page = client.get(reverse("library:library"))
    assert page.headers["Content-Language"] == "de"
    assert "Bibliothek" in page.content.decode()
