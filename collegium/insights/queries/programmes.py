"""The programmes of which figures may be looked at."""

from uuid import UUID

from django.db.models import QuerySet

from collegium.groups.models import Programme, ProgrammeState
from collegium.people.models import Person


def programmes_for(person: Person) -> QuerySet[Programme]:
    """The programmes of the person's organisation that have begun, youngest first."""
    own = Programme.objects.filter(organisation_id=person.organisation_id)
    return own.exclude(state=ProgrammeState.DRAFT)


def programme_for(person: Person, programme_id: UUID) -> Programme:
    """One programme of the person's organisation; raises `Programme.DoesNotExist` otherwise."""
    return Programme.objects.get(pk=programme_id, organisation_id=person.organisation_id)
