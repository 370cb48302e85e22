"""Receiving: a mail that came in does what it says, once, or nothing."""

from datetime import datetime
from enum import StrEnum
from uuid import uuid5

from django.db import transaction

from collegium.mailing.actions.answering import Said, answer
from collegium.mailing.actions.bounced import bounced
from collegium.mailing.actions.plan import message_id
from collegium.mailing.inbound.lines import UnclearError
from collegium.mailing.inbound.quoting import own_words
from collegium.mailing.inbound.reading import Incoming, read
from collegium.mailing.models import Mail, MailKind, Reply, ReplyFate
from collegium.mailing.reply_address import our_addresses, tokens_in
from collegium.mailing.tokens import Answered, TokenError, answered


class Fate(StrEnum):
    """What became of a mail that came in."""

    KEPT = "kept"
    REPEATED = "repeated"
    UNCLEAR = "unclear"
    BOUNCED = "bounced"
    IGNORED = "ignored"  # written by a machine, or with no token of ours


def receive(raw: bytes, *, now: datetime, recipient: str = "") -> Fate:
    """Take in a mail as it came over the wire. `recipient` is where the mail server delivered it.

    What is forged or written by a machine changes nothing and is not answered. The same mail
    twice counts once; a second one is another entry.
    """
    incoming = read(raw, recipient=recipient)
    if incoming.is_report:
        return Fate.BOUNCED if bounced(incoming.bounces, now=now) else Fate.IGNORED
    found = None if incoming.is_automatic else _answered(incoming, now)
    return _take(incoming, found, now=now) if found else Fate.IGNORED


@transaction.atomic
def _take(incoming: Incoming, found: Answered, *, now: datetime) -> Fate:
    mail = found.mail
    first = {"mail": mail, "fate": ReplyFate.KEPT, "received_at": now}
    identity = uuid5(mail.pk, incoming.identity)
    reply, is_new = Reply.objects.get_or_create(pk=identity, defaults=first)
    if not is_new:
        return Fate.REPEATED
    try:
        _understand(incoming, found, reply, now=now)
    except UnclearError:
        Reply.objects.filter(pk=reply.pk).update(fate=ReplyFate.UNCLEAR)
        _tell(mail, now=now)
        return Fate.UNCLEAR
    return Fate.KEPT


def _understand(incoming: Incoming, found: Answered, reply: Reply, *, now: datetime) -> None:
    own = own_words(incoming.text, our_addresses())
    if found.has_expired or incoming.is_forward or own.is_forward:
        raise UnclearError
    is_own = incoming.sender == found.mail.person.email.lower()
    with transaction.atomic():
        answer(found.mail, Said(own.text, once=reply.pk, from_own_address=is_own, now=now))


def _answered(incoming: Incoming, now: datetime) -> Answered | None:
    for token in tokens_in(incoming.recipients):
        try:
            return answered(token, now=now)
        except TokenError:
            continue
    return None


def _tell(mail: Mail, *, now: datetime) -> None:
    """Say what to do, to the address on the roster and to no other, once a day at most."""
    key = f"{MailKind.UNCLEAR}/{mail.person_id}/{now.date().isoformat()}"
    Mail.objects.get_or_create(
        key=key,
        defaults={
            "organisation_id": mail.organisation_id,
            "person_id": mail.person_id,
            "kind": MailKind.UNCLEAR,
            "about": mail.about,
            "due_at": now,
            "message_id": message_id(key),
        },
    )
