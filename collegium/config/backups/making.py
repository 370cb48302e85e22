"""Making a backup: the main database first, then the keys, so that every group has its own."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS

from collegium.config.backups.copying import copy_out
from collegium.config.backups.manifest import NAME, BackupError, describe
from collegium.vault.router import VAULT

UNFINISHED = ".unfinished"


def back_up(main: Path, keys: Path, *, now: datetime) -> tuple[Path, Path]:
    """Copy both databases while they are used; the two folders, named by the time.

    Raises `BackupError` where both would lie in one place, or a backup of this second is there.
    """
    if main.resolve() == keys.resolve():
        raise BackupError("Keep the keys apart: give --keys a folder of its own, elsewhere.")
    return _one(DEFAULT_DB_ALIAS, main, now), _one(VAULT, keys, now)


def prune(folder: Path, *, keep: int) -> int:
    """Delete all but the youngest `keep` backups in a folder, and what was broken off; how many."""
    finished = sorted(path.parent for path in folder.glob(f"*/{NAME}"))
    broken = [path for path in folder.glob(f"*{UNFINISHED}") if path.is_dir()]
    old = [*finished[: max(0, len(finished) - keep)], *broken]
    for path in old:
        shutil.rmtree(path)
    return len(old)


def _one(alias: str, folder: Path, now: datetime) -> Path:
    place = folder / f"{now.astimezone(UTC):%Y-%m-%dT%H-%M-%SZ}"
    beside = place.with_name(place.name + UNFINISHED)
    if place.exists():
        raise BackupError(f"{place} is there already.")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(mode=0o700, parents=True)
    copy = copy_out(alias, beside)
    copy.chmod(0o600)
    describe(alias, copy, now=now).write(beside)
    beside.rename(place)  # there is no half backup under a finished one's name
    return place
