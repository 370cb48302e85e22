"""The pages about what is kept: who may, what they ask back, and what they cost."""

import time
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from collegium.audit.models import Entry
from collegium.audit.verbs import Verb
from collegium.people.actions import deactivate, reactivate
from collegium.people.models import Person, RoleName
from collegium.rights.actions.asking import ask_to_erase
from collegium.rights.actions.erasing import IsActiveError
from collegium.rights.actions.retention import keep_persons
from collegium.rights.models import Absent
from tests.builders import a_person, an_organisation, with_role
from tests.library.conftest import signed_in
from tests.library.memories import some_years


def test_what_is_kept_costs_the_same_for_everybody() -> None:
    years = some_years(1)
    client = signed_in(years.people[0])
    client.get(reverse("rights:kept"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("rights:kept"))
    assert len(asked) == 5


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


def who_left(name: str = "Gone Gus") -> tuple[Person, Client, str]:
    """Somebody who has left, an administrator, and the page on which they are erased."""
    boss = with_role(a_person(an_organisation(), "Ad Min"), RoleName.ADMINISTRATOR)
    person = a_person(boss.organisation, name, language="de", is_active=False)
    return person, signed_in(boss), reverse("rights:erase", args=[person.pk])


def is_there(person: Person) -> bool:
    return Person.objects.filter(pk=person.pk).exists()


TODAY = timezone.now()


def in_days(days: int) -> datetime:
    return TODAY + timedelta(days=days)


def test_whoever_an_administrator_has_erased_is_told_two_weeks_before(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    person, client, url = who_left()
    assert client.post(url, {"typed": "somebody@else.example"}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            answer = client.post(url, {"typed": person.email})
            assert answer["Location"] == reverse("people:person", args=[person.pk])
    for _ in range(100):  # it leaves on a thread of its own
        if mail.outbox:
            break
        time.sleep(0.02)
    (told,) = mail.outbox
    assert told.to == [person.email]
    assert "Alles über Sie" in told.subject
    assert f"    {in_days(14).day}. " in str(told.body)
    assert is_there(person)
    assert "Do not erase them" in client.get(url).content.decode()
    assert keep_persons(in_days(13)) == 0
    assert is_there(person)
    assert keep_persons(in_days(15)) == 1
    assert not is_there(person)
    assert client.post(url, {"typed": person.email}).status_code == 404
    verbs = (
        Entry.objects.filter(subject=person.pk).order_by("number").values_list("verb", flat=True)
    )
    assert list(verbs) == [Verb.ERASURE_ASKED, Verb.PERSON_ERASED]


def test_any_administrator_stops_it() -> None:
    person, client, url = who_left()
    client.post(url, {"typed": person.email})
    other = with_role(a_person(person.organisation, "Second Min"), RoleName.ADMINISTRATOR)
    for _ in range(2):
        signed_in(other).post(url, {"do": "stop"})
    assert keep_persons(in_days(15)) == 0
    assert is_there(person)
    assert Entry.objects.filter(verb=Verb.ERASURE_STOPPED, actor=other.pk).count() == 1


def test_whoever_is_let_in_again_stays() -> None:
    person, client, url = who_left()
    client.post(url, {"typed": person.email})
    reactivate(person)
    keep_persons(in_days(1))
    deactivate(person)
    assert keep_persons(in_days(15)) == 0
    assert is_there(person)


def test_nobody_asks_for_somebody_who_is_active() -> None:
    person, client, url = who_left()
    Person.objects.filter(pk=person.pk).update(is_active=True)
    assert client.post(url, {"typed": person.email}).status_code == 302
    with pytest.raises(IsActiveError):
        ask_to_erase(person, by=person, now=TODAY)
    assert not Absent.objects.filter(goes_on__isnull=False).exists()


def test_the_only_administrator_stays() -> None:
    years = some_years(0)
    boss = with_role(a_person(years.group.organisation, "Ad Min"), RoleName.ADMINISTRATOR)
    answer = signed_in(boss).post(reverse("rights:erase_me"), {"typed": boss.email}, follow=True)
    assert "only administrator" in answer.content.decode()
    assert Person.objects.filter(pk=boss.pk, is_active=True).exists()
