"""Rosters as files, of any length."""

import csv
from io import StringIO
from pathlib import Path

HEADINGS = (
    *("name", "email", "manager", "department", "function", "level", "site", "country"),
    *("time zone", "languages", "started on", "gender", "strengths", "wants"),
)
DEPARTMENTS = ("Finance", "Sales", "Production", "Research", "People", "IT", "Legal")
FUNCTIONS = ("Analyst", "Partner", "Planner", "Controller")
PLACES = (("Hamburg", "DE", "Europe/Berlin", "de"), ("Lyon", "FR", "Europe/Paris", "fr"))
STRENGTHS = ("listening", "planning", "saying no", "numbers", "calm")


def address(number: int) -> str:
    """The address of the person with this number."""
    return f"p{number}@halyard.example"


def person(number: int, **cells: str) -> dict[str, str]:
    """One row; everybody speaks English, nobody has a boss among the first hundred."""
    site, country, zone, tongue = PLACES[number % 2]
    row = {
        "name": f"Person {number}",
        "email": address(number),
        "manager": "",
        "department": DEPARTMENTS[number % 7],
        "function": FUNCTIONS[number % 4],
        "level": "3",
        "site": site,
        "country": country,
        "time zone": zone,
        "languages": f"{tongue}, en",
        "started on": f"{2000 + number % 20}-03-01",
        "gender": ("female", "male", "male")[number % 3],
        "strengths": STRENGTHS[number % 5],
        "wants": STRENGTHS[(number * 2 + 1) % 5],
    }
    return row | {name.replace("_", " "): cell for name, cell in cells.items()}


def table(*rows: dict[str, str]) -> str:
    """The rows as CSV."""
    text = StringIO(newline="")
    writer = csv.DictWriter(text, HEADINGS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def roster_file(folder: Path, people: int = 24, **changed: dict[str, str]) -> Path:
    """A roster of so many people; `p3={"name": "…"}` changes the row of person 3."""
    rows = [person(at, **changed.get(f"p{at}", {})) for at in range(1, people + 1)]
    path = folder / "roster.csv"
    path.write_text(table(*rows), encoding="utf-8")
    return path


def rules_file(folder: Path, text: str) -> Path:
    """A file of rules."""
    path = folder / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a table that was written."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
