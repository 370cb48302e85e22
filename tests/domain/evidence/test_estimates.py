import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.evidence import Estimate, Method, TooFew, estimate, mean_of

ONE_GROUP = ["a"] * 10


def test_it_agrees_with_the_paired_test_in_student_1908() -> None:
    """The sleep data; interval as R's `t.test(paired = TRUE)` prints it."""
    one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    two = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    found = estimate(one, two, groups=ONE_GROUP)
    assert isinstance(found, Estimate)
    assert (found.n, found.method) == (10, Method.BY_PERSON)
    assert found.value == pytest.approx(1.58)
    assert (found.low, found.high) == pytest.approx((0.7001142, 2.4598858), abs=1e-6)


def test_groups_of_one_size_are_compared_by_their_means() -> None:
    values = [1.0] * 4 + [2.0] * 4 + [6.0] * 4
    found = mean_of(values, groups=["a"] * 4 + ["b"] * 4 + ["c"] * 4)
    assert isinstance(found, Estimate)
    reach = 4.302653 * math.sqrt(7 / 3)  # t(2) times the standard error of 1, 2 and 6
    assert (found.value, found.method) == (3, Method.BY_GROUP)
    assert (found.low, found.high) == pytest.approx((3 - reach, 3 + reach), abs=1e-5)


def test_who_answered_once_only_does_not_count() -> None:
    before = [1.0] * 10 + [None, 5.0]
    after = [2.0] * 10 + [5.0, None]
    assert estimate(before, after, groups=["a"] * 12) == Estimate(1, 1, 1, 10, Method.BY_PERSON)


def test_nine_people_are_too_few_for_a_number() -> None:
    assert estimate([1.0] * 9, [2.0] * 9, groups=["a"] * 9) == TooFew(9, needed=10)
    assert estimate([], [], groups=[]) == TooFew(0)


def test_sequences_out_of_step_are_refused() -> None:
    with pytest.raises(ValueError, match=r"shorter|longer"):
        estimate([1.0] * 10, [2.0] * 11, groups=ONE_GROUP)
    with pytest.raises(ValueError, match="every value has a group"):
        mean_of([1.0] * 11, groups=ONE_GROUP)


@pytest.mark.parametrize("odd", [math.nan, math.inf])
def test_what_is_not_a_number_is_refused(odd: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        mean_of([1.0] * 9 + [odd], groups=ONE_GROUP)


@given(
    st.lists(st.tuples(st.integers(1, 7), st.integers(0, 5)), min_size=10, max_size=60),
    st.integers(-5, 5),
)
def test_the_interval_holds_the_value_and_moves_with_it(
    rows: list[tuple[int, int]], shift: int
) -> None:
    groups = [group for _, group in rows]
    found = mean_of([value for value, _ in rows], groups=groups)
    moved = mean_of([value + shift for value, _ in rows], groups=groups)
    assert isinstance(found, Estimate)
    assert isinstance(moved, Estimate)
    assert found.low <= found.value <= found.high
    assert moved.value == pytest.approx(found.value + shift)
    assert moved.high - moved.low == pytest.approx(found.high - found.low)


@pytest.mark.parametrize("sizes", [(5,) * 8, (4, 8, 4, 8, 5, 6), (6, 6, 6, 6)])
def test_the_interval_covers_the_truth_as_often_as_it_says(sizes: tuple[int, ...]) -> None:
    """Members of a group resemble each other (intraclass correlation 0.3)."""
    chance, runs, hits = random.Random(2), 600, 0
    groups = [group for group, size in enumerate(sizes) for _ in range(size)]
    for _ in range(runs):
        moods = [chance.gauss(0, math.sqrt(0.3)) for _ in sizes]
        values = [0.5 + moods[group] + chance.gauss(0, math.sqrt(0.7)) for group in groups]
        found = mean_of(values, groups=groups)
        assert isinstance(found, Estimate)
        hits += found.low <= 0.5 <= found.high
    assert 0.93 <= hits / runs <= 0.98
