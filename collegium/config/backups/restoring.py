"""Putting a backup back, without bringing back what was erased since."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from collegium.config.backups.copying import copy_in
from collegium.config.backups.manifest import BackupError, read
from collegium.vault import keyring
from collegium.vault.models import Destroyed, WrappedKey
from collegium.vault.router import VAULT
from collegium.vault.sealing import VaultError

type Tombstones = Mapping[UUID, datetime]


def restore(main: Path, keys: Path, *, replace: bool) -> None:
    """Put both databases back, bring them up to date, and erase again what was erased.

    Raises `BackupError` before anything is touched where a backup does not fit or, without
    `replace`, something stands here; and after it where the master key does not open the keys.
    """
    backups = {DEFAULT_DB_ALIAS: (main, read(main, alias=DEFAULT_DB_ALIAS))}
    backups[VAULT] = (keys, read(keys, alias=VAULT))
    if not replace and any(_holds_anything(alias) for alias in backups):
        raise BackupError("There are data here already: --replace puts the backup in their place.")
    gone = _tombstones()
    for alias in (VAULT, DEFAULT_DB_ALIAS):
        copy_in(alias, *backups[alias])
        call_command("migrate", database=alias, interactive=False, verbosity=0)
    bury(gone)
    keyring.forget()
    try:
        keyring.check_master_key()
    except VaultError as error:
        raise BackupError(f"The data are back, but closed: {error}") from error


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
