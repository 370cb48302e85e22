"""A roster file: kept, understood, applied. Nobody is written before the last step."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.audit.actions import Deed, note_all
from collegium.audit.verbs import Verb
from collegium.people.actions.brought import keep_file, settle
from collegium.people.actions.changed import roster_changed
from collegium.people.actions.new_ways import ask_about_addresses
from collegium.people.actions.sign_ins import end_sign_ins
from collegium.people.actions.writing import write_changes
from collegium.people.models import Organisation, Person, RosterUpload
from collegium.people.queries.imports import Preview, preview
from collegium.people.roster import Changes, guess_columns, read_table
from collegium.people.roster.fields import Field
from collegium.people.roster.mistakes import Refused
from collegium.people.roster.stored import to_stored
from collegium.people.roster.table import ROSTER


class RosterRefused(Refused):
    """A roster has mistakes; `preview` is what was found, so that nobody has to read it again."""

    def __init__(self, found: Preview) -> None:
        super().__init__(found.problems.total)
        self.preview = found


@transaction.atomic
def keep_upload(
    once: UUID, *, by: Person, file_name: str, content: bytes, now: datetime
) -> RosterUpload:
    """Keep a file that can be read, with a guess how; raises `Unreadable`."""
    columns = guess_columns(read_table(content, ROSTER))
    stored = to_stored(
        columns, time_zone=by.time_zone, languages=list(by.languages or [by.language])
    )
    return keep_file(
        RosterUpload, once, by=by, file_name=file_name, content=content, mapping=stored, now=now
    )


@transaction.atomic
def apply_roster(upload: RosterUpload, *, by: Person, now: datetime) -> RosterUpload:
    """Write everything that the file says, or nothing; a second time changes nothing.

    The file's content is forgotten afterwards. Raises `RosterRefused`.
    """
    Organisation.objects.select_for_update().get(pk=by.organisation_id)
    uploads = RosterUpload.objects.select_for_update().defer("content")
    upload = uploads.get(pk=upload.pk, organisation=by.organisation_id)
    if upload.applied_at:
        return upload
    outcome = preview(upload, by=by)
    if outcome.problems:
        raise RosterRefused(outcome)
    write_changes(upload.organisation, outcome.changes)
    roster_changed(upload.organisation_id)
    settle(upload, _summary(outcome.changes, left_out=outcome.reading.left_out), now)
    note_all(by.organisation_id, _deeds(upload, outcome.changes, by), now=now)
    moved = _moved(outcome.changes)
    end_sign_ins(moved.keys() - {by.pk})  # of whoever came in by an address that was wrong
    ask_about_addresses(moved, now=now)
    return upload


def _moved(changes: Changes) -> dict[UUID, str]:
    """Whose address another one replaces, with the one they had."""
    return {
        change.standing.key: str(one.before)
        for change in changes.changed
        for one in change.differences
        if one.field == Field.EMAIL
    }


def _deeds(upload: RosterUpload, changes: Changes, by: Person) -> Iterator[Deed]:
    concerned = len(changes.added) + len(changes.changed) + len(changes.deactivated)
    yield Deed(Verb.ROSTER_APPLIED, by=by.pk, subject=upload.pk, amount=concerned)
    for key in _moved(changes):
        yield Deed(Verb.ADDRESS_CHANGED, by=by.pk, subject=key)
    for person in changes.deactivated:
        yield Deed(Verb.PERSON_DEACTIVATED, by=by.pk, subject=person.key)


def _summary(changes: Changes, *, left_out: int) -> dict[str, int]:
    return {
        "added": len(changes.added),
        "changed": len(changes.changed),
        "deactivated": len(changes.deactivated),
        "unchanged": len(changes.unchanged),
        "kept": len(changes.kept),
        "left_out": left_out,
    }
