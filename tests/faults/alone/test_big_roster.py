"""A roster of a hundred thousand rows, in order or not: soon, in little memory, whole or not."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.staff import File, write_csv
from collegium.people.roster.table import ROSTER
from tests.faults.children import Nursery
from tests.faults.figures import Figure

MANY = int(os.environ.get("COLLEGIUM_KILLS", "5")) >= 100
ROWS = 100_000 if MANY else 5_000  # the whole of it is for `make faults`
TIME = 60.0  # seconds for all steps together
MEMORY = 256 * 1024**2  # bytes of the process, with all that it has loaded
HEAD = "Number,Name,Email,Manager,Department,Country\n"
FAULTS = {
    "an address twice": "7,Seven,new6@north.example,,Sales,DE\n",
    "no address": "7,Seven,,,Sales,DE\n",
    "a manager nobody knows": "7,Seven,new7@north.example,Nobody,Sales,DE\n",
    "a quote that is not closed": '7,"Seven,new7@north.example,,Sales,DE\n',
}
pytestmark = pytest.mark.xdist_group("worlds")


def written(path: Path, rows: int, fault: str) -> Path:
    """A file of so many people, each reporting to an earlier one, perhaps with a fault."""
    with path.open("w") as file:
        file.write(HEAD)
        file.writelines(_rows(rows))
        file.write(FAULTS.get(fault, ""))
    return path


def _rows(rows: int) -> Iterator[str]:
    for one in range(rows):
        manager = f"new{one // 10}@north.example" if one else ""
        yield f"{one},New Person {one},new{one}@north.example,{manager},Department {one % 40},DE\n"


def brought(
    nursery: Nursery, world: Path, file: Path, record_property: Figure
) -> tuple[list[int], dict[str, int], str]:
    """The status of each step, how many people there are before and after, and the last page."""
    before = nursery.done("tests.faults.acts:counted", world)["people.Person"]
    life = nursery.tried("tests.faults.acts:bring", world, file)
    assert life.ended == 0, life.error
    seconds = sum(took for _, took in life.answer["steps"])
    record_property(f"seconds for {file.stem}, in all steps", round(seconds, 1))
    record_property(f"MB of memory for {file.stem}", life.peak // 2**20)
    assert life.peak < MEMORY
    assert seconds < TIME
    assert nursery.done("tests.faults.acts:broken", world) == []
    people = {"before": before, "after": life.answer["people"]}
    return [status for status, _ in life.answer["steps"]], people, life.answer["page"]


@pytest.mark.parametrize("fault", sorted(FAULTS) if MANY else ["an address twice"])
def test_a_fault_in_the_last_of_many_rows_keeps_all_of_them_out(
    nursery: Nursery, world: Path, tmp_path: Path, fault: str, record_property: Figure
) -> None:
    file = written(tmp_path / f"{ROWS} rows with {fault}.csv", ROWS - 1, fault)
    steps, people, page = brought(nursery, world, file, record_property)
    assert steps in ([302, 200, 302, 200, 422], [422])
    assert people["after"] == people["before"]
    assert f"{ROWS + 1}" in page  # the row


def test_mistakes_in_every_row_are_counted_and_the_first_ones_named(
    nursery: Nursery, world: Path, tmp_path: Path, record_property: Figure
) -> None:
    path = tmp_path / f"{ROWS} rows with mistakes in each.csv"
    write_csv(path, File("", mistakes=1), ROWS)
    steps, people, page = brought(nursery, world, path, record_property)
    assert steps == [302, 200, 302, 200, 422]
    assert people["after"] == people["before"]
    assert "Atlantis" in page
    assert len(page) < 500_000  # nobody scrolls through a hundred thousand mistakes


def test_as_many_rows_as_are_taken_come_in_whole_and_once(
    nursery: Nursery, world: Path, tmp_path: Path, record_property: Figure
) -> None:
    path = tmp_path / f"{ROWS} rows in order.csv"
    write_csv(path, File(""), ROWS)
    steps, people, _ = brought(nursery, world, path, record_property)
    assert steps == [302, 200, 302, 200, 302]
    assert people["after"] == people["before"] + ROWS
    path = path.rename(tmp_path / f"{ROWS} rows in order, brought again.csv")
    steps, people, _ = brought(nursery, world, path, record_property)
    assert steps == [302, 200, 302, 200, 302]
    assert people["after"] == people["before"]


@pytest.mark.parametrize("fault", ["", "a quote that is not closed"])
def test_more_rows_than_are_taken_are_refused_at_once(
    nursery: Nursery, world: Path, tmp_path: Path, fault: str, record_property: Figure
) -> None:
    file = written(tmp_path / f"too many rows {fault}.csv", ROSTER.rows + 5, fault)
    steps, people, page = brought(nursery, world, file, record_property)
    assert steps == [422]
    assert people["after"] == people["before"]
    assert str(ROSTER.rows) in page.replace(",", "")
