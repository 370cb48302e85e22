"""A roster of a hundred thousand rows, well-formed or not: soon, in little memory, or nothing."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.children import Nursery
from tests.faults.figures import Figure

MANY = int(os.environ.get("COLLEGIUM_KILLS", "5")) >= 100
ROWS = 100_000  # twice as many as are taken
TAKEN = 20_000
TIME = 60.0  # seconds for all steps together
MEMORY = 256 * 1024**2  # bytes of the process, with all that it has loaded
HEAD = "Number,Name,Email,Manager,Department,Country\n"
FAULTS = {
    "an address twice": "7,Seven,new6@north.example,,Sales,DE\n",
    "no address": "7,Seven,,,Sales,DE\n",
    "a manager nobody knows": "7,Seven,new7@north.example,Nobody,Sales,DE\n",
    "a quote that is not closed": '7,"Seven,new7@north.example,,Sales,DE\n',
}
TRIED = ("", *FAULTS) if MANY else ("", "a quote that is not closed")

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
) -> tuple[str, list[int]]:
    """The last page and the status of each step, after nobody was added and nothing took long."""
    before = nursery.done("tests.faults.acts:counted", world)
    life = nursery.tried("tests.faults.acts:bring", world, file)
    assert life.ended == 0, life.error
    seconds = sum(took for _, took in life.answer["steps"])
    assert seconds < TIME
    assert life.peak < MEMORY
    assert life.answer["people"] == before["people.Person"]
    assert nursery.done("tests.faults.acts:broken", world) == []
    name = f"{file.stem} rows"
    record_property(f"seconds for a roster of {name}, until it was refused", round(seconds, 1))
    record_property(f"MB of memory for a roster of {name}", life.peak // 2**20)
    return life.answer["page"], [status for status, _ in life.answer["steps"]]


@pytest.mark.parametrize("fault", TRIED)
def test_more_rows_than_are_taken_are_refused_at_once(
    nursery: Nursery, world: Path, tmp_path: Path, fault: str, record_property: Figure
) -> None:
    file = written(tmp_path / f"{ROWS}.csv", ROWS, fault)
    page, steps = brought(nursery, world, file, record_property)
    assert steps == [422]
    assert "50000" in page.replace(",", "")


@pytest.mark.skipif(not MANY, reason="takes a while: `make faults`")
@pytest.mark.parametrize("fault", sorted(FAULTS.keys() - {"a quote that is not closed"}))
def test_a_fault_in_the_last_of_many_rows_keeps_all_of_them_out(
    nursery: Nursery, world: Path, tmp_path: Path, fault: str, record_property: Figure
) -> None:
    file = written(tmp_path / f"{TAKEN}.csv", TAKEN, fault)
    _, steps = brought(nursery, world, file, record_property)
    assert steps == [302, 302, 200, 422]
