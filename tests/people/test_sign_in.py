"""Signing in by a code; the page never tells who is on a roster."""

import re
import smtplib
from unittest.mock import patch

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from collegium.people.models import Person
from tests.builders import a_person

SIGN_IN, CODE = "/sign-in/", "/sign-in/code/"


pytestmark = pytest.mark.usefixtures("post_room")


def ask(client: Client, email: str) -> str:
    """Ask for a code; the page that follows."""
    response = client.post(SIGN_IN, {"email": email})
    assert response.headers["Location"] == CODE
    return client.get(CODE).content.decode()


def sent_code() -> str:
    found = re.search(r"^    (\S+)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return found[1]


def neutral(page: str, email: str) -> str:
    """The page without what differs from request to request."""
    return re.sub(r'(nonce|value|data-token)="[^"]*"', "", page.replace(email, "ADDRESS"))


def test_the_code_out_of_the_mail_signs_in(client: Client, member: Person) -> None:
    ask(client, member.email.upper())
    assert mail.outbox[0].to == [member.email]
    response = client.post(CODE, {"code": sent_code().lower()})
    assert response.headers["Location"] == "/"
    assert client.get("/me/").status_code == 200


def test_the_mail_speaks_the_readers_language(client: Client, member: Person) -> None:
    Person.objects.filter(pk=member.pk).update(language="de")
    ask(client, member.email)
    assert mail.outbox[0].subject == "Ihr Code für Collegium"
    assert "zehn Minuten" in str(mail.outbox[0].body)


def test_known_and_unknown_addresses_see_the_same(member: Person) -> None:
    known, unknown = "mara@known.example", "mara@other.example"
    Person.objects.filter(pk=member.pk).update(email=known)
    pages = [neutral(ask(Client(), email), email) for email in (known, unknown)]
    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [[known]]


@pytest.mark.parametrize(("kept", "twin"), [("i", "ı"), ("k", "\u212a"), ("ss", "ß")])
def test_a_twin_of_an_address_gets_no_code(
    client: Client, member: Person, kept: str, twin: str
) -> None:
    """They are domains of other people; a database that ignores case takes one for the other."""
    address = f"mike@{kept}emens.example"
    Person.objects.filter(pk=member.pk).update(email=address)
    ask(client, address.replace(kept + "emens", twin + "emens"))
    assert all(message.to == [address] for message in mail.outbox)
    assert kept != "i" or not mail.outbox


def test_wrong_codes_answer_alike_for_both(member: Person) -> None:
    statuses = []
    for email in (member.email, "nobody@other.example"):
        client = Client()
        ask(client, email)
        answers = [client.post(CODE, {"code": "WRONG-CODE"}) for _ in range(3)]
        statuses.append([(it.status_code, it.headers.get("Location")) for it in answers])
    assert statuses[0] == statuses[1] == [(422, None), (422, None), (302, SIGN_IN)]


def test_after_wrong_codes_the_address_is_kept(client: Client, member: Person) -> None:
    ask(client, member.email)
    for _ in range(3):
        client.post(CODE, {"code": "WRONG-CODE"})
    page = client.get(SIGN_IN).content.decode()
    assert "tried too often" in page
    assert f'value="{member.email}"' in page


def test_an_expired_code_says_so_and_keeps_the_address(client: Client, member: Person) -> None:
    ask(client, member.email)
    code = sent_code()
    with patch("allauth.account.internal.flows.code_verification.time.time", return_value=4e9):
        response = client.post(CODE, {"code": code}, follow=True)
    page = response.content.decode()
    assert response.request["PATH_INFO"] == SIGN_IN
    assert "expired" in page
    assert f'value="{member.email}"' in page


def test_another_code_can_be_sent_and_replaces_the_first(client: Client, member: Person) -> None:
    ask(client, member.email)
    first = sent_code()
    client.post(CODE, {"action": "resend"})
    assert len(mail.outbox) == 2
    assert client.post(CODE, {"code": first}).status_code == 422
    assert client.post(CODE, {"code": sent_code()}).status_code == 302


def test_a_mail_server_that_is_down_is_logged_without_the_address(
    client: Client, member: Person, caplog: pytest.LogCaptureFixture
) -> None:
    refused = smtplib.SMTPRecipientsRefused({member.email: (550, b"unknown")})
    with patch("django.core.mail.EmailMessage.send", side_effect=refused):
        page = ask(client, member.email)
    assert "a mail with a code is on its way" in page
    assert "SMTPRecipientsRefused" in caplog.text
    assert member.email not in caplog.text


def test_who_is_deactivated_gets_no_code(client: Client, member: Person) -> None:
    Person.objects.filter(pk=member.pk).update(is_active=False)
    ask(client, member.email)
    assert mail.outbox == []


def test_who_is_deactivated_while_waiting_stays_out(client: Client, member: Person) -> None:
    ask(client, member.email)
    Person.objects.filter(pk=member.pk).update(is_active=False)
    response = client.post(CODE, {"code": sent_code()}, follow=True)
    assert "no longer sign in" in response.content.decode()
    assert client.get("/me/").status_code == 302


def test_who_is_deactivated_while_signed_in_is_out(client: Client, member: Person) -> None:
    client.force_login(member)
    assert client.get("/me/").status_code == 200
    Person.objects.filter(pk=member.pk).update(is_active=False)
    assert client.get("/me/").headers["Location"].startswith(SIGN_IN)


def test_asking_too_often_is_refused_and_keeps_what_was_typed(client: Client) -> None:
    for _ in range(5):
        assert Client().post(SIGN_IN, {"email": "x@y.example"}).status_code == 302
    response = client.post(SIGN_IN, {"email": "x@y.example"})
    assert response.status_code == 422
    assert b"Wait a few minutes" in response.content
    assert b'value="x@y.example"' in response.content


@pytest.mark.parametrize("typed", ["", "no address", "two@x.org three@x.org"])
def test_what_is_no_address(client: Client, typed: str) -> None:
    response = client.post(SIGN_IN, {"email": typed})
    assert response.status_code == 422
    assert b'aria-invalid="true"' in response.content


def test_addresses_with_letters_beyond_ascii(client: Client, lead: Person) -> None:
    person = a_person(lead.organisation, "José", email="josé1@adventure-works.com")
    ask(client, person.email)
    assert client.post(CODE, {"code": sent_code()}).status_code == 302


def test_signing_in_leads_where_one_wanted_to_go(client: Client, member: Person) -> None:
    first = client.get("/me/")
    assert first.headers["Location"] == "/sign-in/?next=/me/"
    response = client.post(first.headers["Location"], {"email": member.email, "next": "/me/"})
    response = client.post(response.headers["Location"], {"code": sent_code(), "next": "/me/"})
    assert response.headers["Location"] == "/me/"


def test_signing_out_is_a_post(client: Client, member: Person) -> None:
    client.force_login(member)
    assert client.get("/sign-out/").status_code == 405
    assert client.get("/me/").status_code == 200
    page = client.post("/sign-out/", follow=True).content.decode()
    assert "You are signed out." in page
    assert client.get("/me/").status_code == 302


def test_using_another_address_starts_anew(client: Client, member: Person) -> None:
    ask(client, member.email)
    assert client.get(SIGN_IN).headers["Location"] == CODE
    client.post("/sign-out/", {"next": SIGN_IN})
    assert client.get(SIGN_IN).status_code == 200


@pytest.mark.parametrize("path", ["signup", "login", "password/reset", "email", "inactive"])
def test_nothing_else_of_allauth_is_there(client: Client, path: str) -> None:
    assert client.get(f"/accounts/{path}/").status_code == 404
    assert client.get(f"/{path}/").status_code == 404


def test_the_first_page_can_be_read_by_anyone(client: Client) -> None:
    page = client.get(reverse("account_login"), headers={"accept-language": "de"})
    assert "Anmelden" in page.content.decode()


def test_whoever_comes_chooses_the_language(client: Client) -> None:
    page = client.get(SIGN_IN).content.decode()
    assert 'value="de" lang="de"' in page
    client.post("/language/", {"language": "de", "next": SIGN_IN})
    page = client.get(SIGN_IN).content.decode()
    assert "Anmelden" in page
    assert "<span>English</span>" in page
