"""Making a backup: the main database first, then the keys, so that every group has its own."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS

from collegium.config.backups.copying import TROUBLES, copy_out
from collegium.config.backups.disk import on_disk
from collegium.config.backups.manifest import NAME, BackupError, describe
from collegium.vault.router import VAULT

UNFINISHED = ".unfinished"
DATED = "20??-??-??T??-??-??Z"


def back_up(main: Path, keys: Path, *, now: datetime) -> tuple[Path, Path]:
    """Copy both databases while they are used; the two folders, named by the time.

    Raises `BackupError` where both would lie in one place, a backup of this second is there, or
    there is no room; what was begun is then gone.
    """
    if main.resolve() == keys.resolve():
        raise BackupError("Keep the keys apart: give --keys a folder of its own, elsewhere.")
    return _one(DEFAULT_DB_ALIAS, main, now), _one(VAULT, keys, now)


def prune(folder: Path, *, keep: int, now: datetime) -> int:
    """Delete all but the youngest `keep` backups in a folder; how many.

    What was broken off goes after a day: until then it may be one that is being made.
    """
    yesterday = _named(now - timedelta(days=1))
    finished = sorted(path.parent for path in folder.glob(f"{DATED}/{NAME}"))
    broken = [path for path in folder.glob(f"{DATED}{UNFINISHED}") if path.name < yesterday]
    old = [*finished[: max(0, len(finished) - keep)], *broken]
    for path in old:
        shutil.rmtree(path)
    return len(old)


def _named(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H-%M-%SZ}"


def _one(alias: str, folder: Path, now: datetime) -> Path:
    place = folder / _named(now)
    beside = place.with_name(place.name + UNFINISHED)
    if place.exists():
        raise BackupError(f"{place} is there already.")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(mode=0o700, parents=True)
    try:
        _fill(beside, alias, now)
        beside.rename(place)  # there is no half backup under a finished one's name
    except TROUBLES as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise BackupError(
            f"The backup was not made: {error}. Is there room for it in {folder}?"
        ) from error
    return place


def _fill(folder: Path, alias: str, now: datetime) -> None:
    copy = copy_out(alias, folder)
    copy.chmod(0o600)
    describe(alias, copy, now=now).write(folder)
    for path in (*folder.iterdir(), folder):
        on_disk(path)
