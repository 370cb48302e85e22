"""A roster brought through its pages: seconds and memory of every step, for good files and bad.

Run `python -m benchmarks.bench_roster`, with another number of rows than 100,000 if you like, and
`--xlsx` for workbooks instead of CSV. Each file is brought by a process of its own on SQLite.
"""

import csv
import json
import os
import resource
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

ROWS = 100_000
HEAD = (
    "Number,First name,Last name,Email,Manager,Department,Function,Site,Country,Time zone,"
    "Languages,Hire date,Gender,Strengths,Talent pool"
).split(",")
SITES = (
    ("Hamburg", "DE", "Europe/Berlin", "German, English"),
    ("Lyon", "FR", "Europe/Paris", "French, English"),
    ("Łódź", "PL", "Europe/Warsaw", "Polish, English"),
    ("Leeds", "GB", "Europe/London", "English"),
)
STRENGTHS = ("delegating", "feedback", "budgets", "listening", "conflict", "planning")


@dataclass(frozen=True, slots=True)
class File:
    """What is wrong with a file, or what is new in it against the one before."""

    title: str
    stem: str = "Department"
    domain: str = "north.example"
    mistakes: int = 0  # one row in so many has one; the last row always has


FILES = (
    File("mistakes in every row", mistakes=1),
    File("a mistake in every tenth row", mistakes=10),
    File("a mistake in the last row", mistakes=10**9),
    File("all new"),
    File("the same again"),
    File("every department renamed", stem="Division"),
    File("every address another one", stem="Division", domain="south.example"),
)


def main() -> None:
    """Print one line for each file."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="?", default=ROWS)
    parser.add_argument("--xlsx", action="store_true")
    parser.add_argument("--bring", nargs=2, metavar=("FOLDER", "FILE"))
    wish = parser.parse_args()
    if wish.bring:
        _bring(Path(wish.bring[1]))
        return
    print(f"{wish.rows} rows, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print("file                           MB  chosen    shown    told    seen  applied  peak MB  answer")
    with TemporaryDirectory() as folder:
        for file in FILES:
            path = Path(folder) / ("staff.xlsx" if wish.xlsx else "staff.csv")
            (_write_workbook if wish.xlsx else _write_csv)(path, file, wish.rows)
            _told(file, path, _measured(Path(folder), path))


def _told(file: File, path: Path, found: dict[str, object]) -> None:
    steps = found["steps"]
    assert isinstance(steps, list)
    seconds = [f"{took:7.1f}" for _, took in steps] + ["      –"] * (5 - len(steps))
    size = path.stat().st_size / 2**20
    print(
        f"{file.title:28} {size:5.1f} {'  '.join(seconds)}  {found['peak']:7}  {steps[-1][0]}, "
        f"{found['people']} people",
        flush=True,
    )


def _measured(folder: Path, path: Path) -> dict[str, object]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "collegium.config.settings",
        "COLLEGIUM_DATA": str(folder),
        "COLLEGIUM_HOSTS": "testserver",
        "COLLEGIUM_DEMO": "0",
        "COLLEGIUM_SECRET_KEY": "of a benchmark alone, and of its folder that goes with it",
    }
    words = [sys.executable, "-m", __spec__.name, "--bring", str(folder), str(path)]
    done = subprocess.run(words, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def _bring(path: Path) -> None:
    """In a process of its own: what each step answered, after how many seconds."""
    import django

    django.setup()
    from django.test import Client

    from collegium.people.models import Person

    client = Client()
    client.force_login(_lead())
    steps: list[tuple[int, float]] = []

    def step(address: str, data: dict[str, object] | None) -> str:
        began = time.monotonic()
        response = client.get(address) if data is None else client.post(address, data)
        steps.append((response.status_code, round(time.monotonic() - began, 2)))
        return response.headers.get("Location", "")

    with path.open("rb") as file:
        address = step("/people/import/", {"file": file, "once": str(uuid4())})
    if address:
        step(address, None)
        step(address, _guessed())
        step(address.removesuffix("columns/"), None)
        step(address.removesuffix("columns/"), {})
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    found = {"steps": steps, "peak": peak, "people": Person.objects.count()}
    print(json.dumps(found))


def _guessed() -> dict[str, object]:
    """The page with the columns, filled in as it comes."""
    from collegium.people.forms import MappingForm
    from collegium.people.models import RosterUpload
    from collegium.people.queries.imports import table_of

    upload = RosterUpload.objects.latest("created_at")
    form = MappingForm(None, table=table_of(upload), stored=upload.mapping)
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None}


def _lead() -> object:
    """Whoever brings the files; with the first, the databases are made."""
    from collegium.config import serving
    from collegium.people.models import Person, RoleName
    from tests.builders import a_lead, an_organisation, with_role

    serving.bring_up_to_date()
    found = Person.objects.filter(name="Lea Lind").first()
    return found or with_role(a_lead(an_organisation()), RoleName.ADMINISTRATOR)


def _write_csv(path: Path, file: File, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(_rows(file, rows))


def _write_workbook(path: Path, file: File, rows: int) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("People")
    for row in _rows(file, rows):
        sheet.append(row)
    book.save(path)


def _rows(file: File, rows: int) -> Iterator[list[str]]:
    yield HEAD
    for one in range(rows):
        row = _row(file, one)
        if file.mistakes and (one % file.mistakes == file.mistakes - 1 or one == rows - 1):
            _spoil(row, one)
        yield row


def _row(file: File, one: int) -> list[str]:
    site, country, zone, languages = SITES[one // 7 % 4]
    return [
        str(100_000 + one),
        f"Given{one % 997}",
        f"Family{one}",
        f"given{one % 997}.family{one}@{file.domain}",
        str(100_000 + (one - 1) // 9) if one else "",
        f"{file.stem} {one // 9 % 240}",
        f"Function {one % 60}",
        site,
        country,
        zone,
        languages,
        f"{2000 + one % 25}-{1 + one % 12:02}-{1 + one % 28:02}",
        ("f", "m", "d")[one % 3],
        f"{STRENGTHS[one % 6]}, {STRENGTHS[one // 6 % 5]}",
        "" if one % 12 else f"Pool {one % 5}",
    ]


def _spoil(row: list[str], one: int) -> None:
    """One of the usual mistakes, each in turn, but the last."""
    at, text = (
        (3, "nobody at home"),
        (4, "no such manager"),
        (8, "Atlantis"),
        (10, "Klingon"),
        (11, "31/02/2024"),
        (3, "given0.family0@north.example"),
        (0, "100000"),
    )[one % 7]
    row[at] = text


if __name__ == "__main__":
    main()
