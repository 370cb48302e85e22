"""Where somebody is signed in: seen by themselves, ended by themselves, and then dead."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from collegium.people.actions.sign_ins import end_sign_ins, forget_expired_sign_ins
from collegium.people.models import Person
from collegium.people.signing.devices import device_named
from collegium.people.signing.models import SignIn
from collegium.people.signing.sessions import SIGNED_IN, SessionStore, kept_as
from tests.builders import a_person

PAGE = "/me/signing-in/"


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def key_of(client: Client) -> str:
    return kept_as(client.session.session_key or "")


def test_the_table_holds_nothing_that_signs_in(member: Person) -> None:
    client = signed_in(member)
    row = SignIn.objects.get()
    cookie = client.cookies["session"].value
    assert row.person == member
    assert cookie not in (row.session_key, row.session_data)
    thief = Client()
    thief.cookies["session"] = row.session_key
    assert not is_in(thief)


def test_one_can_be_ended_and_is_dead_at_once(member: Person) -> None:
    here, there = signed_in(member), signed_in(member)
    assert here.post(PAGE, {"which": key_of(there)}).headers["Location"] == PAGE
    assert (is_in(here), is_in(there)) == (True, False)
    assert here.post(PAGE, {"which": "0" * 40}).status_code == 302


def test_everywhere_else(member: Person, lead: Person) -> None:
    here, other, theirs = signed_in(member), signed_in(member), signed_in(lead)
    page = here.post(PAGE, {"do": "others"}, follow=True).content.decode()
    assert "1 other sign-in ended" in page
    assert [is_in(one) for one in (here, other, theirs)] == [True, False, True]
    assert here.post(PAGE, {"do": "others"}).status_code == 302


def test_nobody_ends_those_of_others(member: Person, lead: Person) -> None:
    theirs = signed_in(lead)
    signed_in(member).post(PAGE, {"which": key_of(theirs)})
    assert is_in(theirs)


def test_all_of_a_person_end(member: Person, lead: Person) -> None:
    clients = [signed_in(member), signed_in(member), signed_in(lead)]
    assert end_sign_ins([member.pk]) == 2
    assert [is_in(one) for one in clients] == [False, False, True]


def test_an_ended_session_does_not_come_back_with_what_was_under_way(member: Person) -> None:
    client = signed_in(member)
    under_way = SessionStore(client.session.session_key)
    assert under_way[SESSION_KEY] == str(member.pk)
    end_sign_ins([member.pk])
    under_way["word"] = "late"
    with pytest.raises(UpdateError):
        under_way.save()
    assert not is_in(client)


def test_whatever_is_written_to_it_a_sign_in_has_a_last_day(member: Person) -> None:
    for days, stays in ((13, True), (15, False)):
        client = signed_in(member)
        session = client.session
        begun = timezone.now() - timedelta(days=days)
        session[SIGNED_IN] = session[SIGNED_IN] | {"at": begun.isoformat()}
        session.save()
        assert is_in(client) == stays


@pytest.mark.parametrize(("days", "stays"), [(7, True), (8, False)])
def test_who_does_not_come_for_a_week_is_signed_out(
    member: Person, days: int, *, stays: bool
) -> None:
    client, other = signed_in(member), signed_in(member)
    last = timezone.now().date() - timedelta(days=days)
    SignIn.objects.filter(pk=key_of(client)).update(seen_on=last)
    assert other.get(PAGE).content.decode().count("Sign out there") == int(stays)
    answer = client.get("/me/")
    assert (answer.status_code == 200) == stays
    assert "Clear-Site-Data" not in answer.headers  # what they were typing waits for them
    assert forget_expired_sign_ins(timezone.now()) == int(not stays)


def test_the_operator_says_how_long(member: Person, settings: Settings) -> None:
    settings.IDLE_DAYS = 1
    client = signed_in(member)
    SignIn.objects.update(seen_on=timezone.now().date() - timedelta(days=2))
    assert not is_in(client)


def test_the_page_names_each_and_costs_the_same(member: Person) -> None:
    here = signed_in(member)
    counts = []
    for more in (0, 2):
        for _ in range(more):
            signed_in(member)
        here.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            page = here.get(PAGE).content.decode()
        counts.append(len(queries))
        assert page.count("Sign out there") == more
    assert counts[0] == counts[1]
    assert "Sign out everywhere else" in page


def test_a_new_day_is_noted_once(member: Person) -> None:
    client = signed_in(member)
    yesterday = timezone.now().date() - timedelta(days=1)
    SignIn.objects.update(seen_on=yesterday)
    client.get("/me/")
    assert SignIn.objects.get().seen_on == timezone.now().date()


def test_what_is_over_is_forgotten(member: Person) -> None:
    signed_in(member)
    assert forget_expired_sign_ins(timezone.now()) == 0
    assert forget_expired_sign_ins(timezone.now() + timedelta(days=15)) == 1


def test_who_is_deleted_takes_their_sign_ins_along(lead: Person) -> None:
    gone = a_person(lead.organisation, "Gone Gus")
    signed_in(gone)
    gone.delete()
    assert not SignIn.objects.exists()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Firefox/140.0", "Firefox, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/1 Safari/5 Edg/1", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18 Safari/604.1", "Safari, iPhone"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_devices_have_two_words(agent: str, words: str) -> None:
    assert device_named({"user-agent": agent}) == words
