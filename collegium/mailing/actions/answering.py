"""Doing what a reply says: a log entry, an answer to a question, a talk of buddies."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from collegium.mailing.inbound.lines import Talk, UnclearError, sentence, talk, three_lines
from collegium.mailing.models import Mail, MailKind
from collegium.mailing.queries.asked import Asked, asked, usual_audience
from collegium.practice import actions
from collegium.practice.actions import Lines
from collegium.practice.actions.check_ins import NoBuddyError
from collegium.practice.models import Audience

type Keeper = Callable[[Asked, Mail, "Said"], None]


class Said:
    """The words of a reply, whether they came from the reader's own address, and when."""

    def __init__(self, words: str, *, once: UUID, from_own_address: bool, now: datetime) -> None:
        self.words = words
        self.once = once
        self.from_own_address = from_own_address
        self.now = now


def answer(mail: Mail, said: Said) -> None:
    """Keep a reply to a mail; raises `UnclearError` when nothing can be made of it."""
    keep = KEEPERS.get(MailKind(mail.kind))
    found = asked(mail)
    if keep is None or found is None:
        raise UnclearError
    keep(found, mail, said)


def _log(found: Asked, _mail: Mail, said: Said) -> None:
    """Add an entry. What comes from another address stays with the member until they share it."""
    read = three_lines(said.words)
    audience = usual_audience(found.room) if said.from_own_address else Audience.PRIVATE
    lines = Lines(
        did=read.did,
        happened=read.happened,
        learned=read.learned,
        attempts=read.attempts or 0,
        sure=read.sure,
        audience=audience,
    )
    actions.write_entry(
        found.room,
        found.standing.cycle,
        once=said.once,
        week=found.week,
        lines=lines,
        now=said.now,
    )


def _tip(found: Asked, mail: Mail, said: Said) -> None:
    """Answer the question that the mail asked, which may be last week's by now."""
    text = sentence(said.words)
    actions.answer_tip(found.room, found.standing, text=text, now=mail.due_at)


def _check_in(found: Asked, _mail: Mail, said: Said) -> None:
    """Confirm a talk. A note goes to the buddy, so it has to come from the reader's address."""
    meaning, note = talk(said.words)
    if meaning is Talk.NOT_YET:
        return
    if note and not said.from_own_address:
        raise UnclearError
    try:
        cycle = found.standing.cycle
        actions.check_in(found.room, cycle, week=found.week, note=note, now=said.now)
    except NoBuddyError:
        raise UnclearError from None


KEEPERS: Mapping[MailKind, Keeper] = {
    MailKind.LOG: _log,
    MailKind.DIGEST: _log,
    MailKind.TIP: _tip,
    MailKind.CHECK_IN: _check_in,
}
