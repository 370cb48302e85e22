"""The pages about what is kept: who may, what they ask back, and what they cost."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collegium.meetings.models import Session, SessionState
from collegium.people.models import Person, RoleName
from tests.builders import a_person, with_role
from tests.library.conftest import signed_in
from tests.library.memories import some_years


def test_what_is_kept_costs_the_same_for_everybody() -> None:
    years = some_years(1)
    client = signed_in(years.people[0])
    client.get(reverse("rights:kept"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("rights:kept"))
    assert len(asked) == 6


def test_whoever_types_their_address_is_erased_and_signed_out() -> None:
    years = some_years(1)
    person = years.people[0]
    client = signed_in(person)
    url = reverse("rights:erase_me")
    assert person.email in client.get(url).content.decode()
    refused = client.post(url, {"typed": "somebody@else.example"})
    assert refused.status_code == 422
    assert "somebody@else.example" in refused.content.decode()
    assert client.post(url, {"typed": f" {person.email.upper()} "}).status_code == 302
    assert not Person.objects.filter(pk=person.pk).exists()
    assert client.get(url).status_code == 302
    assert "You are erased" in client.get(reverse("account_login")).content.decode()


def test_an_administrator_erases_who_has_left_and_nobody_else() -> None:
    years = some_years(1)
    person = years.people[0]
    boss = with_role(a_person(years.group.organisation, "Ad Min"), RoleName.ADMINISTRATOR)
    client = signed_in(boss)
    url = reverse("rights:erase", args=[person.pk])
    assert client.post(url, {"typed": person.email}).status_code == 302
    assert Person.objects.filter(pk=person.pk).exists()
    Person.objects.filter(pk=person.pk).update(is_active=False)
    Session.objects.filter(group=years.group).update(state=SessionState.LIVE)
    assert client.post(url, {"typed": person.email})["Location"] == url
    Session.objects.filter(group=years.group).update(state=SessionState.ENDED)
    assert "Erase Ada Byron?" in client.get(url).content.decode()
    assert client.post(url, {"typed": person.email})["Location"] == reverse("people:roster")
    assert not Person.objects.filter(pk=person.pk).exists()
    assert client.post(url, {"typed": person.email}).status_code == 404


def test_the_only_administrator_stays() -> None:
    years = some_years(0)
    boss = with_role(a_person(years.group.organisation, "Ad Min"), RoleName.ADMINISTRATOR)
    answer = signed_in(boss).post(reverse("rights:erase_me"), {"typed": boss.email}, follow=True)
    assert "only administrator" in answer.content.decode()
    assert Person.objects.filter(pk=boss.pk, is_active=True).exists()
