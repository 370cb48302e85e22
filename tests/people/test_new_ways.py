"""A way of signing in that others made for somebody: asked about, answered, taken back."""

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from collegium.audit.models import Entry
from collegium.audit.verbs import Verb
from collegium.people.actions.new_ways import settle_all
from collegium.people.models import Person
from collegium.people.signing.models import Identity, NewWay
from collegium.vault import keyring
from tests.builders import a_person
from tests.people.test_import import HEAD, apply

OLD, NEW, THIRD = "ada@old.example", "ada@new.example", "ada@third.example"


def told() -> list[str]:
    """The mails that left."""
    return [str(one.body) for one in mail.outbox]


@pytest.fixture
def ada(lead: Person) -> Person:
    """A member who has signed in before."""
    keyring.forget()  # of second factors: that of another test is gone with it
    return a_person(
        lead.organisation, "Ada Byron", email=OLD, number="7", last_login=timezone.now()
    )


@pytest.fixture
def move(
    lead: Person,
    ada: Person,  # noqa: ARG001 - who is moved
    post_room: None,  # noqa: ARG001 - mails leave at once
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> Callable[[str], str]:
    """Let the lead give Ada another address; where she is asked about it."""

    def moved(to: str) -> str:
        client = Client()
        client.force_login(lead)
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            apply(client, f"{HEAD}7,Ada Byron,{to},,Sales,DE\n".encode())
        found = re.findall(
            r"/sign-in/is-it-you/\S+/", "".join(str(one.body) for one in mail.outbox)
        )
        return found[0] if found else ""

    return moved


def test_another_address_is_asked_about_at_the_one_before(
    ada: Person, move: Callable[[str], str]
) -> None:
    path = move(NEW)
    ada.refresh_from_db()
    assert ada.email == NEW
    assert path
    assert [one.to for one in mail.outbox] == [[OLD]]
    assert NEW not in str(mail.outbox[0].body)


def test_opening_the_question_answers_nothing(move: Callable[[str], str], ada: Person) -> None:
    page = Client().get(move(NEW))
    assert page.status_code == 200
    assert NEW in page.content.decode()
    assert NewWay.objects.get(person=ada).settled_at is None


def test_whoever_says_that_it_is_theirs_is_asked_no_more(
    move: Callable[[str], str], ada: Person
) -> None:
    path = move(NEW)
    assert Client().post(path, {"said": "mine", "shown": NEW}).status_code == 200
    assert not NewWay.objects.exists()
    assert Client().get(path).status_code == 404
    assert Entry.objects.filter(verb=Verb.NEW_WAY_CONFIRMED, subject=ada.pk).count() == 1


def test_the_oldest_address_answers_for_all_that_came_after_it(
    move: Callable[[str], str], ada: Person
) -> None:
    first = move(NEW)
    second = move(THIRD)
    assert NewWay.objects.filter(person=ada).count() == 2
    Client().post(second, {"said": "mine", "shown": THIRD})  # asked where nobody has said yes
    assert NewWay.objects.get(person=ada).asked == OLD
    Client().post(first, {"said": "mine", "shown": THIRD})
    assert not NewWay.objects.exists()


def test_a_yes_is_to_the_address_that_was_shown(move: Callable[[str], str]) -> None:
    path = move(NEW)
    move(THIRD)
    page = Client().post(path, {"said": "mine", "shown": NEW})
    assert THIRD in page.content.decode()
    assert NewWay.objects.count() == 2


def test_a_yes_to_an_address_is_none_to_a_provider(move: Callable[[str], str], ada: Person) -> None:
    path = move(NEW)
    NewWay.objects.create(person=ada, provider="x", asked=OLD, had_come=True)
    Client().post(path, {"said": "mine", "shown": NEW})
    assert NewWay.objects.get(person=ada).provider == "x"


def test_a_no_is_overturned_by_its_own_question_alone(move: Callable[[str], str]) -> None:
    first, second = move(NEW), move(THIRD)
    Client().post(second, {"said": "not mine"})
    Client().post(first, {"said": "mine", "shown": THIRD})
    assert NewWay.objects.get().denied_at
    Client().post(second, {"said": "mine", "shown": THIRD})
    assert not NewWay.objects.exists()


def test_a_code_that_went_to_an_address_from_before_signs_nobody_in(
    move: Callable[[str], str],
) -> None:
    move(NEW)
    intruder = Client()
    mail.outbox.clear()
    intruder.post("/sign-in/", {"email": NEW})
    code = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*)\s*$", told()[0], re.MULTILINE)
    assert code
    move(OLD)
    page = intruder.post("/sign-in/code/", {"code": code[1]}, follow=True)
    assert "Your address has changed meanwhile" in page.content.decode()
    assert intruder.get("/today/").status_code == 302


