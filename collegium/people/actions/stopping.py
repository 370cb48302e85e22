"""Stopping kinds of reminders, and letting them come again, from a mail or a page."""

from collections.abc import Collection

from django.db import transaction

from collegium.domain.rhythm import Kind
from collegium.people.models import Person, Rhythm


@transaction.atomic
def stop(person: Person, kinds: Collection[Kind]) -> None:
    """Send somebody no more reminders of these kinds. Whatever else they said stays."""
    row = _row(person)
    row.stopped = sorted({*row.stopped, *(kind.value for kind in kinds)})
    row.save(update_fields=["stopped"])


@transaction.atomic
def resume(person: Person, kinds: Collection[Kind]) -> None:
    """Send somebody reminders of these kinds again."""
    row = _row(person)
    row.stopped = sorted(set(row.stopped) - {kind.value for kind in kinds})
    row.save(update_fields=["stopped"])


def _row(person: Person) -> Rhythm:
    Person.objects.select_for_update().get(pk=person.pk)  # two clicks at once
    row, _is_new = Rhythm.objects.get_or_create(person=person)
    return row
