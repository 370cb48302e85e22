"""The mapping that headings suggest, and the dates, places and languages in the cells."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.people.roster import DateOrder, Field, Table, guess_columns
from collegium.people.roster.dates import guess_order, parse_date
from collegium.people.roster.languages import languages
from collegium.people.roster.places import country, time_zone, zone_names, zone_of
from collegium.people.roster.stored import from_stored, to_stored


def table(*header: str, rows: list[tuple[str, ...]] | None = None) -> Table:
    cells = rows or [tuple("7" for _ in header)]
    return Table(header, tuple((n, row) for n, row in enumerate(cells, start=2)))


def guessed(*header: str, rows: list[tuple[str, ...]] | None = None) -> dict[str, str]:
    """Heading by field."""
    it = table(*header, rows=rows)
    return {name.value: it.header[i] for name, i in guess_columns(it).index.items()}


def test_english_headings() -> None:
    assert guessed(
        "Employee ID", "Full name", "Work e-mail", "Manager", "Dept.", "Job Title", "Grade"
    ) == {
        "number": "Employee ID",
        "name": "Full name",
        "email": "Work e-mail",
        "manager": "Manager",
        "department": "Dept.",
        "function": "Job Title",
        "level": "Grade",
    }


def test_german_headings() -> None:
    found = guessed(
        "Personal-Nr.",
        "Nachname",
        "Vorname",
        "E-Mail-Adresse",
        "Führungskraft",
        "Abteilung",
        "Stellenbezeichnung",
        "Standort",
        "Land",
        "Zeitzone",
        "Sprachen",
        "Eintrittsdatum",
        "Geschlecht",
        "Stärken",
        "Möchte lernen",
        "Beförderungspool",
    )
    assert set(found) == {
        *("number", "last_name", "first_name", "email", "manager", "department", "function"),
        *("site", "country", "time_zone", "languages", "started_on", "gender", "strengths"),
        *("wants", "promotion_pool"),
    }


def test_a_managers_number_is_better_than_a_name_unless_it_is_empty() -> None:
    header = ("Manager", "Manager ID", "Email")
    assert guessed(*header, rows=[("Ann", "7", "x@y.org")])["manager"] == "Manager ID"
    assert guessed(*header, rows=[("Ann", "NULL", "x@y.org")])["manager"] == "Manager"


def test_columns_are_judged_by_their_cells_too() -> None:
    header = ("Title", "Position", "Level", "Kontakt", "Manager")
    rows: list[tuple[str, ...]] = [
        ("Frau", "Buyer", "senior", f"p{i}@x.org", "ja") for i in range(8)
    ]
    assert guessed(*header, rows=rows) == {"function": "Position", "email": "Kontakt"}


def test_two_name_columns_beat_one_and_one_beats_half() -> None:
    assert "name" not in guessed("Name", "First name", "Last name")
    assert guessed("Name", "First name") == {"name": "Name"}


@pytest.mark.parametrize(
    ("heading", "cells", "values"),
    [
        ("Status", ["Current", "NULL"], {"current"}),
        ("Aktiv", ["ja", "nein"], {"ja"}),
        ("IsActive", ["1", "0"], {"1"}),
        ("End date", ["2020-01-01", ""], {""}),
        ("Austrittsdatum", ["31.12.2020", "NULL"], {""}),
        ("Status", ["Full time", "Part time"], None),
        ("Status", ["Active", "Active"], None),
    ],
)
def test_the_current_row(heading: str, cells: list[str], values: set[str] | None) -> None:
    columns = guess_columns(table("Email", heading, rows=[("a@x.org", cell) for cell in cells]))
    assert (Field.CURRENT in columns.index) is (values is not None)
    assert columns.current_values == (values or set())


def test_gaps() -> None:
    assert guess_columns(table("Department")).gaps() == (Field.NAME, Field.EMAIL)
    assert guess_columns(table("Last name", "Email")).gaps() == ()


@pytest.mark.parametrize(
    ("cells", "order", "sure"),
    [
        (["01/02/2020", "13/02/2020"], DateOrder.DAY_FIRST, True),
        (["01/02/2020", "02/13/2020"], DateOrder.MONTH_FIRST, True),
        (["02/13/2020", "13/02/2020", "02/14/2020"], DateOrder.MONTH_FIRST, True),
        (["01.02.2020"], DateOrder.DAY_FIRST, True),
        (["01/02/2020", "2020-02-13"], DateOrder.DAY_FIRST, False),
    ],
)
def test_the_whole_column_decides(cells: list[str], order: DateOrder, *, sure: bool) -> None:
    assert guess_order(cells) == (order, sure)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2020-03-04",
            "2020/3/4",
            "20200304",
            "04/03/2020",
            "4.3.2020",
            "04-03-20",
            "4. März 2020",
        ),
        *("4-Mar-2020", "Mar 4, 2020", "2020-03-04T00:00:00", "04.03.2020 00:00", "4 March 2020"),
    ],
)
def test_ways_to_write_a_day(text: str) -> None:
    assert parse_date(text, DateOrder.DAY_FIRST) == date(2020, 3, 4)


@pytest.mark.parametrize(
    "text", ["31.02.2020", "2020-13-01", "1.1.1800", "soon", "43890", "4 Foo 2020"]
)
def test_no_such_day(text: str) -> None:
    assert parse_date(text, DateOrder.DAY_FIRST) is None


@given(st.lists(st.dates(date(1990, 1, 1), date(2030, 1, 1)), min_size=1), st.booleans())
def test_a_column_is_read_as_it_was_written(days: list[date], month_first: bool) -> None:
    cells = [day.strftime("%m/%d/%Y" if month_first else "%d/%m/%Y") for day in days]
    order, sure = guess_order(cells)
    if sure:
        assert [parse_date(cell, order) for cell in cells] == days
    else:
        assert all(day.day <= 12 for day in days)


def test_places() -> None:
    assert [time_zone(text) for text in ("europe/berlin", "New York", "Berlin", "UTC")] == [
        *("Europe/Berlin", "America/New_York", "Europe/Berlin", "UTC")
    ]
    assert time_zone("Middle Earth") is None
    names = ("de", "DEU", "Germany", "Deutschland", "Österreich", "UK", "USA", "Namibia", "NA")
    assert "".join(str(country(name)) for name in names) == "DEDEDEDEATGBUSNANA"
    assert country("Atlantis") is None


def test_languages() -> None:
    assert languages("EN, Deutsch; Français / pt-BR and English (fluent)") == (
        ("en", "de", "fr", "pt"),
        (),
    )
    assert languages("de, Klingon, qq") == (("de",), ("Klingon", "qq"))
    assert languages("n/a") == ((), ())


def test_a_country_with_one_clock_has_a_zone() -> None:
    assert [zone_of(code) for code in ("DE", "AT", "US", "")] == [
        *("Europe/Berlin", "Europe/Vienna", None, None)
    ]
    assert {"UTC", "Europe/Berlin"} <= set(zone_names())


def test_reading_instructions_survive_storage() -> None:
    columns = guess_columns(table("Email", "Status", rows=[("a", "active"), ("b", "left")]))
    stored = to_stored(columns, time_zone="UTC", languages=["en"])
    assert from_stored(json.loads(json.dumps(stored))) == columns
