"""From one master key to the next while everything runs, and what shows that all is well."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from collegium.vault import master
from collegium.vault.models import WrappedKey
from collegium.vault.router import VAULT
from collegium.vault.sealing import VaultError

AT_ONCE = 500


class StillNeededError(VaultError):
    """A master key cannot go yet: keys are wrapped with it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the stored keys stand."""

    current: int  # wrapped with the first master key
    older: int  # with another one that is at hand
    closed: int  # with none that is at hand

    @property
    def is_well(self) -> bool:
        """Whether every stored key opens."""
        return self.closed == 0


def standing() -> Standing:
    """Open every stored key once (one query); raises `VaultError` without a master key."""
    first = master.master_keys()[0].mark
    found = Counter[str]()
    for row in WrappedKey.objects.iterator(chunk_size=AT_ONCE):
        try:
            master.unwrap(bytes(row.wrapped), bytes(row.master), scope=row.scope)
        except VaultError:
            found["closed"] += 1
        else:
            found["current" if bytes(row.master) == first else "older"] += 1
    return Standing(found["current"], found["older"], found["closed"])


def rewrap() -> int:
    """Wrap every stored key with the first master key; how many were wrapped anew.

    Safe to repeat, to interrupt and to run beside a server. Raises `VaultError` at the first key
    that does not open; those before it stay as they have become.
    """
    first, changed = master.master_keys()[0], 0
    for rows in _others(first):
        for row in rows:
            key = master.unwrap(bytes(row.wrapped), bytes(row.master), scope=row.scope)
            row.wrapped, row.master = first.wrap(key, scope=row.scope), first.mark
        WrappedKey.objects.bulk_update(rows, ("wrapped", "master"))
        changed += len(rows)
    return changed


def begin() -> None:
    """Put a new master key before the one in the file, unless a change is under way already.

    Raises `VaultError` where the keys do not come from a file.
    """
    keys, path = master.master_keys(), master.key_file()
    if path is None:
        raise VaultError(
            f"The master key comes from {master.source()}: put a new one (`collegium keys new`) "
            "before the old one there, apart by a space, start every process anew, and repeat this."
        )
    if len(keys) == 1:
        master.write_key_file(path, (master.new_master_key(), *keys), replace=True)


def finish() -> int:
    """Take the older master keys out of the file; how many.

    Raises `StillNeededError` where a stored key is wrapped with one, and `VaultError` where the
    keys do not come from a file.
    """
    keys, path = master.master_keys(), master.key_file()
    if WrappedKey.objects.exclude(master=keys[0].mark).exists():
        raise StillNeededError("Keys are still wrapped with an older master key: rotate first.")
    if path is None:
        raise VaultError(f"Nothing needs the older keys in {master.source()}: take them out there.")
    master.write_key_file(path, keys[:1], replace=True)
    return len(keys) - 1


def _others(first: master.MasterKey) -> Iterator[list[WrappedKey]]:
    waiting: QuerySet[WrappedKey] = WrappedKey.objects.exclude(master=first.mark).order_by("scope")
    while True:
        with transaction.atomic(using=VAULT):
            rows = list(waiting.select_for_update()[:AT_ONCE])
            if not rows:
                return
            yield rows
