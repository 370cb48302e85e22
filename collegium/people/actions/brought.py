"""A file that somebody brings: kept with a guess how to read it, decided on, forgotten."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from collegium.people.models import BroughtFile, Person
from collegium.vault.rows import own_identity

FORGOTTEN_AFTER = timedelta(days=1)


def keep_file[F: BroughtFile](
    model: type[F],
    once: UUID,
    *,
    by: Person,
    file_name: str,
    content: bytes,
    mapping: Mapping[str, object],
    now: datetime,
) -> F:
    """Keep a file for whoever brought it; the same `once` keeps it once."""
    return model._default_manager.get_or_create(
        pk=own_identity(model, once, organisation=by.organisation),
        organisation=by.organisation,
        defaults={
            "uploaded_by": by,
            "file_name": file_name[-200:],
            "content": content,
            "mapping": mapping,
            "created_at": now,
        },
    )[0]


def read_differently(file: BroughtFile, mapping: Mapping[str, object]) -> None:
    """Replace the instructions by which a file is read, unless it was applied."""
    type(file)._default_manager.filter(pk=file.pk, applied_at=None).update(mapping=mapping)


def settle(file: BroughtFile, summary: Mapping[str, int], now: datetime) -> None:
    """Note that a file was applied, and forget what stood in it."""
    file.summary = dict(summary)
    file.applied_at = now
    file.content = b""
    file.save()


def forget_undecided(model: type[BroughtFile], now: datetime) -> int:
    """Drop the files that nobody decided on within a day; how many they were."""
    undecided = model._default_manager.filter(applied_at=None)
    return undecided.filter(created_at__lt=now - FORGOTTEN_AFTER).delete()[0]
