"""Members in practice, the mails they got, and what they send back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from types import MappingProxyType

from collegium.groups.models import Group
from collegium.groups.rooms import Room
from collegium.mailing.actions.plan import message_id
from collegium.mailing.models import Mail, MailKind, MailState
from collegium.mailing.reply_address import reply_address
from tests.mailing.replies import ANSWER, QUOTED, SENDER
from tests.practice.worlds import MONDAY, practising

NONE: Mapping[str, str] = MappingProxyType({})
FRIDAY = MONDAY + timedelta(days=4)


def a_reminder(
    room: Room, kind: MailKind = MailKind.LOG, *, week: int = 1, at: datetime = FRIDAY
) -> Mail:
    """A reminder that left."""
    cycle = room.group.cycles.get()
    key = f"{kind}/{cycle.pk}/{room.person.pk}/week-{week}"
    return Mail.objects.create(
        organisation=room.person.organisation,
        person=room.person,
        kind=kind,
        about=room.group.pk,
        key=key,
        due_at=at,
        state=MailState.SENT,
        settled_at=at,
        message_id=message_id(key),
    )


def reminded(kind: MailKind = MailKind.LOG) -> tuple[Room, Mail]:
    """The first of four members in practice, and a reminder to them."""
    room = practising()[0]
    return room, a_reminder(room, kind)


def a_reply(
    mail: Mail,
    text: str = ANSWER,
    *,
    number: int = 1,
    at: datetime = FRIDAY,
    quoted: str = f"\n\nOn 13/03/2026 14:00, Collegium wrote:\n{QUOTED}",
    headers: Mapping[str, str] = NONE,
) -> EmailMessage:
    """What a mail program sends when its user replies, some headers changed or added."""
    reply = EmailMessage()
    given = {
        "From": f"{mail.person.name} <{mail.person.email}>",
        "To": f"Collegium <{reply_address(mail, now=at)}>",
        "Subject": "Re: Three lines for your log",
        "Message-ID": f"<{number}@firm.example>",
        "In-Reply-To": mail.message_id,
    }
    for name, value in (given | dict(headers)).items():
        reply[name] = value
    reply.set_content(text + quoted)
    return reply


def a_bounce(mail: Mail, *, status: str = "5.1.1", action: str = "failed", to: str = "") -> bytes:
    """What a mail server says about a mail that it could not deliver."""
    address = to or mail.person.email
    return f"""\
Return-Path: <>
From: MAILER-DAEMON@firm.example (Mail Delivery System)
To: {SENDER}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.firm.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user here

--b
Content-Type: text/rfc822-headers

From: Collegium <{SENDER}>
To: Ada Byron <{address}>
Message-ID: {mail.message_id}
Subject: Three lines for your log

--b--
""".encode()


def group_of(mail: Mail) -> Group:
    """The group that a reminder is about."""
    return Group.objects.get(pk=mail.about)
