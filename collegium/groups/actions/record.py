"""That an administrator took the record along as a file."""

from collegium.audit.actions import note_once_a_day
from collegium.audit.verbs import Verb
from collegium.people.models import Person


def note_taken(by: Person) -> None:
    """Enter it in the record itself."""
    note_once_a_day(Verb.EXPORTED, by.organisation_id, by=by.pk, detail="record")
