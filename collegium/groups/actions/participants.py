"""Choosing who takes part. Each verb can be repeated; foreign ids have no effect."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from collegium.groups.actions.programmes import in_preparation
from collegium.groups.models import Member, Participant, Programme
from collegium.groups.queries import Criteria
from collegium.groups.queries.participants import matching
from collegium.people.models import Person


@transaction.atomic
def add_participants(programme: Programme, persons: Iterable[UUID]) -> int:
    """Add active people of the organisation; how many were new."""
    in_preparation(programme)
    active = Person.objects.filter(organisation=programme.organisation_id, is_active=True)
    return _add(programme, active.filter(pk__in=list(persons)).values_list("pk", flat=True))


@transaction.atomic
def add_matching(programme: Programme, criteria: Criteria) -> int:
    """Add everybody who meets the criteria; how many were new."""
    in_preparation(programme)
    return _add(programme, matching(programme, criteria).values_list("pk", flat=True))


@transaction.atomic
def remove_participants(programme: Programme, persons: Iterable[UUID]) -> int:
    """Take people out, out of draft groups too; how many there were.

    What was asked for pairs of them stands, should they take part again.
    """
    in_preparation(programme)
    leaving = list(persons)
    Member.objects.filter(group__programme=programme, person__in=leaving).delete()
    _, rows = programme.participants.filter(person__in=leaving).delete()
    return rows.get("groups.Participant", 0)


@transaction.atomic
def mark_hosts(programme: Programme, persons: Iterable[UUID], *, can_host: bool) -> int:
    """Say of participants that they can host sessions, or cannot; how many were ticked."""
    in_preparation(programme)
    ticked = programme.participants.filter(person__in=list(persons))
    return ticked.update(can_host=can_host)


def _add(programme: Programme, persons: Iterable[UUID]) -> int:
    present = set(programme.participants.values_list("person_id", flat=True))
    new = [Participant(programme=programme, person_id=pk) for pk in persons if pk not in present]
    Participant.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)
