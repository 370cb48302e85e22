"""That nobody else works with the databases while they are replaced."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connections

from collegium.config.backups.in_use import unused
from collegium.config.backups.manifest import ALIASES, BackupError

PATIENCE = 3.0  # seconds
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
    "pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Hold the databases alone; raises `BackupError` where somebody works with them.

    On PostgreSQL also somebody on another machine.
    """
    with unused(data) as free:
        if not free:
            raise BackupError("Collegium is running here: stop it first.")
        if any(map(_is_in_company, ALIASES)):
            raise BackupError("Somebody is connected to the database: stop Collegium first.")
        yield


def _is_in_company(alias: str) -> bool:
    """Whether others stay connected; our own pool's connections take a moment to go."""
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return False
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # not in the stubs
    until = time.monotonic() + PATIENCE
    with psycopg.connect(autocommit=True, **connection.get_connection_params()) as own:
        while own.execute(OTHERS).fetchone() != (0,):
            if time.monotonic() > until:
                return True
            time.sleep(0.1)
    return False
