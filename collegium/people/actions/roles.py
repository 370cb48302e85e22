"""Roles, and who may sign in at all."""

from django.db import transaction

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.people.actions.changed import roster_changed
from collegium.people.actions.leaving import shut_out
from collegium.people.models import Organisation, Person, Role, RoleName


class LastAdministrator(ValueError):  # noqa: N818 - it says who is left
    """Nobody would be left to administer the organisation."""


@transaction.atomic
def grant(person: Person, role: RoleName, *, by: Person | None = None) -> Role:
    """Give a person a role; once more changes nothing."""
    held, is_new = Role.objects.get_or_create(person=person, name=role)
    if is_new:
        _note(Verb.ROLE_GRANTED, person, by, role)
    return held


@transaction.atomic
def revoke(person: Person, role: RoleName, *, by: Person | None = None) -> None:
    """Take a role away; raises `LastAdministrator`."""
    if role == RoleName.ADMINISTRATOR:
        _require_another_administrator(person)
    if Role.objects.filter(person=person, name=role).delete()[0]:
        _note(Verb.ROLE_TAKEN, person, by, role)


@transaction.atomic
def deactivate(person: Person, *, by: Person | None = None) -> None:
    """Shut a person out from now on; their places in groups and their words stay.

    Raises `LastAdministrator`.
    """
    if shut_one_out(person):
        _note(Verb.PERSON_DEACTIVATED, person, by)


@transaction.atomic
def shut_one_out(person: Person) -> bool:
    """The same for whoever notes it as the last step of something greater; False where it was so.

    Raises `LastAdministrator`.
    """
    _require_another_administrator(person)
    number = shut_out([person.pk])
    roster_changed(person.organisation_id)
    return number > 0


@transaction.atomic
def reactivate(person: Person, *, by: Person | None = None) -> None:
    """Let a person in again."""
    number = Person.objects.filter(pk=person.pk, is_active=False).update(is_active=True)
    roster_changed(person.organisation_id)
    if number:
        _note(Verb.PERSON_REACTIVATED, person, by)


def _note(verb: Verb, person: Person, by: Person | None, detail: str = "") -> None:
    actor = by.pk if by else None
    note(verb, person.organisation_id, by=actor, subject=person.pk, detail=detail)


def _require_another_administrator(person: Person) -> None:
    """Two administrators who remove each other at once wait for each other here."""
    Organisation.objects.select_for_update(no_key=True).get(pk=person.organisation_id)
    administrators = Role.objects.filter(
        name=RoleName.ADMINISTRATOR,
        person__organisation=person.organisation_id,
        person__is_active=True,
    ).values_list("person_id", flat=True)
    if set(administrators) == {person.pk}:
        raise LastAdministrator
