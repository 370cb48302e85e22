"""By what somebody signs in beside their mailbox."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from collegium.people.models import Person


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey, without its key."""

    pk: int
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """A person's factors."""

    app: bool
    passkeys: tuple[Passkey, ...]
    codes_left: int  # recovery codes that were not used yet

    @property
    def any(self) -> bool:
        """Whether there is one beside the mailbox."""
        return self.app or bool(self.passkeys)


def factors_of(person: Person) -> Factors:
    """A person's factors (one query); raises `VaultError` where the key of secrets is gone."""
    rows = list(Authenticator.objects.filter(user=person).order_by("created_at"))
    of_kind = {kind: [row for row in rows if row.type == kind] for kind in Authenticator.Type}
    return Factors(
        app=bool(of_kind[Authenticator.Type.TOTP]),
        passkeys=tuple(
            Passkey(row.pk, row.wrap().name, row.created_at, row.last_used_at)
            for row in of_kind[Authenticator.Type.WEBAUTHN]
        ),
        codes_left=sum(
            len(row.wrap().get_unused_codes()) for row in of_kind[Authenticator.Type.RECOVERY_CODES]
        ),
    )


def has_factors(person: Person) -> bool:
    """Whether there is anything to take off a person's account (two queries at most)."""
    return Authenticator.objects.filter(user=person).exists() or person.identities.exists()


def factor_of(person: Person, pk: object) -> Authenticator | None:
    """One of a person's own, their app or a passkey; None where they have none such."""
    own = Authenticator.objects.filter(user=person, pk=pk) if str(pk).isdigit() else None
    return own.exclude(type=Authenticator.Type.RECOVERY_CODES).first() if own is not None else None
