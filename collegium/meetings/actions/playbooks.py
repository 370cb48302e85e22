"""Keeping an organisation's playbooks, pinning sessions to a text, choosing for a programme."""

from datetime import datetime

from django.db import transaction

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.domain.playbook import SHIPPED, Playbook
from collegium.groups.models import Programme
from collegium.meetings.actions.proposing import length_of
from collegium.meetings.actions.versions import VersionTaken, retire
from collegium.meetings.live.playbooks import digest_of, in_force, playbook, shipped_text
from collegium.meetings.models import (
    CYCLE_KINDS,
    ChosenPlaybook,
    Kind,
    PlaybookText,
    Session,
    SessionState,
)
from collegium.meetings.playbook_files import read, unified
from collegium.people.models import Organisation, Person

NOT_BEGUN = (SessionState.PROPOSED, SessionState.CONFIRMED)


class ComesAnyway(ValueError):  # noqa: N818 - it says what is the case
    """The very same playbook is shipped."""


@transaction.atomic
def keep_playbook(text: str, *, by: Person, now: datetime) -> PlaybookText:
    """Keep a version of an organisation's own playbook. The same text again keeps nothing new.

    Raises:
        PlaybookError: the text is no playbook; with all that is wrong.
        VersionTaken: another text is kept, or shipped, under this key and version.
        ComesAnyway: the text is a shipped one, word for word.

    """
    text = unified(text)
    book = read(text)
    Organisation.objects.select_for_update().get(pk=by.organisation_id)  # two leads at once
    _check_shipped(book, text)
    row, made = PlaybookText.objects.get_or_create(
        organisation=by.organisation,
        key=book.key,
        version=book.version,
        shipped=False,
        defaults={"text": text, "digest": digest_of(text), "kept_by": by, "kept_at": now},
    )
    if row.digest != digest_of(text):
        raise VersionTaken(book.key, book.version)
    if made:
        note(Verb.PLAYBOOK_UPLOADED, by.organisation_id, by=by.pk, subject=row.pk, now=now)
    return row


def _check_shipped(book: Playbook, text: str) -> None:
    if book.key not in SHIPPED or playbook(book.key).version != book.version:
        return
    if digest_of(shipped_text(book.key)) == digest_of(text):
        raise ComesAnyway(book.key)
    raise VersionTaken(book.key, book.version)


@transaction.atomic
def offer(organisation: Organisation, key: str, *, retired: bool, now: datetime) -> None:
    """Take an own playbook off the offer, or offer it again. What follows it goes on with it."""
    own = PlaybookText.objects.filter(organisation=organisation, key=key, shipped=False)
    retire(own, retired=retired, now=now)


def pin(session: Session, organisation: Organisation) -> None:
    """Hold a session that begins to the text it begins with; the caller stores the session.

    An extra meeting has its text already, in a sealed row of its own.
    """
    if session.pinned_id or session.kind == Kind.EXTRA:
        return
    found = in_force(organisation.pk, session.playbook)
    session.playbook_version = found.book.version
    session.pinned_id = found.kept or _shipped_row(organisation, found.book).pk


def _shipped_row(organisation: Organisation, book: Playbook) -> PlaybookText:
    text = shipped_text(book.key)
    row, _made = PlaybookText.objects.get_or_create(
        organisation=organisation,
        key=book.key,
        digest=digest_of(text),
        shipped=True,
        defaults={"version": book.version, "text": text},
    )
    return row


@transaction.atomic
def choose_playbooks(programme: Programme, chosen: dict[Kind, str]) -> None:
    """Set what each kind of session of a programme follows; sessions not begun yet follow suit.

    The calendar entries of confirmed ones that take longer or shorter now are sent anew.
    """
    for kind in CYCLE_KINDS:
        key = chosen.get(kind, kind.value)
        if key == kind.value:
            ChosenPlaybook.objects.filter(programme=programme, kind=kind).delete()
        else:
            ChosenPlaybook.objects.update_or_create(
                programme=programme, kind=kind, defaults={"playbook": key}
            )
        ahead = Session.objects.filter(group__programme=programme, kind=kind, state__in=NOT_BEGUN)
        ahead = ahead.exclude(playbook=key).select_related("group")
        for session in ahead.select_for_update(of=("self",)):
            _follow(session, key, programme)


def _follow(session: Session, key: str, programme: Programme) -> None:
    minutes = length_of(in_force(programme.organisation_id, key).book, session.group)
    if session.state == SessionState.CONFIRMED and session.minutes != minutes:
        session.revision += 1
    session.playbook, session.minutes = key, minutes
    session.save(update_fields=["playbook", "minutes", "revision"])
