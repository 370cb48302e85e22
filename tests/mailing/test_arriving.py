"""The three ways in: a pipe, a web address, a mailbox. Each survives a failure on our side."""

import io
import os
import sys
import threading
import time
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from collegium.config.command import main
from collegium.mailing import arrival
from collegium.mailing.actions.receive import receive
from collegium.mailing.collecting import (
    Mailbox,
    MailboxError,
    collect,
    collecting_beside,
    mailbox_of,
)
from collegium.mailing.inbound.reading import LARGEST
from collegium.mailing.models import Mail
from collegium.practice.models import LogEntry
from tests.mailing.incoming import a_reply, reminded
from tests.mailing.post_office import Box, a_box
from tests.mailing.replies import ANSWER

SECRET = "an-open-secret"
GOING_ON = threading.Event()


@pytest.fixture(autouse=True)
def _replies_taken(settings: Settings) -> None:
    settings.REPLY_ADDRESS = "reply@northwind.example"
    settings.RECEIVE_SECRET = SECRET


def fresh(mail: Mail, text: str = ANSWER, *, number: int = 1) -> EmailMessage:
    """A reply to a mail that has just come."""
    return a_reply(mail, text, number=number, at=timezone.now())


@pytest.fixture
def mail() -> Mail:
    return reminded()[1]


@pytest.fixture
def database_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("server closed the connection: I let Emmy lead")

    monkeypatch.setattr(arrival, "receive", away)


