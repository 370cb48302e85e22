"""A letter as an e-mail: plain text, HTML and calendar in one envelope."""

from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address

from django.template.loader import render_to_string

from collegium.mailing.envelope import Envelope, mailbox
from collegium.mailing.inbound.quoting import MARK
from collegium.mailing.invites import Party, calendar_text
from collegium.mailing.letters.letter import Letter, in_words_of
from collegium.mailing.links import stop_headers
from collegium.mailing.models import Mail
from collegium.mailing.reply_address import reply_address
from collegium.mailing.sender import domain
from collegium.mailing.words import one_line

FROM_A_MACHINE = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


class AddressError(Exception):
    """A person's address is none that mail can go to."""


def message_of(mail: Mail, letter: Letter, *, now: datetime) -> Envelope:
    """The mail as it goes over the wire, in its reader's words; raises `AddressError`."""
    person = mail.person
    reply_to = reply_address(mail, now=now) if letter.answer else ""
    context = {
        "letter": letter,
        "person": person,
        "language": person.language,
        "takes_replies": bool(reply_to),
        "mark": MARK,
    }
    with in_words_of(person):
        text = render_to_string("mailing/letter.txt", context)
        html = render_to_string("mailing/letter.html", context)
    message = Envelope(
        subject=one_line(letter.subject),
        body=text,
        to=[_mailbox(Party(person.name, person.email))],
        reply_to=[reply_to] if reply_to else None,
        headers=_headers(mail, now),
    )
    message.attach_alternative(html, "text/html")
    if letter.invite:
        calendar = calendar_text(letter.invite, now=now)
        method = letter.invite.method
        message.attach_alternative(calendar, f"text/calendar; method={method}")
        message.attach("invite.ics", calendar.encode(), "application/ics")
    return message


def _headers(mail: Mail, now: datetime) -> dict[str, str]:
    """What tells mail programs what kind of mail it is, and out-of-office assistants to rest."""
    stop = stop_headers(mail, now=now)
    of_many = {"List-Id": f"Collegium <collegium.{domain()}>", "Precedence": "bulk"} if stop else {}
    return {"Message-ID": mail.message_id, **FROM_A_MACHINE, **of_many, **stop}


def _mailbox(party: Party) -> str:
    local, at, domain = party.address.rpartition("@")
    if not (local and at and domain) or not local.isascii():
        raise AddressError("not an address")
    try:
        Address(addr_spec=party.address)
    except (HeaderParseError, ValueError, IndexError) as error:
        raise AddressError("not an address") from error
    return mailbox(one_line(party.name), party.address)
