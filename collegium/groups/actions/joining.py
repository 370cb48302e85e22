"""Coming late into groups that meet."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.audit.actions import Deed, note_all
from collegium.audit.verbs import Verb
from collegium.groups.actions.seating import seat
from collegium.groups.models import (
    Group,
    GroupState,
    Member,
    Participant,
    Programme,
    ProgrammeState,
)
from collegium.people.models import Person


class NotRunning(Exception):  # noqa: N818 - reads as what the programme is
    """The programme has not begun, or is over."""


@transaction.atomic
def add_latecomer(programme: Programme, person: Person) -> None:
    """Let somebody of the organisation take part in a programme that runs; they wait for a place.

    Raises `Person.DoesNotExist` for strangers and people who left, NotRunning.
    """
    locked = Programme.objects.select_for_update().get(pk=programme.pk)
    if locked.state != ProgrammeState.RUNNING:
        raise NotRunning(locked.pk)
    if person.organisation_id != locked.organisation_id or not person.is_active:
        raise Person.DoesNotExist
    Participant.objects.get_or_create(programme=locked, person=person)


@transaction.atomic
def join_groups(
    programme: Programme,
    places: Mapping[UUID, int],
    *,
    now: datetime,
    by: Person | None = None,
) -> int:
    """Give active people of the organisation a place in groups that meet; how many were new.

    Whoever sits in a group of this programme stays there. From now on they read what the
    group writes, and are told like everybody who begins. Raises `Group.DoesNotExist` for a
    group that does not meet, `Person.DoesNotExist` for strangers, NotRunning.
    """
    locked = Programme.objects.select_for_update().get(pk=programme.pk)
    if locked.state != ProgrammeState.RUNNING:
        raise NotRunning(locked.pk)
    active = Person.objects.filter(organisation=locked.organisation_id, is_active=True)
    if active.filter(pk__in=places).count() < len(places):
        raise Person.DoesNotExist
    seated = Member.objects.filter(group__programme=locked, left_at=None, person__in=places)
    settled = set(seated.values_list("person_id", flat=True))
    meeting = locked.groups.filter(state=GroupState.MEETING)
    groups = dict(meeting.values_list("number", "pk"))
    new = {one: number for one, number in places.items() if one not in settled}
    if not set(new.values()) <= set(groups):
        raise Group.DoesNotExist
    for one, number in new.items():
        Participant.objects.get_or_create(programme=locked, person_id=one)
        seat(groups[number], one, now=now)
    actor = by.pk if by else None
    deeds = [
        Deed(Verb.PERSON_PLACED, by=actor, subject=one, group=groups[number])
        for one, number in new.items()
    ]
    note_all(locked.organisation_id, deeds, now=now)
    return len(new)
