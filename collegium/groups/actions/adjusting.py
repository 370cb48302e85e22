"""Changing draft groups by hand."""

from datetime import datetime

from django.db import transaction

from collegium.groups.actions.programmes import in_preparation
from collegium.groups.models import Group, Member, Programme
from collegium.people.models import Person


@transaction.atomic
def move_person(
    programme: Programme,
    person: Person,
    *,
    to: int | None,
    in_exchange_for: Person | None = None,
    now: datetime,
) -> None:
    """Put a participant into the group with this number, or into none; repeating changes nothing.

    The person of an exchange goes where the other came from, if they still sit in that group.
    Raises `Group.DoesNotExist` for an unknown number, NotInPreparation once it runs.
    """
    in_preparation(programme)
    target = None if to is None else programme.groups.get(number=to)
    origin = _group_of(programme, person)
    if target == origin:
        return
    if in_exchange_for and _group_of(programme, in_exchange_for) == target:
        _seat(programme, in_exchange_for, origin, now)
    _seat(programme, person, target, now)


def describe_group(group: Group, *, name: str, facilitator: Person | None) -> None:
    """Name a group and say who supports it."""
    group.name, group.facilitator = name, facilitator
    group.save(update_fields=["name", "facilitator"])


def _group_of(programme: Programme, person: Person) -> Group | None:
    return programme.groups.filter(members__person=person).first()


def _seat(programme: Programme, person: Person, group: Group | None, now: datetime) -> None:
    Member.objects.filter(group__programme=programme, person=person).delete()
    if group:
        Member.objects.create(group=group, person=person, joined_at=now)
