"""The private page of somebody who would rather not share a group with a few people."""

from uuid import UUID

from django.db import transaction

from collegium.groups.models import RatherNot
from collegium.groups.queries.rather_not import HANDFUL, named_by, padded
from collegium.people.models import Person
from collegium.vault import keyring


class TooMany(ValueError):  # noqa: N818 - says what the page would be
    """The page holds as many names as it may."""


@transaction.atomic
def name_somebody(person: Person, other_id: UUID) -> None:
    """Name an active colleague; naming them again changes nothing.

    Raises `Person.DoesNotExist` for anybody who is none, and `TooMany`.
    """
    _wait_for_own_page(person)
    colleagues = Person.objects.filter(organisation=person.organisation_id, is_active=True)
    other = colleagues.exclude(pk=person.pk).get(pk=other_id)
    named = {one.pk for one in named_by(person)} | {other.pk}
    if len(named) > HANDFUL:
        raise TooMany(HANDFUL)
    _keep(person, named)


@transaction.atomic
def withdraw_name(person: Person, other_id: UUID) -> None:
    """Take a name back; nothing happens where it does not stand."""
    _wait_for_own_page(person)
    named = {one.pk for one in named_by(person)}
    if other_id in named:
        _keep(person, named - {other_id})


def forget_page(person: Person) -> None:
    """Erase the page for good, in this database and in every backup of it."""
    RatherNot.objects.filter(person=person).delete()
    keyring.destroy(person.pk)


def _wait_for_own_page(person: Person) -> None:
    Person.objects.select_for_update().get(pk=person.pk)  # two clicks at once


def _keep(person: Person, named: set[UUID]) -> None:
    keyring.create(person.pk)  # a key without a page harms nobody, the reverse would
    row = RatherNot.objects.filter(person=person).first() or RatherNot(person=person)
    row.names = padded(named)
    row.save()
