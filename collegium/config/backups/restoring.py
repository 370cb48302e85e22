"""Putting a backup back, without bringing back what was erased since."""

import shutil
from pathlib import Path

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils import timezone

from collegium.audit.verbs import Verb
from collegium.config.backups.copying import copy_in, copy_out
from collegium.config.backups.disk import on_disk
from collegium.config.backups.manifest import BackupError, read
from collegium.config.backups.remembering import (
    Came,
    Tombstones,
    begin,
    forget,
    note_progress,
    recall,
)
from collegium.config.noting import note_everywhere
from collegium.people.signing.models import SignIn
from collegium.rights.actions import burying
from collegium.vault import keyring, rotation, tombstones
from collegium.vault.models import Destroyed, WrappedKey
from collegium.vault.router import VAULT
from collegium.vault.sealing import VaultError

BEFORE = "keys-before-restore"


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
    under_way = begin(data)
    if VAULT in stands and under_way.came == Came.NOWHERE:  # else they are the backup's own keys
        _set_aside(data / BEFORE)
    under_way = note_progress(data, under_way, Came.HALF)
    copy_in(VAULT, keys, backups[VAULT])
    call_command("migrate", database=VAULT, interactive=False, verbosity=0)
    bury(under_way.gone)
    copy_in(DEFAULT_DB_ALIAS, main, backups[DEFAULT_DB_ALIAS])
    note_progress(data, under_way, Came.BOTH)
    call_command("migrate", interactive=False, verbosity=0)
    keyring.forget()
    _check()
    finish(data)


def refuse_half(data: Path) -> None:
    """Raise `BackupError` where a restore broke off before both databases were in."""
    under_way = recall(data)
    if under_way and under_way.came == Came.HALF:
        raise BackupError(
            "A restore broke off, and the two databases may not fit. Repeat it, with --replace."
        )


def finish(data: Path) -> None:
    """Let go again what was erased before a restore, enter it in the record, be done with it.

    Also before serving: a restore that broke off has left the list of it in the data folder. One
    that replaced nothing is forgotten; one that did half of it raises `BackupError`.
    """
    refuse_half(data)
    under_way = recall(data)
    if under_way is None:
        return
    if under_way.came == Came.BOTH:
        bury(under_way.gone)
        tombstones.put_back(under_way.stones)
        burying.bury_again(timezone.now())
        SignIn.objects.all().delete()  # those that were ended since must not come back
        with transaction.atomic():
            note_everywhere(Verb.BACKUP_RESTORED)
    forget(data)


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
    beside = folder.with_name(f".{folder.name}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(mode=0o700, parents=True)
    copy = copy_out(VAULT, beside)
    copy.chmod(0o600)
    shutil.rmtree(folder, ignore_errors=True)
    beside.replace(folder)
    for path in (folder / copy.name, folder, folder.parent):
        on_disk(path)


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
