"""What a backup says of itself: whose copy it is, of when, and how to know that it is whole."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.loader import MigrationLoader

from collegium.vault.router import VAULT

NAME = "backup.json"
FORMAT = 1
ALIASES = (DEFAULT_DB_ALIAS, VAULT)
# Apps that there are no more; databases of before still remember their migrations.
RETIRED = frozenset({"sessions"})
TITLES = {DEFAULT_DB_ALIAS: "main", VAULT: "keys"}


class BackupError(Exception):
    """A backup cannot be made or used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Beside the copy of one database."""

    database: str  # main or keys
    vendor: str
    file: str
    sha256: str
    taken_at: str
    migrations: dict[str, list[str]]
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Put it into the folder of the backup."""
        text = json.dumps(asdict(self), indent=1, sort_keys=True)
        (folder / NAME).write_text(text + "\n", encoding="utf-8")


def describe(alias: str, copy: Path, *, now: datetime) -> Manifest:
    """The manifest of a copy that was just made."""
    return Manifest(
        database=TITLES[alias],
        vendor=connections[alias].vendor,
        file=copy.name,
        sha256=digest(copy),
        taken_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        migrations=applied(alias),
    )


def read(folder: Path, *, alias: str) -> Manifest:
    """The manifest of a backup that fits this installation, without apps that are retired.

    Raises `BackupError` where it is none, is damaged, is of another database, or comes from a newer
    version of Collegium.
    """
    try:
        manifest = Manifest(**json.loads((folder / NAME).read_text(encoding="utf-8")))
        whole = digest(folder / manifest.file) == manifest.sha256
    except (OSError, ValueError, TypeError) as error:
        raise BackupError(f"{folder} is not a backup made by `collegium backup`.") from error
    if not whole:
        raise BackupError(f"{folder} is damaged: {manifest.file} is not what was written.")
    if manifest.database != TITLES[alias]:
        raise BackupError(f"{folder} holds the {manifest.database} database, not the other one.")
    connection = connections[alias]
    if manifest.vendor != connection.vendor:
        raise BackupError(f"{folder} comes from {manifest.vendor}, this is {connection.vendor}.")
    known = MigrationLoader(connection).disk_migrations
    ours = {app: names for app, names in manifest.migrations.items() if app not in RETIRED}
    if any((app, name) not in known for app, names in ours.items() for name in names):
        raise BackupError(f"{folder} comes from a newer Collegium; install that one first.")
    return replace(manifest, migrations=ours)


def applied(alias: str) -> dict[str, list[str]]:
    """The migrations that a database has seen, by app; none of apps that are retired."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationLoader(connections[alias]).applied_migrations):
        if app not in RETIRED:
            found.setdefault(app, []).append(name)
    return found


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
