"""A roster file: kept, understood, applied. Nobody is written before the last step."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from collegium.people.actions.changed import roster_changed
from collegium.people.actions.writing import write_changes
from collegium.people.models import Organisation, Person, RosterUpload
from collegium.people.queries.imports import preview
from collegium.people.roster import Changes, Problems, guess_columns, read_table
from collegium.people.roster.stored import Stored, to_stored
from collegium.vault.rows import own_identity

FORGOTTEN_AFTER = timedelta(days=1)


class RosterRefused(Exception):  # noqa: N818 - a decision, not an accident
    """The file has problems, so nothing of it was written."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(f"{problems.total} problems")
        self.problems = problems


def forget_undecided(now: datetime) -> int:
    """Drop the files that nobody decided on within a day; how many they were."""
    undecided = RosterUpload.objects.filter(applied_at=None)
    return undecided.filter(created_at__lt=now - FORGOTTEN_AFTER).delete()[0]


@transaction.atomic
def keep_upload(
    once: UUID, *, by: Person, file_name: str, content: bytes, now: datetime
) -> RosterUpload:
    """Keep a file that can be read, with a guess how; raises `Unreadable`."""
    columns = guess_columns(read_table(content))
    stored = to_stored(
        columns, time_zone=by.time_zone, languages=list(by.languages or [by.language])
    )
    return RosterUpload.objects.get_or_create(
        pk=own_identity(RosterUpload, once, organisation=by.organisation),
        organisation=by.organisation,
        defaults={
            "uploaded_by": by,
            "file_name": file_name[-200:],
            "content": content,
            "mapping": stored,
            "created_at": now,
        },
    )[0]


def set_reading(upload: RosterUpload, stored: Stored) -> None:
    """Replace the instructions by which a file is read."""
    RosterUpload.objects.filter(pk=upload.pk, applied_at=None).update(mapping=stored)


@transaction.atomic
def apply_roster(upload: RosterUpload, *, by: Person, now: datetime) -> RosterUpload:
    """Write everything that the file says, or nothing; a second time changes nothing.

    The file's content is forgotten afterwards. Raises `RosterRefused`.
    """
    Organisation.objects.select_for_update().get(pk=by.organisation_id)
    upload = RosterUpload.objects.select_for_update().get(
        pk=upload.pk, organisation=by.organisation_id
    )
    if upload.applied_at:
        return upload
    outcome = preview(upload)
    if outcome.problems:
        raise RosterRefused(outcome.problems)
    write_changes(upload.organisation, outcome.changes)
    roster_changed(upload.organisation_id)
    upload.summary = _summary(outcome.changes, left_out=outcome.reading.left_out)
    upload.applied_at = now
    upload.content = b""
    upload.save()
    return upload


def _summary(changes: Changes, *, left_out: int) -> dict[str, int]:
    return {
        "added": len(changes.added),
        "changed": len(changes.changed),
        "deactivated": len(changes.deactivated),
        "unchanged": len(changes.unchanged),
        "kept": len(changes.kept),
        "left_out": left_out,
    }
