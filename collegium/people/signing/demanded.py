"""A second factor that the operator demands: who has none sees only where to add one."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from collegium.people.models import Person
from collegium.people.queries.sign_on import must_sign_on
from collegium.people.signing.shown import factors_shown

DEMANDED_OF = {"", "roles", "everybody"}
# What somebody needs to add one, on top of what opens without signing in.
OPEN = frozenset(
    {
        "people:signing_in",
        "people:change_factors",
        "people:ask_again",
        "people:sign_in_anew",
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)


def demanded_of(said: str) -> str:
    """Of whom it is demanded; raises `ValueError` for a word that nobody knows."""
    if said not in DEMANDED_OF:
        raise ValueError("COLLEGIUM_SECOND_FACTOR is roles, everybody, or not set")
    return said


def owes_factor(request: HttpRequest, person: Person) -> bool:
    """Whether somebody has to add a second factor first (no query where none is demanded).

    Where the organisation's provider is somebody's only way in, it asks for theirs itself.
    """
    if not settings.SECOND_FACTOR:
        return False
    if factors_shown(request, person):
        return False
    if settings.SECOND_FACTOR == "roles" and not person.roles.exists():
        return False
    return not is_mfa_enabled(person) and not must_sign_on(person)
