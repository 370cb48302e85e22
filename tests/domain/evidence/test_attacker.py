"""Nothing under the threshold follows from everything that was ever published."""

import os
import random
from collections import Counter
from functools import partial

import pytest

from collegium.domain.evidence import Threshold
from tests.domain.evidence.attacker import Cell, breaks, derivable, ranges, width_of
from tests.domain.evidence.programmes import (
    FLOOR,
    SURE,
    Publishing,
    World,
    a_world,
    as_built,
    cells_of,
    exact,
    without_complements,
    without_freezing,
)

PROGRAMMES = int(os.environ.get("COLLEGIUM_PROGRAMMES", "1000"))
BATCHES = 5  # so that two processes share the work


def worlds(count: int, seed: int = 1) -> list[World]:
    chance = random.Random(seed)
    return [a_world(chance) for _ in range(count)]


def broken(world: World, publishing: Publishing, threshold: Threshold = FLOOR) -> bool:
    found = derivable(exact(world, publishing))
    return any(breaks(people, world.groups, threshold) for people in found)


@pytest.mark.parametrize("seed", range(BATCHES))
def test_no_set_under_the_threshold_follows_from_what_was_published(seed: int) -> None:
    assert not any(broken(world, as_built) for world in worlds(PROGRAMMES // BATCHES, seed))


def test_the_programmes_are_worth_attacking() -> None:
    published = [len(exact(world, as_built)) for world in worlds(50)]
    assert sum(count > 3 for count in published) > 15
    assert sum(published) > 150


@pytest.mark.parametrize("careless", [without_complements, without_freezing])
def test_the_attacker_finds_what_a_careless_gate_lets_out(careless: Publishing) -> None:
    assert any(broken(world, careless) for world in worlds(60))


def test_nothing_more_follows_where_the_threshold_is_higher() -> None:
    strict = Threshold(people=15, groups=4)
    publishing = partial(as_built, threshold=strict)
    assert not any(broken(world, publishing, strict) for world in worlds(60, seed=2))


def narrowest(world: World, publishing: Publishing) -> float:
    """The smallest range, as a share of the scale, in which a small subset's mean is known to be.

    Small are nine people of those that cannot be told apart, and two whole groups of them.
    """
    found = [1.0]
    for known in ranges(cells_of(world, publishing), SURE):
        sizes = sorted(Counter(world.groups[one] for one in known.people).values())
        small = (min(len(known.people), 9), sum(sizes[-2:]))
        found += [width_of(known, people, SURE) / SURE.width for people in small]
    return min(found)


def test_no_small_subset_is_known_more_closely_than_a_ninth_of_the_scale() -> None:
    bounded = [narrowest(world, as_built) for world in worlds(PROGRAMMES // 10, seed=3)]
    assert min(bounded) >= 1 / 9 - 1e-6


def test_the_attacker_bounds_nine_of_ten_people_at_the_top() -> None:
    ten = Cell(frozenset(range(10)), 97.95, 98.05)
    [known] = ranges([ten], SURE)
    assert width_of(known, 9, SURE) < 3
    assert width_of(known, 1, SURE) == pytest.approx(20.5, abs=0.01)
