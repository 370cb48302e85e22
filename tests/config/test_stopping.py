"""How a running Collegium ends and comes back, and what a demo must never touch."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ports import free_port

pytestmark = pytest.mark.journey
PATIENCE = 60.0


def environment(folder: Path) -> dict[str, str]:
    ours = {"COLLEGIUM_DATA": str(folder), "COLLEGIUM_DEMO": "0"}
    return os.environ | ours | {"DATABASE_URL": "", "VAULT_DATABASE_URL": ""}


def run(folder: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "collegium", *words],
        env=environment(folder) | more,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def workers_of(parent: int) -> set[int]:
    """The processes whose command line says that they work for `parent`."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if words[-3:-1] == [b"--parent", str(parent).encode()]:
            found.add(int(folder.name))
    return found


def a_worker_of(parent: int, *, but: int = 0) -> int:
    deadline = time.monotonic() + PATIENCE
    while not (found := workers_of(parent) - {but}):
        assert time.monotonic() < deadline, "no worker"
        time.sleep(0.1)
    return found.pop()


@contextmanager
def serving(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "collegium", "serve", "--port", str(port)],
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _until_healthy(f"http://127.0.0.1:{port}/healthz")
        yield process
    finally:
        process.kill()


def _until_healthy(url: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not come up")


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_comes_back_and_ends_with_its_server(tmp_path: Path, name: signal.Signals) -> None:
    with serving(tmp_path) as process:
        first = a_worker_of(process.pid)
        os.kill(first, signal.SIGKILL)
        a_worker_of(process.pid, but=first)
        process.send_signal(name)
        said, _ = process.communicate(timeout=PATIENCE)
        assert workers_of(process.pid) == set()
        assert process.returncode == 0
        assert "Traceback" not in said


def test_a_demo_never_touches_a_real_organisation(tmp_path: Path) -> None:
    founding = ("found", "Halyard", "--email", "olga@halyard.example", "--name", "Olga")
    assert run(tmp_path, *founding).returncode == 0
    for more in ((), ("--fresh",)):
        refused = run(tmp_path, "demo", "--no-serve", *more)
        assert refused.returncode != 0
        assert "COLLEGIUM_DATA" in refused.stderr
    assert "already" in run(tmp_path, *founding).stderr


def test_one_click_sign_ins_are_never_served_by_accident(tmp_path: Path) -> None:
    refused = run(tmp_path, "serve", "--port", "1", COLLEGIUM_DEMO="1")
    assert refused.returncode == 1
    assert "COLLEGIUM_DEMO" in refused.stderr


def test_nobody_is_founded_in_a_time_zone_that_does_not_exist(tmp_path: Path) -> None:
    founding = ("found", "Halyard", "--email", "olga@halyard.example", "--name", "Olga")
    refused = run(tmp_path, *founding, "--time-zone", "Mars/Base")
    assert refused.returncode != 0
    assert "Mars/Base" in refused.stderr
