"""From one master key to the next while everything runs, and what shows that all is well."""

import fcntl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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


def prepare() -> None:
    """Lay a new master key beside the one in the file, to open and not yet to wrap.

    Does nothing where a change is under way. Raises `VaultError` where keys come from elsewhere.
    """
    with _own_file() as path:
        keys = master.master_keys()
        if len(keys) == 1:
            text = master.written(keys, upcoming=master.new_master_key())
            master.write_key_file(path, text, replace=True)


def take_over() -> bool:
    """Let the key that was prepared wrap from now on; whether there was one."""
    if master.key_file() is None:
        return False
    with _own_file() as path:
        upcoming = master.upcoming_in(path.read_text())
        if upcoming is None:
            return False
        others = tuple(key for key in master.master_keys() if key != upcoming)
        master.write_key_file(path, master.written((upcoming, *others)), replace=True)
        return True


def finish() -> int:
    """Take the older master keys out of the file; how many.

    Raises `StillNeededError` where a stored key is wrapped with one or one is only prepared, and
    `VaultError` where the keys come from elsewhere.
    """
    if WrappedKey.objects.exclude(master=master.master_keys()[0].mark).exists():
        raise StillNeededError("Keys are still wrapped with an older master key: rotate first.")
    with _own_file() as path:
        keys = master.master_keys()
        if master.upcoming_in(path.read_text()) is not None:
            raise StillNeededError("The new master key is prepared, not in use: rotate first.")
        master.write_key_file(path, master.written(keys[:1]), replace=True)
        return len(keys) - 1


@contextmanager
def _own_file() -> Iterator[Path]:
    """The file with the keys, changed by nobody else meanwhile."""
    path = master.key_file()
    if path is None:
        raise VaultError(
            f"The master key comes from {master.source()}, so change it there, starting every "
            "process anew each time: a new one (`collegium keys new`) after the old one, apart by "
            "a space; the new one first; `collegium keys rotate`; a day later the new one alone."
        )
    with path.with_name(f"{path.name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield path


def _others(first: master.MasterKey) -> Iterator[list[WrappedKey]]:
    waiting: QuerySet[WrappedKey] = WrappedKey.objects.exclude(master=first.mark).order_by("scope")
    while True:
        with transaction.atomic(using=VAULT):
            rows = list(waiting.select_for_update()[:AT_ONCE])
            if not rows:
                return
            yield rows
