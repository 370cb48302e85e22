"""What composition offers, and what it does not load until somebody searches."""

import subprocess
import sys

import pytest

from collegium.domain import composition

HEAVY = """
import sys
from collegium.domain.composition import appraise, diagnose, explain_conflicts, remarks, rotate
from collegium.domain.composition import Participant, Problem
people = tuple(Participant(f"p{at}") for at in range(8))
appraise(Problem(people), [[one.id for one in people[:4]], [one.id for one in people[4:]]])
print(sorted({"numpy", "numba", "ortools"} & set(sys.modules)))
"""


def test_importing_and_judging_loads_nothing_heavy() -> None:
    ran = subprocess.run([sys.executable, "-c", HEAVY], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_everything_that_is_offered_is_there() -> None:
    assert all(callable(getattr(composition, name)) for name in ("group_by_distance", "rotate"))
    assert all(hasattr(composition, name) for name in composition.__all__)
    with pytest.raises(AttributeError, match="nothing_such"):
        composition.nothing_such  # noqa: B018 - asked for to be refused
