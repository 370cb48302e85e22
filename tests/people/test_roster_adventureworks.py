"""A real export of a personnel system: 296 rows, 290 people."""

import os
from collections import Counter
from pathlib import Path

import pytest

from collegium.people.roster import Reading, compare, guess_columns, read_people, read_table

SHARED = os.environ.get("COLLEGIUM_SHARED_DATA")
FILE = Path(SHARED or ".") / "adventureworks" / "DimEmployee.csv"
pytestmark = pytest.mark.skipif(
    not FILE.exists(),
    reason="COLLEGIUM_SHARED_DATA does not lead to adventureworks/DimEmployee.csv",
)


@pytest.fixture(name="reading")
def _reading() -> Reading:
    table = read_table(FILE.read_bytes())
    return read_people(table, guess_columns(table))


def test_people_and_departments(reading: Reading) -> None:
    assert not reading.problems
    assert (len(reading.people), reading.left_out) == (290, 6)
    assert len({p.particulars.department for p in reading.people}) == 16
    assert all(p.particulars.started_on for p in reading.people)


def test_one_tree(reading: Reading) -> None:
    people = {p.particulars.email: p.particulars for p in reading.people}
    assert [p.function for p in people.values() if not p.manager] == ["Chief Executive Officer"]
    assert Counter(p.level for p in people.values()) == {1: 1, 2: 7, 3: 48, 4: 206, 5: 28}
    assert people["kevin0@adventure-works.com"].manager == "david0@adventure-works.com"
    buyers = [p for p in people.values() if p.function == "Buyer"]
    assert {p.manager for p in buyers} == {"sheela0@adventure-works.com"}
    assert len(buyers) == 9


def test_it_adds_all_of_them_first(reading: Reading) -> None:
    assert len(compare([], reading.people, reading.fields).added) == 290
