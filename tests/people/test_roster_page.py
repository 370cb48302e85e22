"""The list of people."""

import pytest
from django.test import Client

from collegium.people.models import Person, RoleName
from tests.builders import a_person, an_organisation, with_role


def names(client: Client, query: str = "") -> list[str]:
    return [person.name for person in client.get(f"/people/{query}").context["page"]]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(
    client: Client, lead: Person, count: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(count - 1):
        person = a_person(lead.organisation, f"Person {number}", manager=lead, level=number)
        with_role(person, RoleName.FACILITATOR)
    client.force_login(lead)
    with django_assert_num_queries(8):  # type: ignore[operator]  # pytest-django's own type is private
        assert len(names(client)) == count


def test_the_list_can_be_narrowed(client: Client, lead: Person) -> None:
    org = lead.organisation
    a_person(org, "Ben Buyer", department="Purchasing", level=3, function="Buyer", number="K-4711")
    a_person(org, "Cid Coder", department="IT", level=2)
    a_person(org, "Dot Gone", department="IT", is_active=False)
    client.force_login(lead)
    assert names(client) == ["Ben Buyer", "Cid Coder", "Lea Lind"]
    assert names(client, "?q=buyer") == ["Ben Buyer"]
    assert names(client, "?q=k-4711") == ["Ben Buyer"]
    assert names(client, "?q=cid+coder") == ["Cid Coder"]
    assert names(client, "?department=IT&status=all") == ["Cid Coder", "Dot Gone"]
    assert names(client, "?level=3") == ["Ben Buyer"]
    assert names(client, "?status=inactive") == ["Dot Gone"]
    assert names(client, "?level=nonsense&department=none&page=99") == [
        *("Ben Buyer", "Cid Coder", "Lea Lind")
    ]


def test_pages(client: Client, lead: Person) -> None:
    for number in range(60):
        a_person(lead.organisation, f"Person {number:02}", department="IT")
    client.force_login(lead)
    page = client.get("/people/?department=IT").content.decode()
    assert "Page 1 of 2" in page
    assert 'href="?department=IT&amp;page=2"' in page
    assert len(names(client, "?department=IT&page=2")) == 10


def test_nobody_sees_another_organisation(client: Client, lead: Person) -> None:
    a_person(an_organisation("Elsewhere"), "Stranger")
    client.force_login(lead)
    assert names(client, "?status=all") == ["Lea Lind"]


def test_empty_states_say_what_to_do(client: Client, lead: Person) -> None:
    client.force_login(lead)
    assert b"Take a word or a choice away" in client.get("/people/?q=zzz").content
    Person.objects.filter(pk=lead.pk).update(department="")
    assert b"/people/import/" in client.get("/people/").content


@pytest.mark.parametrize("path", ["/people/", "/people/import/"])
def test_only_leads_and_administrators(
    client: Client, member: Person, administrator: Person, path: str
) -> None:
    assert client.get(path).headers["Location"].startswith("/sign-in/")
    client.force_login(member)
    assert client.get(path).status_code == 404
    client.force_login(administrator)
    assert client.get(path).status_code == 200
