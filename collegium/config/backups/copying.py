"""The copy of one database, out of it while it is used, and into one that nobody uses."""

import sqlite3
from pathlib import Path

import psycopg
from django.db import DatabaseError, connections

from collegium.config.backups import postgres, sqlite
from collegium.config.backups.manifest import Manifest

TROUBLES = (OSError, DatabaseError, sqlite3.Error, psycopg.Error)  # of disk and databases


def copy_out(alias: str, folder: Path) -> Path:
    """Copy a database as it stands at one moment into a folder; the file."""
    if connections[alias].vendor == "postgresql":
        return postgres.copy_out(alias, folder)
    return sqlite.copy_out(alias, folder)


def copy_in(alias: str, folder: Path, manifest: Manifest) -> None:
    """Put a copy in the place of everything that stands in a database."""
    if connections[alias].vendor == "postgresql":
        postgres.copy_in(alias, folder / manifest.file, manifest)
    else:
        sqlite.copy_in(alias, folder / manifest.file)
