"""The mails, one module for each part of the cycle. Each is written at the moment of sending."""

from collections.abc import Mapping
from datetime import datetime

from collegium.mailing.letters import (
    buddies,
    farewell,
    groups,
    library,
    opened,
    pool,
    practice,
    replies,
    sessions,
    sponsor,
    thread,
    times,
    together,
    watch,
)
from collegium.mailing.letters.letter import Letter, Writer, each, in_batches, in_words_of
from collegium.mailing.models import Mail, MailKind

WRITERS: Mapping[MailKind, Writer] = {
    MailKind.GROUP_READY: each(groups.ready),
    MailKind.TIMES: each(times.proposed),
    MailKind.INVITATION: each(sessions.invitation),
    MailKind.CANCELLATION: each(sessions.cancellation),
    MailKind.SESSION: each(sessions.reminder),
    MailKind.SESSION_LEFT: each(sessions.left),
    MailKind.LOG: in_batches(practice.read, practice.log),
    MailKind.CHECK_IN: in_batches(practice.read, practice.check_in),
    MailKind.TIP: in_batches(practice.read, practice.tip),
    MailKind.NUDGE: each(together.nudge),
    MailKind.DIGEST: each(together.digest),
    MailKind.BUDDIES: each(buddies.three),
    MailKind.THREAD: each(thread.news),
    MailKind.SPONSOR: each(sponsor.note),
    MailKind.ASKED: each(pool.asked),
    MailKind.NOT_FORMED: each(pool.not_formed),
    MailKind.CONSENT: each(library.consent),
    MailKind.WATCH: each(watch.look),
    MailKind.FAREWELL: each(farewell.goes),
    MailKind.UNCLEAR: each(replies.unclear),
    MailKind.OPENED: each(opened.opened),
}


def write(mail: Mail, *, now: datetime) -> Letter | None:
    """The letter in its reader's words; None when its reason is gone (they left, it moved)."""
    if not mail.person.is_active:
        return None
    with in_words_of(mail.person):
        return WRITERS[MailKind(mail.kind)]([mail], now)(mail)
