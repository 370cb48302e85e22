"""Roles, and who may sign in at all."""

from django.db import transaction

from collegium.people.actions.changed import roster_changed
from collegium.people.actions.leaving import shut_out
from collegium.people.models import Organisation, Person, Role, RoleName


class LastAdministrator(ValueError):  # noqa: N818 - it says who is left
    """Nobody would be left to administer the organisation."""


def grant(person: Person, role: RoleName) -> Role:
    """Give a person a role; once more changes nothing."""
    return Role.objects.get_or_create(person=person, name=role)[0]


@transaction.atomic
def revoke(person: Person, role: RoleName) -> None:
    """Take a role away; raises `LastAdministrator`."""
    if role == RoleName.ADMINISTRATOR:
        _require_another_administrator(person)
    Role.objects.filter(person=person, name=role).delete()


@transaction.atomic
def deactivate(person: Person) -> None:
    """Shut a person out from now on; their places in groups and their words stay.

    Raises `LastAdministrator`.
    """
    _require_another_administrator(person)
    shut_out([person.pk])
    roster_changed(person.organisation_id)


@transaction.atomic
def reactivate(person: Person) -> None:
    """Let a person in again."""
    Person.objects.filter(pk=person.pk).update(is_active=True)
    roster_changed(person.organisation_id)


def _require_another_administrator(person: Person) -> None:
    """Two administrators who remove each other at once wait for each other here."""
    Organisation.objects.select_for_update().get(pk=person.organisation_id)
    administrators = Role.objects.filter(
        name=RoleName.ADMINISTRATOR,
        person__organisation=person.organisation_id,
        person__is_active=True,
    ).values_list("person_id", flat=True)
    if set(administrators) == {person.pk}:
        raise LastAdministrator
