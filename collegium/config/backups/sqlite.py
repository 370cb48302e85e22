"""SQLite's own online backup, page by page, in both directions."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connections

from collegium.config.backups.manifest import BackupError


def copy_out(alias: str, folder: Path) -> Path:
    """Copy a database as it stands at one moment; writers wait at most for single pages."""
    path = folder / "database.sqlite3"
    connection = connections[alias]
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
    return path


def copy_in(alias: str, path: Path) -> None:
    """Replace a database by a copy, all or nothing; raises `BackupError` where it is damaged."""
    connection = connections[alias]
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise BackupError(f"{path} is not a sound database.")
        connection.ensure_connection()
        copy.backup(connection.connection)
