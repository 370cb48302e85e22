"""Workers as real processes, on a database that they share."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection, connections


@dataclass(frozen=True, slots=True)
class Workers:
    """Starts workers. On SQLite they share copies of the test's databases."""

    environment: Mapping[str, str]
    folder: Path

    def start(self, *options: str) -> "subprocess.Popen[bytes]":
        """A worker; one that does what is due now and then ends, unless told otherwise."""
        return subprocess.Popen(
            [sys.executable, "-m", "collegium", "work", *(options or ("--once",))],
            env=self.environment,
            stderr=subprocess.PIPE,
        )

    def work(self) -> None:
        """Let one worker come and go."""
        assert ended(self.start()) == 0

    def execute(self, statement: str) -> list[tuple[object, ...]]:
        """Run a statement on the database of the workers."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return list(cursor.fetchall()) if cursor.description else []
        with sqlite3.connect(self.folder / "collegium.sqlite3") as database:
            rows = database.execute(statement).fetchall()
        database.close()
        return rows


def ended(worker: "subprocess.Popen[bytes]") -> int:
    """Wait for a worker, show what it complained of, and say how it ended."""
    complaint = worker.communicate(timeout=180)[1]
    assert complaint == b"", complaint.decode()
    return worker.returncode


def workers_on(folder: Path, port: int) -> Workers:
    """Workers that see what the test has stored so far, and send to a port of this machine."""
    environment = os.environ | {
        "COLLEGIUM_SMTP_HOST": "127.0.0.1",
        "COLLEGIUM_SMTP_PORT": str(port),
        "COLLEGIUM_DATA": str(folder),
    }
    if connection.vendor == "postgresql":
        return Workers(environment | _named_urls(), folder)
    for alias, name in (("default", "collegium"), ("vault", "vault")):
        with connections[alias].cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / f"{name}.sqlite3")])
    return Workers(environment, folder)


def _named_urls() -> dict[str, str]:
    names = {"DATABASE_URL": "default", "VAULT_DATABASE_URL": "vault"}
    return {
        variable: urlunsplit(
            urlsplit(os.environ[variable])._replace(
                path=f"/{connections[alias].settings_dict['NAME']}"
            )
        )
        for variable, alias in names.items()
    }
