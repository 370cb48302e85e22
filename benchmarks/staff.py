"""Invented rosters as files: all in order, changed against the one before, or full of mistakes."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

HEAD = [
    *("Number", "First name", "Last name", "Email", "Manager", "Department", "Function", "Site"),
    *("Country", "Time zone", "Languages", "Hire date", "Gender", "Strengths", "Talent pool"),
]
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
    mistakes: int = 0  # one row in so many has one; the last row always has


def write_csv(path: Path, file: File, rows: int) -> None:
    """So many people, in one file of about 160 bytes each."""
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(_rows(file, rows))


def write_workbook(path: Path, file: File, rows: int) -> None:
    """The same as XLSX."""
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
        f"given{one % 997}.family{one}@north.example",
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
