"""The first step of an organisation: its name and somebody who runs it."""

from django.conf import settings
from django.db import transaction

from collegium.audit.actions import note
from collegium.audit.verbs import Verb
from collegium.people.actions.roles import grant
from collegium.people.models import Organisation, Person, RoleName


class AddressTaken(ValueError):  # noqa: N818 - it says what is the case
    """Somebody signs in with this address already."""


@transaction.atomic
def set_call_server(organisation: Organisation, address: str, *, by: Person | None = None) -> None:
    """Set the Jitsi server on which calls are made with one button; empty for none."""
    ours = Organisation.objects.exclude(call_server=address).filter(pk=organisation.pk)
    changed = ours.update(call_server=address)
    organisation.call_server = address
    if changed:
        note(Verb.CALL_SERVER_CHANGED, organisation.pk, by=by.pk if by else None)


@transaction.atomic
def create_organisation(
    name: str, *, administrator_email: str, administrator_name: str, time_zone: str = "UTC"
) -> Organisation:
    """Found an organisation with one administrator, who grants every other role.

    Raises `AddressTaken`.
    """
    email = administrator_email.strip().casefold()
    if Person.objects.filter(email=email).exists():
        raise AddressTaken(administrator_email)
    organisation = Organisation.objects.create(name=name)
    person = Person(
        organisation=organisation,
        email=email,
        name=administrator_name,
        time_zone=time_zone,
        languages=[settings.LANGUAGE_CODE],
    )
    person.set_unusable_password()
    person.save()
    grant(person, RoleName.ADMINISTRATOR)
    note(Verb.ORGANISATION_FOUNDED, organisation.pk, subject=person.pk)
    return organisation
