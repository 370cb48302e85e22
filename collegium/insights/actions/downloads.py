"""That a lead or an administrator took figures along as a file."""

from collections.abc import Collection
from uuid import UUID

from collegium.audit.actions import note_once_a_day
from collegium.audit.verbs import Verb
from collegium.people.access import Who
from collegium.people.models import Person


def note_download(
    person: Person, relations: Collection[Who], form: str, programme: UUID | None = None
) -> None:
    """Enter it in the record; members who look at what leads see are nobody's business."""
    if not {Who.LEAD, Who.ADMINISTRATOR}.isdisjoint(relations):
        note_once_a_day(
            Verb.EXPORTED, person.organisation_id, by=person.pk, subject=programme, detail=form
        )
