"""How an organisation signs on."""

from uuid import UUID

from collegium.people.models import Person, RoleName
from collegium.people.signing.models import SignOn
from collegium.vault import keyring
from collegium.vault.fields import read


def sign_on_of(organisation_id: UUID) -> SignOn | None:
    """The organisation's provider, if it has one (one query)."""
    return (
        SignOn.objects.select_related("organisation").filter(organisation=organisation_id).first()
    )


def only_sign_on() -> SignOn | None:
    """The provider to offer to whoever comes: that of an installation with one organisation.

    Of several it is not told which have one; their people use an address of their own.
    """
    found = list(SignOn.objects.select_related("organisation").filter(is_on=True)[:2])
    return found[0] if len(found) == 1 and _is_alone(found[0]) else None


def must_sign_on(person: Person) -> bool:
    """Whether the provider is somebody's only way in; never an administrator's (one query)."""
    return (
        SignOn.objects.filter(organisation=person.organisation_id, is_on=True, is_only=True)
        .exclude(
            organisation__persons__in=Person.objects.filter(
                pk=person.pk, roles__name=RoleName.ADMINISTRATOR
            )
        )
        .exists()
    )


def secret_of(row: SignOn) -> str:
    """What we prove with who we are; raises `VaultError`."""
    return str(read(row, "client_secret", key=keyring.key_of(row.vault_scope)))


def _is_alone(row: SignOn) -> bool:
    return not type(row.organisation).objects.exclude(pk=row.organisation_id).exists()
