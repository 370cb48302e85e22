"""Where keys come from: made with a group, unwrapped to read, destroyed to erase."""

import base64
import binascii
import os
import time
from collections.abc import Collection
from itertools import batched
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from collegium.vault.models import WrappedKey
from collegium.vault.sealing import KEY_BYTES, NONCE_BYTES, Key, VaultError

# An unwrapped key is kept this long, so that a live session does not unwrap at every word; a
# destroyed key is out of every process's reach after the same time.
KEPT_SECONDS = 5.0
BATCH = 10_000
_kept: dict[UUID, tuple[float, Key]] = {}


def create(scope: UUID) -> Key:
    """Make the key of a new group; asking again gives the same key."""
    material = AESGCM.generate_key(bit_length=KEY_BYTES * 8)
    WrappedKey.objects.get_or_create(
        scope=scope, defaults={"wrapped": _wrap(material, scope=scope)}
    )
    return key_of(scope)


def key_of(scope: UUID) -> Key:
    """The key of a group; raises `VaultError` when it was destroyed or the master key is wrong."""
    now = time.monotonic()
    if (kept := _kept.get(scope)) and kept[0] > now:
        return kept[1]
    row = WrappedKey.objects.filter(scope=scope).first()
    if row is None:
        _kept.pop(scope, None)
        raise VaultError("The key of this group is gone; its words cannot be read any more.")
    key = Key(scope=scope, material=_unwrap(bytes(row.wrapped), scope=scope))
    _forget_old(now)
    _kept[scope] = (now + KEPT_SECONDS, key)
    return key


def keys_of(scopes: Collection[UUID]) -> dict[UUID, Key]:
    """The keys of several scopes in one query; those that were destroyed are absent.

    Raises `VaultError` when the master key is wrong. These keys are not kept.
    """
    rows = (
        row for some in batched(scopes, BATCH) for row in WrappedKey.objects.filter(scope__in=some)
    )
    return {
        row.scope: Key(scope=row.scope, material=_unwrap(bytes(row.wrapped), scope=row.scope))
        for row in rows
    }


def keep(scopes: Collection[UUID]) -> None:
    """Have the keys of several scopes at hand for as long as any, fetched in one query."""
    now = time.monotonic()
    missing = [one for one in scopes if one not in _kept or _kept[one][0] <= now]
    for scope, key in keys_of(missing).items():
        _kept[scope] = (now + KEPT_SECONDS, key)


def destroy(scope: UUID) -> None:
    """Erase a group's words for good, in this database and in every backup of it."""
    WrappedKey.objects.filter(scope=scope).delete()
    _kept.pop(scope, None)


def forget() -> None:
    """Drop every unwrapped key from memory."""
    _kept.clear()


def check_master_key() -> None:
    """Raise `VaultError` unless the master key is there and opens a stored key."""
    _master_key()
    if row := WrappedKey.objects.first():
        _unwrap(bytes(row.wrapped), scope=row.scope)


def make_master_key(path: Path) -> None:
    """Write a new master key to `path`, readable by its owner only, unless one stands there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(os.urandom(KEY_BYTES)) + b"\n")


def _forget_old(now: float) -> None:
    for scope in [scope for scope, (until, _) in _kept.items() if until <= now]:
        del _kept[scope]


def _master_key() -> bytes:
    text: str = settings.VAULT_MASTER_KEY
    path: Path | None = settings.VAULT_MASTER_KEY_FILE
    if not text and path is not None and path.exists():
        text = path.read_text().strip()
    if not text:
        raise VaultError(
            "There is no master key. Set COLLEGIUM_MASTER_KEY, or COLLEGIUM_MASTER_KEY_FILE to a "
            "file that holds it."
        )
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise VaultError("The master key must be 32 bytes in base64.")
    return key


def _wrap(material: bytes, *, scope: UUID) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(_master_key()).encrypt(nonce, material, scope.bytes)


def _unwrap(wrapped: bytes, *, scope: UUID) -> bytes:
    nonce, body = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
    try:
        return AESGCM(_master_key()).decrypt(nonce, body, scope.bytes)
    except InvalidTag:
        raise VaultError(
            "The master key does not fit: keys were wrapped with another one."
        ) from None
