"""The roster that is read and the files that are written."""

import csv
import os
import time
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from collegium.domain.composition.result import LeftOut, Obstacle, Placement, Reason, Result, Rule
from collegium.groups.command.earlier_groups import met_before
from collegium.groups.command.files_out import refuse_places, write_whole
from collegium.groups.command.groups_file import groups_csv
from collegium.groups.command.mistakes import Mistakes
from collegium.groups.command.roster_file import read_roster
from collegium.groups.command.rules_file import read_rules
from collegium.people.roster import Particulars
from tests.groups.command.rosters import HEADINGS, address, person, roster_file, table

ARABIC = "ليلى الهاشمي"


def answer(*groups: tuple[str, ...], **more: object) -> Result:
    placements = tuple(
        Placement(one, at, (Reason("only_one", "department", "Sales"),))
        for at, group in enumerate(groups)
        for one in group
    )
    base: dict[str, object] = {"objective": 1, "bound": 1, "moves": 0, "seed": 0, "left_out": ()}
    return Result(groups=groups, placements=placements, **(base | more))  # type: ignore[arg-type]  # few fields by name


def people(*names: str) -> dict[str, Particulars]:
    return {address(at): Particulars(name, address(at)) for at, name in enumerate(names)}


def read_back(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_any_encoding_and_separator(tmp_path: Path) -> None:
    text = table(person(1, name="Jürgen Groß"), person(2)).replace(",", ";").replace("; en", ", en")
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode("cp1252"))
    roster, messages = read_roster(path)
    assert roster.people[address(1)].name == "Jürgen Groß"
    assert not messages


def test_a_workbook(tmp_path: Path) -> None:
    book, file = Workbook(), BytesIO()
    sheet = book.worksheets[0]
    sheet.append(list(HEADINGS))
    sheet.append(list(person(1).values()))
    book.save(file)
    path = tmp_path / "roster.xlsx"
    path.write_bytes(file.getvalue())
    assert set(read_roster(path)[0].people) == {address(1)}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty"),
        (b"%PDF-1.7", "does not look like a table"),
        (b"Department,Site\nSales,Lyon\n", "a column is missing: Full name, E-mail address"),
    ],
)
def test_what_is_no_roster_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    with pytest.raises(Mistakes, match=said):
        read_roster(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Mistakes, match="there is no such file"):
        read_roster(tmp_path / "none.csv")


def test_faults_are_listed_and_the_whole_file_refused(tmp_path: Path) -> None:
    changed = {f"p{at}": {"country": "Atlantis"} for at in range(1, 31)}
    changed["p35"] = {"manager": "Nobody Known"}
    path = roster_file(tmp_path, 40, **changed)
    with pytest.raises(Mistakes) as raised:
        read_roster(path)
    messages = raised.value.messages
    assert "row 2, country “Atlantis”: No country has this name." in messages[0]
    assert len(messages) == 20 + 2
    assert "11 more faults; 31 rows of 40 have faults" in messages[20]
    assert "--skip-faulty" in messages[21]


def test_faulty_rows_can_be_left_out_and_stay_bosses(tmp_path: Path) -> None:
    path = roster_file(
        tmp_path, 6, p1={"country": "Atlantis"}, p2={"manager": address(1)}, p3={"email": "x"}
    )
    roster, messages = read_roster(path, skip_faulty=True)
    assert set(roster.people) == {address(at) for at in (2, 4, 5, 6)}
    assert set(roster.skipped) == {address(1)}
    assert (roster.faults, len(messages)) == (2, 2)
    assert roster.people[address(2)].manager == address(1)


