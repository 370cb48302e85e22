"""That somebody took everything along."""

from datetime import datetime

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.people.models import Person


def note_taken(person: Person, *, now: datetime) -> None:
    """Put it into the record: whoever took it from their account will want to know when."""
    note(Verb.PERSON_EXPORTED, person.organisation_id, by=person.pk, subject=person.pk, now=now)
