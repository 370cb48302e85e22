"""A roster brought through its pages: seconds and memory of every step, for good files and bad.

Run `python -m benchmarks.bench_roster`, with another number of rows than 100,000 if you like, and
`--xlsx` for workbooks instead of CSV. Each file is brought by a process of its own, on SQLite.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.staff import File, write_csv, write_workbook

ROWS = 100_000
FILES = (
    File("mistakes in every row", mistakes=1),
    File("a mistake in every tenth row", mistakes=10),
    File("a mistake in the last row", mistakes=10**9),
    File("all new"),
    File("the same again"),
    File("mistakes in every row, again", mistakes=1),
    File("every department renamed", stem="Division"),
)
HEADINGS = ("MB", "chosen", "shown", "read", "seen", "applied", "CPU s", "peak MB")
WITH_DJANGO = (
    "import runpy, sys, django; django.setup(); sys.argv.pop(0); "
    "runpy.run_module(sys.argv[0], run_name='__main__')"
)


def main() -> None:
    """Print one line for each file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", type=int, nargs="?", default=ROWS)
    parser.add_argument("--xlsx", action="store_true")
    wish = parser.parse_args()
    load = f"load {os.getloadavg()[0]:.1f}"
    print(
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, {load}, {wish.rows} rows"
    )
    print(" " * 28 + "".join(f"{one:>8}" for one in HEADINGS))
    with tempfile.TemporaryDirectory(prefix="collegium-bench-") as folder:
        path = Path(folder) / ("staff.xlsx" if wish.xlsx else "staff.csv")
        (Path(folder) / "static").mkdir()
        write_csv(path, File("", mistakes=1), 1)
        _brought(Path(folder), path)  # makes the databases, which takes memory of its own
        for file in FILES:
            (write_workbook if wish.xlsx else write_csv)(path, file, wish.rows)
            _tell(file, path, _brought(Path(folder), path))


def _tell(file: File, path: Path, found: dict[str, Any]) -> None:
    steps = [took for _, took in found["steps"]]
    steps += [0.0] * (5 - len(steps))
    figures = (path.stat().st_size / 2**20, *steps, found["cpu"], found["peak"])
    print(
        f"{file.title:28}{''.join(f'{one:8.1f}' for one in figures)}  "
        f"{found['steps'][-1][0]}, {found['people']} people",
        flush=True,
    )


def _brought(folder: Path, path: Path) -> dict[str, Any]:
    environment = {
        **os.environ,
        "COLLEGIUM_DATA": str(folder),
        "COLLEGIUM_SECRET_KEY": "only-for-measuring",
        "COLLEGIUM_HOSTS": "testserver",
        "COLLEGIUM_DEMO": "0",
        "DJANGO_SETTINGS_MODULE": "collegium.config.settings",
    }
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", WITH_DJANGO, "benchmarks.bringing", str(path)],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