def test_what_somebody_did_by_an_address_that_is_not_theirs_is_undone(
    move: Callable[[str], str], ada: Person
) -> None:
    path = move(NEW)
    intruder = Client()
    intruder.force_login(ada)
    RecoveryCodes.activate(ada)
    Identity.objects.create(person=ada, issuer="https://id.example", subject="1")
    assert Client().post(path, {"said": "not mine"}).status_code == 200
    assert intruder.get("/today/").status_code == 302
    assert not Authenticator.objects.filter(user=ada).exists()
    assert not Identity.objects.exists()
    Client().post(path, {"said": "not mine"})
    assert Entry.objects.filter(verb=Verb.NEW_WAY_DENIED, subject=ada.pk).count() == 1
    assert NewWay.objects.get(person=ada).denied_at


def test_an_address_that_comes_back_undoes_what_was_between(
    move: Callable[[str], str], ada: Person
) -> None:
    move(NEW)
    intruder = Client()
    intruder.force_login(ada)
    RecoveryCodes.activate(ada)
    assert move(OLD) == ""
    assert not NewWay.objects.exists()
    assert not Authenticator.objects.filter(user=ada).exists()
    assert intruder.get("/today/").status_code == 302


def test_a_factor_from_before_answers_as_well_and_a_later_one_does_not(
    move: Callable[[str], str], ada: Person
) -> None:
    RecoveryCodes.activate(ada)
    factor = Authenticator.objects.get(user=ada)
    move(NEW)
    way, client = NewWay.objects.get(person=ada), Client()
    client.force_login(Person.objects.get(pk=ada.pk))
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "id": factor.pk, "at": time.time()}
    ]
    session["account_authentication_methods_user"] = str(ada.pk)
    session.save()
    said = {"way": str(way.pk), "said": "mine", "shown": NEW}
    for days, answered in ((1, False), (-1, True)):
        Authenticator.objects.update(created_at=way.since + timedelta(days=days))
        asked = f"Is {NEW} your address?"
        assert (asked in client.get("/me/signing-in/").content.decode()) is answered
        client.post("/me/signing-in/is-it-you/", said)
        assert NewWay.objects.exists() is not answered


def test_whoever_runs_the_server_may_answer(move: Callable[[str], str], ada: Person) -> None:
    move(NEW)
    assert settle_all(ada, now=timezone.now()) == 1
    assert not NewWay.objects.exists()


def test_what_they_keep_for_themselves_is_closed_and_says_why(
    move: Callable[[str], str], ada: Person
) -> None:
    path, client = move(NEW), Client()
    client.force_login(Person.objects.get(pk=ada.pk))
    for address in ("/me/everything/", "/me/rather-not/", "/me/signing-in/app/"):
        page = client.get(address)
        assert (address, page.status_code) == (address, 404)
        assert "Closed for now" in page.content.decode()
    assert "Somebody changed how you sign in" in client.get("/me/signing-in/").content.decode()
    assert "Somebody changed how you sign in" in client.get("/today/").content.decode()
    Client().post(path, {"said": "mine", "shown": NEW})
    assert client.get("/me/signing-in/").status_code == 200
    assert "Somebody changed" not in client.get("/today/").content.decode()


def test_nobody_is_asked_more_often_than_anybody_reads(
    move: Callable[[str], str], ada: Person
) -> None:
    move(NEW)
    client = Client()
    client.force_login(Person.objects.get(pk=ada.pk))
    mail.outbox.clear()
    for _ in range(7):
        client.post("/me/signing-in/ask/")
    assert {tuple(one.to) for one in mail.outbox} <= {(OLD,)}


@pytest.mark.parametrize("token", ["x", "eyJ4IjoxfQ:1:x", "é", "a" * 2000])
def test_a_made_up_question_is_none(token: str) -> None:
    assert Client().get(f"/sign-in/is-it-you/{token}/").status_code == 404


def test_whoever_never_came_has_nothing_that_could_be_closed(
    move: Callable[[str], str], ada: Person
) -> None:
    Person.objects.filter(pk=ada.pk).update(last_login=None)
    move(NEW)
    client = Client()
    client.force_login(Person.objects.get(pk=ada.pk))
    assert client.get("/me/rather-not/").status_code == 200


def test_a_question_can_be_denied_and_confirmed_later(move: Callable[[str], str]) -> None:
    path = move(NEW)
    Client().post(path, {"said": "not mine"})
    Client().post(path, {"said": "mine", "shown": NEW})
    assert not NewWay.objects.exists()
