"""Sealing one text: AES-256-GCM under a group's key, bound to the place where it stands."""

import os
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
NONCE_BYTES = 12
KEY_BYTES = 32


class VaultError(Exception):
    """A key is missing or wrong, or a sealed text was moved or changed."""


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """The key of one scope (a group). It never shows itself."""

    scope: UUID
    material: bytes

    def __repr__(self) -> str:
        return f"Key(scope={self.scope})"

    def seal(self, text: str, *, place: str) -> bytes:
        """Encrypt `text` so that it opens only under this key and in this place."""
        nonce = os.urandom(NONCE_BYTES)
        body = AESGCM(self.material).encrypt(nonce, text.encode(), self._bound_to(place))
        return VERSION + nonce + body

    def open(self, sealed: bytes, *, place: str) -> str:
        """Decrypt what `seal` made; raises `VaultError` for another key, place or content."""
        if sealed[:1] != VERSION:
            raise VaultError("This text was sealed by an unknown version.")
        nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return AESGCM(self.material).decrypt(nonce, body, self._bound_to(place)).decode()
        except InvalidTag:
            raise VaultError("This text does not open here.") from None

    def _bound_to(self, place: str) -> bytes:
        return f"{self.scope}|{place}".encode()
