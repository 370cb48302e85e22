"""Putting a backup back, without bringing back what was erased since."""

import json
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils import timezone

from collegium.config.backups.copying import copy_in, copy_out
from collegium.config.backups.manifest import BackupError, read
from collegium.people.signing.models import SignIn
from collegium.rights.actions import burying
from collegium.vault import keyring, rotation, tombstones
from collegium.vault.models import Destroyed, Tombstone, WrappedKey
from collegium.vault.router import VAULT
from collegium.vault.sealing import VaultError

ERASED = "erased.json"  # what was gone and since when, while a restore is under way
BEFORE = "keys-before-restore"

type Tombstones = Mapping[UUID, datetime]
type Stones = list[list[str]]  # as `vault.tombstones` writes them


def restore(main: Path, keys: Path, *, data: Path, replace: bool) -> None:
    """Put both databases back, bring them up to date, and erase again what was erased.

    What is erased is written into the data folder until all is done, so that a restore that broke
    off forgets nothing; with `replace`, a copy of the keys that stood here is left there as well.
    Raises `BackupError` before anything is touched where a backup does not fit, the keys are older
    than what they open or, without `replace`, something stands here; and after it where the master
    key does not open all keys.
    """
    backups = {DEFAULT_DB_ALIAS: read(main, alias=DEFAULT_DB_ALIAS), VAULT: read(keys, alias=VAULT)}
    if backups[VAULT].taken_at < backups[DEFAULT_DB_ALIAS].taken_at:
        raise BackupError("These keys are older than the data: what groups made since would close.")
    stands = [alias for alias in backups if _holds_anything(alias)]
    if stands and not replace:
        raise BackupError("There are data here already: --replace puts the backup in their place.")
    erased = data / ERASED
    gone, stones = _read(erased)
    _write(erased, _later(gone, _tombstones()), [*stones, *_stones()])
    if VAULT in stands:
        _set_aside(data / BEFORE)
    copy_in(VAULT, keys, backups[VAULT])
    call_command("migrate", database=VAULT, interactive=False, verbosity=0)
    bury(_read(erased)[0])
    copy_in(DEFAULT_DB_ALIAS, main, backups[DEFAULT_DB_ALIAS])
    call_command("migrate", interactive=False, verbosity=0)
    keyring.forget()
    _check()
    finish(data)


def finish(data: Path) -> None:
    """Let go again what was erased before a restore, and be done with it.

    Also before serving: a restore that broke off has left the list of it in the data folder.
    """
    erased = data / ERASED
    if erased.exists():
        gone, stones = _read(erased)
        bury(gone)
        tombstones.put_back(stones)
        burying.bury_again(timezone.now())
        SignIn.objects.all().delete()  # those that were ended since must not come back
        erased.unlink()


def bury(gone: Tombstones) -> int:
    """Destroy keys that were destroyed after they were made, whatever backup they come from.

    A key that was made anew under the same name since stays. How many were destroyed.
    """
    with transaction.atomic(using=VAULT):
        known = {one.scope: one.at for one in Destroyed.objects.all()}
        for scope, at in gone.items():
            if scope not in known or known[scope] < at:
                Destroyed.objects.update_or_create(scope=scope, defaults={"at": at})
        buried = 0
        for one in Destroyed.objects.all():
            buried += WrappedKey.objects.filter(scope=one.scope, created_at__lte=one.at).delete()[0]
        return buried


def _check() -> None:
    try:
        well = rotation.standing().is_well
    except VaultError as error:
        raise BackupError(f"The data are back, but closed: {error}") from error
    if not well:
        raise BackupError(
            "The data are back, but some keys do not open: a master key of then is missing. Lay it "
            "beside the present one, apart by a line, and run `collegium keys check`."
        )


def _set_aside(folder: Path) -> None:
    """Keep the keys that are about to be replaced, still wrapped."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    copy_out(VAULT, folder).chmod(0o600)


def _later(one: Tombstones, other: Tombstones) -> Tombstones:
    """Both together, each with the later time."""
    return {
        scope: max(times[scope] for times in (one, other) if scope in times)
        for scope in one.keys() | other.keys()
    }


def _read(path: Path) -> tuple[Tombstones, Stones]:
    if not path.exists():
        return {}, []
    found = json.loads(path.read_text(encoding="utf-8"))
    scopes = {UUID(one): datetime.fromisoformat(at) for one, at in found["scopes"].items()}
    return scopes, found["stones"]


def _write(path: Path, gone: Tombstones, stones: Stones) -> None:
    beside = path.with_name(f".{path.name}")
    scopes = {str(scope): at.isoformat() for scope, at in gone.items()}
    beside.write_text(json.dumps({"scopes": scopes, "stones": stones}))
    beside.replace(path)


def _stones() -> Stones:
    """What this installation knows to be gone beside keys, before anything is replaced."""
    if Tombstone._meta.db_table not in connections[VAULT].introspection.table_names():
        return []
    return tombstones.as_data()


def _tombstones() -> Tombstones:
    """What this installation knows to be erased, before anything is replaced."""
    if Destroyed._meta.db_table not in connections[VAULT].introspection.table_names():
        return {}
    return {one.scope: one.at for one in Destroyed.objects.all()}


def _holds_anything(alias: str) -> bool:
    connection = connections[alias]
    tables = set(connection.introspection.table_names()) & {
        "people_organisation",
        WrappedKey._meta.db_table,
    }
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608 - our own names
            if cursor.fetchone():
                return True
    return False
