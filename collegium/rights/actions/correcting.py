"""Saying that the roster is wrong, and seeing to it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.people.models import Organisation, Person
from collegium.rights.models import Correction


@transaction.atomic
def say_wrong(person: Person, field: str, should_be: str, *, now: datetime) -> None:
    """Tell the administrators that a field is wrong; said again, the later word stands."""
    Correction.objects.update_or_create(
        person=person,
        field=field,
        settled_at=None,
        defaults={"should_be": should_be, "said_at": now},
    )


@transaction.atomic
def settle(organisation: Organisation, correction_id: UUID, *, now: datetime) -> None:
    """Note that a field was seen to; once more changes nothing.

    Raises `Correction.DoesNotExist` for another organisation's.
    """
    rows = Correction.objects.select_for_update(of=("self",))
    row = rows.get(pk=correction_id, person__organisation=organisation)
    if row.settled_at is None:
        row.settled_at = now
        row.save(update_fields=["settled_at"])