def test_many_rows_with_faults_are_read_in_seconds(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    lines = ["name,email,country,department"]
    for at in range(20_000):
        country = "Atlantis" if at % 100 in {7, 50, 93} else "DE"
        lines.append(f"Person {at},p{at}@halyard.example,{country},Sales")
    path.write_text("\n".join(lines), encoding="utf-8")
    start = time.process_time()
    with pytest.raises(Mistakes) as raised:
        read_roster(path)
    assert time.process_time() - start < 6
    assert len(raised.value.messages) == 20 + 2
    assert "580 more faults; 600 rows of 20000 have faults" in raised.value.messages[20]
    roster, _messages = read_roster(path, skip_faulty=True)
    assert (len(roster.people), len(roster.skipped), roster.faults) == (19_400, 600, 600)


def test_a_ring_of_managers_is_a_fault(tmp_path: Path) -> None:
    path = roster_file(tmp_path, 5, p1={"manager": address(2)}, p2={"manager": address(1)})
    with pytest.raises(Mistakes, match="report to each other in a ring"):
        read_roster(path)


def test_names_of_every_kind_come_through() -> None:
    names = ["O’Neill, Sinéad", 'Ada "the" Ash', ARABIC, "=HYPERLINK(1)", "+49", "-1", "@x"]
    known = people(*names)
    rows = read_back(groups_csv(answer(tuple(known)), known))
    written = [row[1] for row in rows[1:]]
    assert {name.removeprefix("'") for name in written} == set(names)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


@given(st.lists(st.text(max_size=12), min_size=1, max_size=6))
def test_no_cell_is_a_formula(texts: list[str]) -> None:
    known = people(*texts)
    for row in read_back(groups_csv(answer(tuple(known)), known)):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_groups_have_numbers_reasons_and_whoever_is_left_out() -> None:
    known = people("Ada", "Ben", "Cleo", "Dan")
    ids = tuple(known)
    out = LeftOut(ids[3], (Obstacle(Rule.APART, (0,), (ids[0],)),), proven=True)
    result = answer(ids[:2], ids[2:3], left_out=(out,), facilitators=("", ids[0]))
    rows = [dict(zip(HEADER, row, strict=True)) for row in read_back(groups_csv(result, known))[1:]]
    assert [(row["group"], row["name"], row["facilitator"]) for row in rows] == [
        ("1", "Ada", ""),
        ("1", "Ben", ""),
        ("2", "Cleo", "Ada"),
        ("", "Dan", ""),
    ]
    assert rows[0]["reasons"] == "The only one here with department “Sales”."
    assert rows[3]["reasons"] == "is to be kept apart from Ada"


HEADER = read_back(groups_csv(answer(()), {}))[0]


def test_the_mark_is_written_on_request() -> None:
    known = people(ARABIC)
    assert groups_csv(answer(tuple(known)), known, mark=True).startswith(b"\xef\xbb\xbf")
    assert not groups_csv(answer(tuple(known)), known).startswith(b"\xef\xbb\xbf")


def test_who_met_counts_less_with_age(tmp_path: Path) -> None:
    known = people("Ada", "Ben", "Cleo")
    ids = tuple(known)
    for name, groups in (("old", (ids,)), ("new", (ids[:2], ids[2:]))):
        (tmp_path / f"{name}.csv").write_bytes(groups_csv(answer(*groups), known, mark=True))
    rules = read_rules(
        "earlier_groups:\n  - {file: old.csv, date: 2024-03-01}\n"
        "  - {file: new.csv, date: 2026-03-01}\n",
        "rules.yaml",
        ids,
    )
    met = met_before(rules.earlier, tmp_path, ids, date(2026, 3, 1))
    assert met[ids[0], ids[1]] == 1
    assert met[ids[0], ids[2]] == pytest.approx(0.25, abs=0.001)
    assert met_before(rules.earlier, tmp_path, ids[:1], date(2026, 3, 1)) == {}


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "there is no such file"), ("name,email\nAda,a@x.org\n", "“group” and “email”")],
)
def test_earlier_groups_that_cannot_be_read(tmp_path: Path, content: str | None, said: str) -> None:
    if content is not None:
        (tmp_path / "old.csv").write_text(content)
    text = "earlier_groups:\n  - {file: old.csv, date: 2024-03-01}\n"
    rules = read_rules(text, "rules.yaml", ())
    with pytest.raises(Mistakes, match=r"rules\.yaml, line 2") as raised:
        met_before(rules.earlier, tmp_path, (), date(2026, 3, 1))
    assert said in str(raised.value)


def test_files_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "none" / "other.html"
    one.write_text("before")
    with pytest.raises(Mistakes, match="could not be written"):
        write_whole({one: b"after", other: b"x"})
    assert one.read_text() == "before"
    write_whole({one: b"after"})
    assert one.read_text() == "after"
    assert [path.name for path in tmp_path.iterdir()] == ["one.csv"]


def test_outputs_never_take_the_place_of_what_is_read(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    with pytest.raises(Mistakes, match="the same file"):
        refuse_places({"--output": tmp_path / "." / "roster.csv"}, {"roster": roster})
    with pytest.raises(Mistakes, match="the same file"):
        refuse_places({"--output": tmp_path / "a", "--report": tmp_path / "a"}, {})
    with pytest.raises(Mistakes, match="no such folder"):
        refuse_places({"--output": tmp_path / "none" / "a.csv"}, {})
    with pytest.raises(Mistakes, match="cannot be written"):
        refuse_places({"--output": tmp_path}, {})


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Mistakes, match="cannot be written to"):
        refuse_places({"--output": tmp_path / "groups.csv"}, {})
