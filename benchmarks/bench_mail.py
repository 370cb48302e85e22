"""Ten thousand reminders due in the same minute, and the pass when nothing is due.

Run `python -m benchmarks.bench_mail`, or `make bench-mail`. An organisation in its third week of
practice stands in a new data folder, SQLite unless DATABASE_URL names a PostgreSQL. On Friday at
14:00 everybody's log is due. A worker, at work since 13:59, plans, writes and sends the mails to
a real SMTP server in a process of its own. Measured is from 14:00:00 to the last "250 OK".
"""

import argparse
import base64
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import time

from tests.ports import free_port

WITH_DJANGO = (
    "import sys, django, importlib; django.setup(); "
    "importlib.import_module(sys.argv[1]).main(*map(int, sys.argv[2:]))"
)
CPU = "model name"
EARLIER = 60.0  # seconds that the worker begins before the mails are due

type Process = subprocess.Popen[str]


def main() -> None:
    """Build, send, look at nothing."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=1)
    asked = parser.parse_args()
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {_machine()}", flush=True)
    with tempfile.TemporaryDirectory(prefix="collegium-bench-") as folder:
        port = free_port()
        environment = _environment(Path(folder), port)
        _run(environment, "benchmarks.mail.world", str(asked.people))
        _send(environment, port, asked.people, asked.workers)
        _run(environment, "benchmarks.mail.quiet")


def _send(environment: dict[str, str], port: int, people: int, workers: int) -> None:
    with ExitStack() as stack:
        office = stack.enter_context(
            _process(environment, "benchmarks.mail.office", str(port), str(people))
        )
        running = [
            stack.enter_context(_process(environment, "benchmarks.mail.working"))
            for _ in range(workers)
        ]
        due = time() + EARLIER
        for worker in running:
            _say(worker)
        came = json.loads(_line(office))
    total = came["last"] - due
    print(
        f"{came['mails']} mails, {came['twice']} of them twice, gone {total:.1f} s after they were "
        f"due, {came['mails'] / (came['last'] - came['first']):.0f} mails/s; {workers} worker(s)",
        flush=True,
    )


def _environment(folder: Path, port: int) -> dict[str, str]:
    return {
        **os.environ,
        "COLLEGIUM_DATA": str(folder),
        "COLLEGIUM_SECRET_KEY": "only-for-measuring",
        "COLLEGIUM_MASTER_KEY": base64.b64encode(bytes(32)).decode(),
        "COLLEGIUM_DEMO": "0",
        "COLLEGIUM_SMTP_HOST": "127.0.0.1",
        "COLLEGIUM_SMTP_PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "collegium.config.settings",
    }


def _run(environment: dict[str, str], *words: str) -> None:
    command = [sys.executable, "-c", WITH_DJANGO, *words]
    subprocess.run(command, env=environment, check=True)  # noqa: S603 - our own interpreter


@contextmanager
def _process(environment: dict[str, str], *words: str) -> Iterator[Process]:
    """A module that runs beside and says a first line once it is ready."""
    with subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", WITH_DJANGO, *words],
        env=environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        try:
            _line(process)
            yield process
        finally:
            process.terminate()


def _line(process: Process) -> str:
    assert process.stdout is not None  # noqa: S101 - narrows the type for mypy
    return process.stdout.readline()


def _say(process: Process) -> None:
    assert process.stdin is not None  # noqa: S101 - narrows the type for mypy
    process.stdin.write("go\n")
    process.stdin.flush()


def _machine() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    name = next((line.partition(":")[2].strip() for line in lines if line.startswith(CPU)), "")
    return (
        f"{os.cpu_count()} cores, {name or platform.machine()}, Python {platform.python_version()}"
    )


if __name__ == "__main__":
    main()
