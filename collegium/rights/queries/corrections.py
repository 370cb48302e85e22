"""What the roster says of somebody, and what they say is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise

from collegium.people.models import Organisation, Person
from collegium.people.tongues import language_names
from collegium.people.words import FIELD_NAMES
from collegium.rights.models import Correction
from collegium.vault.classes import FieldClass

OWN = frozenset({"languages", "strengths", "wants"})  # what people change themselves


@dataclass(frozen=True, slots=True)
class Said:
    """One field that somebody says is wrong, for an administrator."""

    id: UUID
    person_id: UUID
    name: str
    field: str | Promise
    value: str
    should_be: str
    said_at: datetime


def fields_of_roster() -> Mapping[str, str | Promise]:
    """The fields that people cannot change themselves, by their column, in words."""
    return {
        name: FIELD_NAMES[name]
        for name, kind in Person.field_classes.items()
        if kind is FieldClass.ROSTER and name not in OWN and name in FIELD_NAMES
    }


def as_the_roster_has(person: Person) -> tuple[tuple[str | Promise, str], ...]:
    """Each of these fields with what stands there, in words (one query for the manager)."""
    return tuple((words, value_of(person, name)) for name, words in fields_of_roster().items())


def value_of(person: Person, name: str) -> str:
    """What stands in a field of the roster, in words; a dash for nothing."""
    value = getattr(person, name, None)
    if isinstance(value, Person):
        return value.name
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, list):
        return language_names(value) if name == "languages" else ", ".join(value)
    return str(value) if value not in {None, ""} else "–"


def open_corrections(person: Person) -> tuple[Correction, ...]:
    """What somebody said and nobody has seen to (one query)."""
    return tuple(_open().filter(person=person))


def corrections_in(organisation: Organisation) -> tuple[Said, ...]:
    """What people of an organisation said and nobody has seen to, oldest first (one query)."""
    names = fields_of_roster()
    rows = _open().filter(person__organisation=organisation).select_related("person__manager")
    return tuple(
        Said(
            id=row.pk,
            person_id=row.person_id,
            name=row.person.name,
            field=names.get(row.field, row.field),
            value=value_of(row.person, row.field),
            should_be=row.should_be,
            said_at=row.said_at,
        )
        for row in rows
    )


def waiting_corrections(organisation_id: UUID) -> int:
    """How many wait (one query)."""
    return _open().filter(person__organisation=organisation_id).count()


def _open() -> QuerySet[Correction]:
    return Correction.objects.filter(settled_at=None)
