"""The demo's mailbox: there in the demo for anybody, nowhere else."""

from uuid import uuid4

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from collegium.mailing.models import DemoMail
from collegium.mailing.queries.mailbox import LATEST
from collegium.mailing.worker import work_once
from tests.mailing.worlds import NOW, a_date, a_group_of_four


@pytest.fixture(autouse=True)
def demo(settings: Settings) -> None:
    """Everything below happens in the demo."""
    settings.DEMO = True
    settings.MAILERS = {"default": {"BACKEND": "collegium.mailing.demo.DemoBackend"}}


def an_invitation() -> DemoMail:
    """A mail with text, HTML and a calendar."""
    a_date(a_group_of_four())
    work_once(clock=lambda: NOW)
    found = DemoMail.objects.filter(subject__startswith="Session One").first()
    assert found is not None
    return found


def address(name: str, *arguments: object) -> str:
    """Where a page of the mailbox stands."""
    return reverse(f"mailing:{name}", args=arguments)


def test_an_empty_mailbox_says_how_mail_comes_into_it(client: Client) -> None:
    page = client.get(address("mailbox"))
    assert page.status_code == 200
    assert "No mail yet" in page.text


def test_anybody_sees_what_would_have_been_sent(client: Client) -> None:
    mail = an_invitation()
    listed = client.get(address("mailbox")).text
    assert mail.subject in listed
    assert mail.to in listed
    page = client.get(address("mail", mail.pk)).text
    assert "The date of a session of your group is set." in page
    assert "invite.ics" in page
    assert "<a href=" in page
    assert "&lt;!doctype html&gt;" in page


def test_a_mail_past_the_worker_stands_there_too(client: Client) -> None:
    EmailMessage("Your code", "ABC-DEF", to=["Ada Byron <ada@b.example>"]).send()
    [mail] = DemoMail.objects.all()
    assert mail.to == "ada@b.example"
    assert "ABC-DEF" in client.get(address("mail", mail.pk)).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_one_query(client: Client, count: int) -> None:
    for number in range(count):
        DemoMail.objects.create(to="a@b.example", subject=f"Mail {number}", message="")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address("mailbox")).status_code == 200
    assert len(queries) == 1


def test_the_list_is_bounded(client: Client) -> None:
    DemoMail.objects.bulk_create(
        DemoMail(to="a@b.example", subject="Mail", message="") for _ in range(LATEST + 5)
    )
    assert client.get(address("mailbox")).text.count("<li class=") == LATEST


def test_the_calendar_can_be_saved(client: Client) -> None:
    mail = an_invitation()
    file = client.get(address("attachment", mail.pk, 0))
    assert file.headers["Content-Type"] == "application/ics"
    assert file.headers["Content-Disposition"] == 'attachment; filename="invite.ics"'
    assert file.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert client.get(address("attachment", mail.pk, 1)).status_code == 404


def test_a_mail_is_laid_out_where_it_can_do_nothing(client: Client) -> None:
    mail = an_invitation()
    page = client.get(address("layout", mail.pk))
    policy = page.headers["Content-Security-Policy"]
    assert "sandbox allow-popups" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert page.text.startswith("<!doctype html>")


def test_hostile_words_are_shown_as_words(client: Client) -> None:
    message = "Subject: x\nContent-Type: text/plain\n\n<script>alert(1)</script>"
    mail = DemoMail.objects.create(to="a@b.example", subject="<b>x</b>", message=message)
    page = client.get(address("mail", mail.pk)).text
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page
    assert client.get(address("layout", mail.pk)).status_code == 404


def test_a_mail_that_is_not_there(client: Client) -> None:
    for name in ("mail", "layout"):
        assert client.get(address(name, uuid4())).status_code == 404


def test_outside_the_demo_there_is_no_mailbox(client: Client, settings: Settings) -> None:
    mail = an_invitation()
    settings.DEMO = False
    pages = (
        address("mailbox"),
        address("mail", mail.pk),
        address("layout", mail.pk),
        address("attachment", mail.pk, 0),
    )
    assert {client.get(page).status_code for page in pages} == {404}


def test_long_names_and_subjects_fit_into_the_demo() -> None:
    name = "Ada " + "B" * 190
    EmailMessage("S" * 400, "x", to=[f"{name} <{'a' * 60}@{'b' * 180}.example>"]).send()
    assert len(DemoMail.objects.get().subject) == 300
