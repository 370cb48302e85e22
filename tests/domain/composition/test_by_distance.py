"""Grouping by a matrix of distances: exact where it is small, and never outside the sizes."""

import os
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from collegium.domain.composition.by_distance import group_by_distance
from collegium.domain.composition.result import Moves
from tests.domain.effort import examples

type Matrix = NDArray[np.float64]


def distances(people: int, seed: int = 0, *, lowest: int = 0) -> Matrix:
    drawn = np.random.default_rng(seed).integers(lowest, 101, (people, people)).astype(float)
    matrix = np.triu(drawn, 1)
    return matrix + matrix.T


def inside(matrix: Matrix, groups: tuple[tuple[int, ...], ...]) -> float:
    return sum(float(matrix[pair]) for group in groups for pair in combinations(group, 2))


def partings(people: frozenset[int], sizes: list[tuple[int, int]]) -> Iterator[list[set[int]]]:
    if not sizes:
        if not people:
            yield []
        return
    for size in range(sizes[0][0], sizes[0][1] + 1):
        for chosen in combinations(sorted(people), size):
            for rest in partings(people - set(chosen), sizes[1:]):
                yield [set(chosen), *rest]


def brute_force(matrix: Matrix, sizes: list[tuple[int, int]]) -> float:
    everybody = frozenset(range(len(matrix)))
    return max(
        inside(matrix, tuple(tuple(sorted(group)) for group in groups))
        for groups in partings(everybody, sizes)
    )


@given(
    seed=st.integers(0, 2**32 - 1),
    lowest=st.sampled_from([-100, 0, 90]),
    shape=st.sampled_from(
        [(6, [(2, 2)] * 3), (7, [(1, 4), (2, 3), (0, 3)]), (8, [(4, 4)] * 2), (5, [(0, 5)] * 2)]
    ),
)
@settings(max_examples=examples(8), deadline=None)
def test_small_cases_equal_brute_force(
    seed: int, lowest: int, shape: tuple[int, list[tuple[int, int]]]
) -> None:
    people, sizes = shape
    matrix = distances(people, seed, lowest=lowest)
    result = group_by_distance(matrix, sizes, stop=Moves(1))
    assert result.objective == pytest.approx(brute_force(matrix, sizes))
    assert result.objective == pytest.approx(inside(matrix, result.groups))
    assert result.moves == 0


@pytest.mark.parametrize(
    ("people", "sizes"), [(10, [(5, 5)] * 2), (10, [(3, 7)] * 2), (12, [(6, 6)] * 2)]
)
def test_ten_and_twelve_are_exact(people: int, sizes: list[tuple[int, int]]) -> None:
    matrix = distances(people, seed=people)
    result = group_by_distance(matrix, sizes, stop=Moves(1))
    assert result.objective == pytest.approx(brute_force(matrix, sizes))


@given(
    seed=st.integers(0, 2**64 - 1),
    people=st.integers(13, 40),
    lowest=st.sampled_from([-100, 0, 100]),
    bounds=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 12)), min_size=1, max_size=6),
)
@settings(max_examples=examples(8), deadline=None)
def test_everybody_sits_once_and_sizes_hold(
    seed: int, people: int, lowest: int, bounds: list[tuple[int, int]]
) -> None:
    sizes = [(low, low + more) for low, more in bounds]
    if not sum(low for low, _ in sizes) <= people <= sum(high for _, high in sizes):
        sizes.append((0, people))
    matrix = distances(people, seed % 1000, lowest=lowest)
    if sum(low for low, _ in sizes) > people:
        with pytest.raises(ValueError, match="people"):
            group_by_distance(matrix, sizes, stop=Moves(1))
        return
    result = group_by_distance(matrix, sizes, stop=Moves(100_000), seed=seed)
    assert sorted(one for group in result.groups for one in group) == list(range(people))
    for group, (low, high) in zip(result.groups, sizes, strict=True):
        assert low <= len(group) <= high
    assert result.objective == pytest.approx(inside(matrix, result.groups))
    assert result.seed == seed


@pytest.mark.parametrize("sizes", [[(3, 3)] * 5, [(2, 5)] * 5])
def test_the_search_finds_a_planted_grouping(sizes: list[tuple[int, int]]) -> None:
    hidden = np.random.default_rng(3).permutation(np.repeat(np.arange(5), 3))
    together = hidden[:, None] == hidden[None, :]
    matrix = np.where(together, 10.0, -10.0)
    result = group_by_distance(matrix, sizes, stop=Moves(2_000_000))
    assert result.objective == pytest.approx(5 * 3 * 10.0)
    assert all(len({int(hidden[one]) for one in group}) == 1 for group in result.groups)


def test_the_same_seed_and_moves_give_the_same_groups() -> None:
    matrix = distances(30) / 7
    runs = [
        group_by_distance(matrix, [(4, 6)] * 6, stop=Moves(2_000_000), seed=seed)
        for seed in (5, 5, 6)
    ]
    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


def test_scale_does_not_matter() -> None:
    matrix = distances(24)
    small, large = (
        group_by_distance(matrix * factor, [(6, 6)] * 4, stop=Moves(500_000))
        for factor in (2.0**-40, 2.0**40)
    )
    assert small.groups == large.groups


def test_where_everybody_is_alike_the_most_pairs_win() -> None:
    matrix = np.ones((20, 20))
    result = group_by_distance(matrix, [(2, 10)] * 4, stop=Moves(1000))
    assert sorted(map(len, result.groups)) == [2, 2, 6, 10]


@pytest.mark.parametrize(
    ("matrix", "sizes", "message"),
    [
        (np.zeros((2, 3)), [(1, 2)], "square"),
        (np.zeros(4), [(1, 2)], "square"),
        (np.array([[0, 1.0], [2.0, 0]]), [(1, 2)], "from 0 to 1 and back"),
        (np.array([[0, np.nan], [np.nan, 0]]), [(2, 2)], "from 0 to 1 is not a finite"),
        (np.zeros((5, 5)), [(2, 2)] * 2, "hold 4 to 4 people, not 5"),
        (np.zeros((5, 5)), [(3, 4)] * 2, "hold 6 to 8 people, not 5"),
        (np.zeros((5, 5)), [], "hold 0 to 0 people, not 5"),
        (np.zeros((5, 5)), [(4, 3), (2, 2)], "least <= most"),
    ],
)
def test_bad_input_is_named(matrix: Matrix, sizes: list[tuple[int, int]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        group_by_distance(matrix, sizes, stop=Moves(1))


@pytest.mark.skipif(
    "COLLEGIUM_SHARED_DATA" not in os.environ,
    reason="COLLEGIUM_SHARED_DATA names no folder with MDGPLIB files",
)
def test_published_instances_are_solved_as_well_as_published() -> None:
    from benchmarks.mdgplib import REFERENCE, read

    folder = Path(os.environ["COLLEGIUM_SHARED_DATA"]) / "mdgplib"
    for path in sorted(folder.glob("*_n120_*.txt")):
        instance = read(path)
        stop = Moves(200_000_000)
        result = group_by_distance(instance.distances, instance.sizes, stop=stop)
        assert result.objective > 0.99 * REFERENCE[instance.name], instance.name
