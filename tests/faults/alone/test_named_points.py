"""Killed before and after every write, commit, file and mail of what people and workers do.

Whoever comes next finds nothing half-done, does it again, and all is as if nothing had happened.
"""

import os
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.faults.acts import ACTS
from tests.faults.children import Nursery
from tests.faults.conftest import copied
from tests.faults.figures import Figure

KILLS = int(os.environ.get("COLLEGIUM_KILLS", "5"))
ALL = 100
OF_EACH = max(2, KILLS // 10)  # points of one act at which it is killed

pytestmark = pytest.mark.xdist_group("worlds")


def chosen(points: Sequence[str]) -> list[int]:
    """All of them, or some by chance, among them one on either side of a commit."""
    numbers = range(len(points))
    if len(points) <= OF_EACH or KILLS >= ALL:
        return list(numbers)
    commits = [number for number in numbers if "commit" in points[number]]
    sure = random.sample(commits, min(len(commits), OF_EACH // 2))
    others = [number for number in numbers if number not in sure]
    return sorted([*sure, *random.sample(others, OF_EACH - len(sure))])


@pytest.mark.parametrize("name", sorted(ACTS))
def test_whoever_is_killed_in_the_middle_leaves_nothing_half_done(
    nursery: Nursery, built: Path, tmp_path: Path, name: str, record_property: Figure
) -> None:
    whole = copied(built, tmp_path / "whole")
    once = nursery.tried("tests.faults.acts:act", whole, name)
    assert once.ended == 0, once.error
    expected = nursery.done("tests.faults.acts:counted", whole)
    points = chosen(once.points)
    for number in points:
        world = copied(built, tmp_path / "world")
        point = once.points[number]
        assert nursery.tried("tests.faults.acts:act", world, name, die=number).was_killed, point
        found = nursery.done("tests.faults.acts:recover", world, name)
        assert found == {"broken": [], "rows": expected}, point
    record_property(f"points of “{name}” at which its process was killed", len(points))
