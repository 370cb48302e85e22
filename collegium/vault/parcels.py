"""A file for somebody outside, under a passphrase: scrypt makes the key, AES-256-GCM the rest.

A parcel is its first line, 16 bytes of salt, 12 of nonce, and the ciphertext, which is bound to
the first line.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from collegium.vault.sealing import KEY_BYTES, NONCE_BYTES, VaultError

FIRST_LINE = b"Collegium parcel 1: scrypt n=65536 r=8 p=1, AES-256-GCM\n"
SALT_BYTES = 16
SHORTEST = 12  # characters of a passphrase


def pack(content: bytes, passphrase: str) -> bytes:
    """Encrypt content for whoever knows the passphrase; takes 64 MB and a fraction of a second."""
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    body = AESGCM(_key(passphrase, salt)).encrypt(nonce, content, FIRST_LINE)
    return FIRST_LINE + salt + nonce + body


def unpack(parcel: bytes, passphrase: str) -> bytes:
    """What was packed; raises `VaultError` for another passphrase or a file that was changed."""
    if not parcel.startswith(FIRST_LINE):
        raise VaultError("This is no parcel of Collegium.")
    rest = parcel[len(FIRST_LINE) :]
    salt, rest = rest[:SALT_BYTES], rest[SALT_BYTES:]
    try:
        return AESGCM(_key(passphrase, salt)).decrypt(
            rest[:NONCE_BYTES], rest[NONCE_BYTES:], FIRST_LINE
        )
    except (InvalidTag, ValueError):
        raise VaultError("The passphrase is another one, or the file was changed.") from None


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=KEY_BYTES, n=2**16, r=8, p=1).derive(passphrase.encode())