def piped(monkeypatch: pytest.MonkeyPatch, raw: bytes, *options: str) -> int:
    """What `collegium receive-mail` ends with."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    with pytest.raises(SystemExit) as ended:
        call_command("receive_mail", *options)
    return int(str(ended.value.code))


def posted(raw: bytes, secret: str = SECRET, **headers: str) -> int:
    """What the web address answers."""
    response = Client(enforce_csrf_checks=True).post(
        "/mail/receive/",
        raw,
        content_type="message/rfc822",
        headers={"Authorization": f"Bearer {secret}", **headers},
    )
    return response.status_code


def test_a_reply_comes_through_the_pipe(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    assert piped(monkeypatch, fresh(mail).as_bytes()) == os.EX_OK
    assert piped(monkeypatch, b"") == os.EX_OK
    assert LogEntry.objects.count() == 1


def test_the_pipe_says_where_it_was_delivered(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    reply = fresh(mail)
    to = reply["To"].addresses[0].addr_spec
    del reply["To"]
    assert piped(monkeypatch, reply.as_bytes(), "--to", to) == os.EX_OK
    assert LogEntry.objects.count() == 1


@pytest.mark.usefixtures("database_away")
def test_what_fails_now_is_tried_again_by_whoever_brings_it(
    mail: Mail, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    raw = fresh(mail).as_bytes()
    assert piped(monkeypatch, raw) == os.EX_TEMPFAIL
    assert posted(raw) == 503
    with a_box() as box:
        box.put(raw)
        assert look(box) == 0
        assert box.flags == {1: set()}
    assert "OperationalError" in caplog.text
    assert "Emmy" not in caplog.text


def test_the_verb_is_known_to_the_command_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLLEGIUM_DATA", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["collegium", "receive-mail", "--help"])
    with pytest.raises(SystemExit):
        main()
    assert "--to" in capsys.readouterr().out


def test_a_reply_is_posted_by_whoever_knows_the_secret(mail: Mail) -> None:
    raw = fresh(mail).as_bytes()
    for wrong in ("", "wrong", SECRET + "é"):
        assert posted(raw, wrong) == 404
    assert not LogEntry.objects.exists()
    assert posted(raw) == 204
    assert posted(raw) == 204
    assert LogEntry.objects.count() == 1


def test_without_a_secret_nothing_is_posted(mail: Mail, settings: Settings) -> None:
    settings.RECEIVE_SECRET = ""
    assert posted(fresh(mail).as_bytes(), "") == 404


def test_a_large_mail_is_posted_and_an_endless_one_is_refused(mail: Mail) -> None:
    assert posted(fresh(mail).as_bytes() + b"\n" * 5 * LARGEST) == 204
    assert LogEntry.objects.count() == 1
    assert posted(b"", **{"Content-Length": "40000000"}) == 413


def look(box: Box) -> int:
    """One look into a mailbox."""
    found = mailbox_of(box.url)
    assert found
    return collect(found, GOING_ON)


def test_a_mailbox_is_emptied_of_what_is_kept_and_of_nothing_else(mail: Mail) -> None:
    with a_box() as box:
        box.put(fresh(mail).as_bytes())
        box.put(b"From: somebody@firm.example\nTo: collegium@northwind.example\n\nHello")
        box.put(fresh(mail, "", number=2).as_bytes() + b"\n" * 3 * LARGEST)
        assert look(box) == 3
        assert box.flags == {2: {"\\Seen"}}
        assert look(box) == 0
    assert LogEntry.objects.count() == 1


def test_a_mail_that_was_kept_but_not_yet_marked_counts_once(mail: Mail) -> None:
    with a_box() as box:
        box.put(fresh(mail).as_bytes())
        box.refuses = "STORE"
        with pytest.raises(MailboxError):
            look(box)
        box.refuses = ""
        assert look(box) == 1
        assert box.mails == {}
    assert LogEntry.objects.count() == 1


def test_a_mail_that_we_fail_on_holds_up_no_other(
    mail: Mail, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails_on_odd_ones(raw: bytes, **given: object) -> object:
        if b"odd" in raw:
            raise ValueError("canary-7f3a")
        return receive(raw, **given)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(arrival, "receive", fails_on_odd_ones)
    with a_box() as box:
        box.put(b"Subject: odd\n\ncanary-7f3a")
        box.put(fresh(mail).as_bytes())
        assert look(box) == 2
        assert box.flags == {1: {"\\Seen", "\\Flagged"}}
    assert LogEntry.objects.count() == 1
    assert "canary-7f3a" not in caplog.text


@pytest.mark.parametrize("verb", ["LOGIN", "SELECT", "SEARCH", "FETCH", "EXPUNGE"])
def test_a_mailbox_that_refuses_is_an_error_without_its_words(mail: Mail, verb: str) -> None:
    with a_box() as box:
        box.put(fresh(mail).as_bytes())
        box.refuses = verb
        with pytest.raises(MailboxError) as caught:
            look(box)
    assert str(caught.value) in {"NO", "error"}


def test_a_mailbox_that_is_away_is_an_error() -> None:
    with a_box() as box:
        gone = box.url
    found = mailbox_of(gone)
    assert found
    with pytest.raises(MailboxError):
        collect(found, GOING_ON)


def test_the_worker_looks_into_the_mailbox(mail: Mail, settings: Settings) -> None:
    with a_box() as box:
        settings.IMAP_URL = box.url
        box.put(fresh(mail).as_bytes())
        call_command("work", "--once")
        assert box.mails == {}
    call_command("work", "--once")  # the mailbox is away: the worker goes on
    assert LogEntry.objects.count() == 1


def test_beside_the_worker_somebody_looks_all_the_time(settings: Settings) -> None:
    with a_box() as box:
        settings.IMAP_URL = box.url
        with collecting_beside():
            until = time.monotonic() + 10
            while not any("SEARCH" in one for one in box.asked) and time.monotonic() < until:
                time.sleep(0.02)
        assert box.asked[-1] == "LOGOUT"


def test_the_address_of_a_mailbox() -> None:
    assert mailbox_of("") is None
    found = mailbox_of("imaps://me%40firm:p%2Fw@mail.firm.example/Replies")
    assert found == Mailbox("mail.firm.example", 993, "me@firm", "p/w", "Replies", is_secure=True)
    assert "p/w" not in repr(found)
    for wrong in ("https://x.example", "imaps:///INBOX", "mail.example"):
        with pytest.raises(ValueError, match="COLLEGIUM_IMAP_URL"):
            mailbox_of(wrong)
