"""What allauth asks about second factors: its secrets sealed, its names ours."""

import base64
from urllib.parse import urlsplit
from uuid import UUID

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from collegium.people.signing.devices import device_named
from collegium.vault import keyring

SCOPE = UUID("5f0c3b1e-6f6b-4c1a-9d3e-2a7d1b8f4e60")  # the key of everybody's second factors
# One place for all: allauth hands over the text alone and does not say whose it is. Whoever can
# move a ciphertext from one row to another could as well add a passkey, which is no secret.
PLACE = "second factor"


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets lie sealed under a key of the vault, which follows when the master key changes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or it was used before. Try the next one."),
    }

    def encrypt(self, text: str) -> str:
        """Seal the secret of an authenticator app, or the seed of recovery codes."""
        sealed = keyring.create(SCOPE).seal(text, place=PLACE)
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` sealed; raises `VaultError`."""
        return keyring.key_of(SCOPE).open(base64.b64decode(encrypted_text), place=PLACE)

    def get_totp_issuer(self) -> str:
        """What the app shows above the code."""
        host = urlsplit(settings.ADDRESS).hostname
        return f"Collegium ({host})"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """For whom a passkey is: this installation, by whatever name somebody reached it."""
        return {"id": urlsplit(settings.ADDRESS).hostname or "localhost", "name": "Collegium"}

    def generate_authenticator_name(self, _user: AbstractBaseUser, _type: str) -> str:
        """What a passkey is called whom nobody gave a name."""
        return device_named(context.request.headers) or gettext("Passkey")
