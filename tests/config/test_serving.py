"""The command line, the databases, and health."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from collegium.config import command
from collegium.config.databases import database
from collegium.config.sqlite import PATCHED
from tests.journeys.serving import running_site


def run(folder: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    own = {"COLLEGIUM_DATA": str(folder / "data"), "DATABASE_URL": "", "VAULT_DATABASE_URL": ""}
    return subprocess.run(
        [sys.executable, "-m", "collegium", *arguments],
        env=os.environ | own | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_health_answers_without_signing_in(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_sqlite_is_new_enough_for_its_write_ahead_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        version = cursor.fetchone()[0]
    assert tuple(map(int, version.split("."))) >= PATCHED


def test_a_sqlite_file_waits_for_the_disk_and_queues_its_writers(tmp_path: Path) -> None:
    options = database("", default=tmp_path / "a.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]


def test_a_url_leads_to_postgresql(tmp_path: Path) -> None:
    url = "postgresql://ada:p%40ss@db.example:5433/collegium?sslmode=require"
    settings = database(url, default=tmp_path)
    assert (settings["USER"], settings["PASSWORD"]) == ("ada", "p@ss")
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == (
        "db.example",
        "5433",
        "collegium",
    )
    assert settings["OPTIONS"]["sslmode"] == "require"
    assert settings["OPTIONS"]["pool"]


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("db.example/x", "require"),
        ("db.example/x?sslmode=verify-full", "verify-full"),
        ("db.example/x?sslmode=disable", "disable"),
        ("localhost/x", None),
        ("%2Fvar%2Frun%2Fpostgresql/x", None),
        ("/x", None),
    ],
)
def test_a_database_elsewhere_is_spoken_to_in_secret(
    where: str, said: str | None, tmp_path: Path
) -> None:
    found = database(f"postgresql://{where}", default=tmp_path)
    assert found["OPTIONS"].get("sslmode") == said


def test_an_unknown_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="postgresql:// or sqlite://, not mysql://"):
        database("mysql://localhost/x", default=tmp_path)


def test_the_data_is_for_its_owner_alone(tmp_path: Path) -> None:
    command.prepare(tmp_path / "data")
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
    key = tmp_path / "data" / "secret.key"
    if key.exists():
        assert key.stat().st_mode & 0o077 == 0


def test_the_demo_never_meets_a_real_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://real/one")
    monkeypatch.setenv("VAULT_DATABASE_URL", "postgresql://real/vault")
    monkeypatch.setenv("COLLEGIUM_DEMO", "0")
    command.be_a_demo()
    assert "DATABASE_URL" not in os.environ
    assert "VAULT_DATABASE_URL" not in os.environ


@pytest.mark.journey
def test_an_organisation_is_founded_once_per_address(tmp_path: Path) -> None:
    words = ("found", "Halyard", "--email", "olga@halyard.example", "--name", "Olga")
    first = run(tmp_path, *words)
    assert "Halyard is founded. Olga can sign in" in first.stdout
    again = run(tmp_path, *words)
    assert again.returncode != 0
    assert "Somebody signs in as olga@halyard.example already." in again.stderr


@pytest.mark.journey
def test_a_lost_master_key_fails_closed(tmp_path: Path) -> None:
    key = tmp_path / "master.key"
    plain = {"COLLEGIUM_MASTER_KEY": "", "COLLEGIUM_MASTER_KEY_FILE": str(key)}
    words = ("found", "Halyard", "--email", "olga@halyard.example", "--name", "Olga")
    assert run(tmp_path, *words, **plain).returncode == 0
    make = "from collegium.vault import keyring; import uuid; keyring.create(uuid.uuid4())"
    assert run(tmp_path, "shell", "--no-imports", "-c", make, **plain).returncode == 0
    key.unlink()
    refused = run(tmp_path, "serve", "--port", "1", **plain)
    assert refused.returncode != 0
    assert "There is no master key." in refused.stderr
    assert not key.exists()


@pytest.mark.journey
def test_a_taken_port_is_said_plainly(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = run(tmp_path, "serve", "--port", str(taken.getsockname()[1]))
    assert refused.returncode != 0
    assert "Cannot listen on 127.0.0.1" in refused.stderr


@pytest.mark.journey
def test_the_server_ends_with_its_worker(tmp_path: Path) -> None:
    with running_site(tmp_path, prepared=False) as site:
        assert len(_processes(site.data)) == 2
    assert _processes(site.data) == []


def _processes(data: Path) -> list[str]:
    """The command lines of processes that work on this data folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            environment = (entry / "environ").read_bytes()
            words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        # the engine being compiled in the background ends with its worker, and may end before
        if "collegium.domain.composition.warming" in words:
            continue
        if f"COLLEGIUM_DATA={data}".encode() in environment and "collegium" in words:
            found.append(words)
    return found
