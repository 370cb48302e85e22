"""The mails, one module for each part of the cycle. Each is written at the moment of sending."""

from collections.abc import Callable, Mapping
from datetime import datetime

from collegium.mailing.letters import groups, library, practice, replies, sessions, watch
from collegium.mailing.letters.letter import Letter, in_words_of
from collegium.mailing.models import Mail, MailKind

type Writer = Callable[[Mail, datetime], Letter | None]

WRITERS: Mapping[MailKind, Writer] = {
    MailKind.GROUP_READY: groups.ready,
    MailKind.INVITATION: sessions.invitation,
    MailKind.CANCELLATION: sessions.cancellation,
    MailKind.SESSION: sessions.reminder,
    MailKind.SESSION_LEFT: sessions.left,
    MailKind.LOG: practice.log,
    MailKind.CHECK_IN: practice.check_in,
    MailKind.TIP: practice.tip,
    MailKind.CONSENT: library.consent,
    MailKind.WATCH: watch.look,
    MailKind.UNCLEAR: replies.unclear,
}


def write(mail: Mail, *, now: datetime) -> Letter | None:
    """The letter in its reader's words; None when its reason is gone (they left, it moved)."""
    if not mail.person.is_active:
        return None
    with in_words_of(mail.person):
        return WRITERS[MailKind(mail.kind)](mail, now)
