"""Where keys come from: made with a group, unwrapped to read, destroyed to erase."""

import os
import time
from collections.abc import Collection
from itertools import batched
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from collegium.vault import master
from collegium.vault.models import Destroyed, WrappedKey
from collegium.vault.router import VAULT
from collegium.vault.sealing import KEY_BYTES, Key, VaultError

# An unwrapped key is kept this long, so that a live session does not unwrap at every word; a
# destroyed key is out of every process's reach after the same time.
KEPT_SECONDS = 5.0
BATCH = 10_000
_kept: dict[UUID, tuple[float, Key]] = {}


def create(scope: UUID) -> Key:
    """Make the key of a new group; asking again gives the same key."""
    first = master.master_keys()[0]
    wrapped = first.wrap(os.urandom(KEY_BYTES), scope=scope)
    WrappedKey.objects.get_or_create(
        scope=scope, defaults={"wrapped": wrapped, "master": first.mark}
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
    key = _key_in(row)
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
    return {row.scope: _key_in(row) for row in rows}


def keep(scopes: Collection[UUID], *, ahead: float = 0.0) -> None:
    """Have the keys of several scopes at hand for as long as any, fetched in one query.

    Those that would not last for `ahead` more seconds are fetched, too.
    """
    now = time.monotonic()
    missing = [one for one in scopes if (kept := _kept.get(one)) is None or kept[0] <= now + ahead]
    for scope, key in keys_of(missing).items():
        _kept[scope] = (now + KEPT_SECONDS, key)


def destroy(scope: UUID) -> None:
    """Erase a group's words for good, in this database and in every backup of it."""
    with transaction.atomic(using=VAULT):
        gone, _ = WrappedKey.objects.filter(scope=scope).delete()
        if gone:
            Destroyed.objects.update_or_create(scope=scope, defaults={"at": timezone.now()})
    _kept.pop(scope, None)


def forget() -> None:
    """Drop every unwrapped key from memory."""
    _kept.clear()


def check_master_key() -> None:
    """Raise `VaultError` unless the master key is there and opens a stored key."""
    master.master_keys()
    if row := WrappedKey.objects.first():
        _key_in(row)


def _forget_old(now: float) -> None:
    for scope, (until, _) in tuple(_kept.items()):  # other threads forget, too
        if until <= now:
            _kept.pop(scope, None)


def _key_in(row: WrappedKey) -> Key:
    material = master.unwrap(bytes(row.wrapped), bytes(row.master), scope=row.scope)
    return Key(scope=row.scope, material=material)
