"""Collegium serves under a user that owns nothing in its databases, where another one migrates."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connections
from psycopg import sql

DOC = Path(__file__).parents[2] / "docs/run/install.md"
SERVED = "from collegium.config.serving import bring_up_to_date; bring_up_to_date(); print('up')"
pytestmark = pytest.mark.skipif(
    connections["default"].vendor != "postgresql", reason="a file has no users"
)


@pytest.fixture
def clerks() -> Iterator[dict[str, str]]:
    """The addresses of both databases for a user that was given what the page says, no more."""
    given = [line for line in DOC.read_text("utf-8").splitlines() if line.startswith("GRANT ")]
    assert len(given) == 3
    urls = {}
    for alias, variable in (("default", "DATABASE_URL"), ("vault", "VAULT_DATABASE_URL")):
        with owner(alias) as own:
            clerk = f"clerk_{own.info.dbname}"
            forget(own, clerk)
            own.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(clerk)))
            for line in given:
                own.execute(line.replace("clerk;", f'"{clerk}";').encode())
            host = quote(own.info.host or "localhost", safe="")
            urls[variable] = f"postgresql://{clerk}@{host}:{own.info.port}/{own.info.dbname}"
    yield urls
    for alias in ("default", "vault"):
        with owner(alias) as own:
            forget(own, f"clerk_{own.info.dbname}")


def owner(alias: str) -> "psycopg.Connection[tuple[object, ...]]":
    wanted = connections[alias].get_connection_params()
    return psycopg.connect(autocommit=True, **{k: v for k, v in wanted.items() if k in KNOWN})


KNOWN = {"dbname", "user", "password", "host", "port"}


def forget(own: "psycopg.Connection[tuple[object, ...]]", clerk: str) -> None:
    if own.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [clerk]).fetchone():
        for said in ("DROP OWNED BY {}", "DROP ROLE {}"):
            own.execute(sql.SQL(said).format(sql.Identifier(clerk)))


def test_a_user_that_owns_nothing_serves_and_cannot_unlock_the_record(
    clerks: dict[str, str],
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "collegium", "shell", "-v0", "-c", SERVED],
        env=os.environ | clerks,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == "up", done.stderr
    with psycopg.connect(clerks["DATABASE_URL"], autocommit=True) as clerk:
        assert clerk.execute("SELECT count(*) FROM people_person").fetchone()
        for forbidden in (
            "DROP TRIGGER audit_entry_stays ON audit_entry",
            "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
            "TRUNCATE audit_entry",
            "CREATE TABLE mine (n int)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                clerk.execute(forbidden.encode())
