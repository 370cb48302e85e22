"""A reminder that left can be answered by replying: out by SMTP, back in, and into the log."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from pytest_django import Settings

from collegium.groups.rooms import Room
from collegium.mailing.actions.receive import Fate, receive
from collegium.mailing.inbound.quoting import MARK
from collegium.mailing.models import Mail, MailKind
from collegium.mailing.worker import work_once
from collegium.practice.models import LogEntry
from tests.mailing.conftest import Office
from tests.mailing.incoming import FRIDAY, a_reminder
from tests.mailing.replies import ANSWER
from tests.practice.worlds import practising


@pytest.fixture
def room() -> Room:
    return practising()[0]


def left(room: Room, office: Office, kind: MailKind) -> EmailMessage:
    """A reminder as it leaves."""
    mail = a_reminder(room, kind)
    Mail.objects.filter(pk=mail.pk).update(state="waiting", settled_at=None)
    work_once(clock=lambda: FRIDAY)
    [found] = [one for one in office.arrived if one["Message-ID"] == mail.message_id]
    return found


def part(mail: EmailMessage, kind: str) -> str:
    """Its plain or HTML part."""
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def replied(mail: EmailMessage, text: str) -> EmailMessage:
    """What a mail program makes of it when its user presses reply."""
    reply = EmailMessage()
    reply["From"], reply["To"] = mail["To"], mail["Reply-To"]
    reply["Subject"], reply["Message-ID"] = f"Re: {mail['Subject']}", "<1@firm.example>"
    reply["In-Reply-To"] = mail["Message-ID"]
    quoted = "\n".join(f"> {line}" for line in part(mail, "plain").split("\n"))
    reply.set_content(f"{text}\n\nOn Friday, {mail['From']} wrote:\n{quoted}")
    return reply


def test_a_reminder_of_the_log_is_answered_by_replying(
    room: Room, office: Office, settings: Settings
) -> None:
    settings.REPLY_ADDRESS = "reply@northwind.example"
    mail = left(room, office, MailKind.LOG)
    assert mail["Reply-To"].addresses[0].domain == "northwind.example"
    assert len(mail["Reply-To"].addresses[0].username) <= 64
    for kind in ("plain", "html"):
        assert f"{MARK} Please reply above this line -##" in part(mail, kind)
        assert "You and your buddy can read them." in part(mail, kind)
    assert part(mail, "plain").startswith(MARK)
    raw = replied(mail, ANSWER).as_bytes()
    assert receive(raw, now=FRIDAY + timedelta(hours=1)) is Fate.KEPT
    assert room.read(LogEntry.objects.get(), "did") == "I let Emmy lead the meeting."


@pytest.mark.parametrize("kind", [MailKind.LOG, MailKind.CHECK_IN, MailKind.TIP])
def test_every_reminder_can_be_answered_put_off_and_stopped(
    kind: MailKind, room: Room, office: Office, settings: Settings
) -> None:
    settings.REPLY_ADDRESS = "reply@northwind.example"
    mail = left(room, office, kind)
    assert mail["Reply-To"]
    for words in ("Or reply to this mail", "Remind me later", "Stop these mails"):
        assert words in part(mail, "plain")
        assert words in part(mail, "html")


def test_without_an_address_no_mail_promises_that_it_takes_replies(
    room: Room, office: Office
) -> None:
    mail = left(room, office, MailKind.LOG)
    assert mail["Reply-To"] is None
    for kind in ("plain", "html"):
        assert MARK not in part(mail, kind)
        assert "reply" not in part(mail, kind)


def test_we_talked_is_a_link_in_the_mail(room: Room, office: Office) -> None:
    mail = left(room, office, MailKind.CHECK_IN)
    lines = part(mail, "plain").split("\n")
    assert "/m/" in lines[lines.index("We talked:") + 1]
