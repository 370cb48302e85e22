"""An interval never tells how alike the groups are."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.evidence import (
    Cube,
    Estimate,
    Figure,
    Row,
    Scale,
    Threshold,
    mean_of,
    publish,
)
from collegium.domain.evidence.reach import furthest, least_reach
from collegium.domain.evidence.student import t_quantile

HUNDRED = Scale(0, 100)
group_sizes = st.lists(st.integers(1, 8), min_size=3, max_size=12).filter(lambda s: sum(s) > 9)


def deviation_of(means: list[float], sizes: list[int]) -> tuple[float, float]:
    """The mean of all and its standard error, as the gate reckons it."""
    values = [mean for mean, size in zip(means, sizes, strict=True) for _ in range(size)]
    groups = [group for group, size in enumerate(sizes) for _ in range(size)]
    found = mean_of(values, groups=groups)
    assert isinstance(found, Estimate)
    return found.value, (found.high - found.value) / t_quantile(0.975, len(sizes) - 1)


@given(group_sizes, st.data())
def test_no_group_can_be_further_off_than_is_said(sizes: list[int], data: st.DataObject) -> None:
    means = [data.draw(st.floats(0, 100)) for _ in sizes]
    mean, deviation = deviation_of(means, sizes)
    for one, reach in zip(means, furthest(sizes, deviation), strict=True):
        assert abs(one - mean) <= reach * (1 + 1e-9) + 1e-6


@given(group_sizes)
def test_a_group_can_be_as_far_off_as_is_said(sizes: list[int]) -> None:
    """The others make up for it in proportion to (1 - w)², which costs least."""
    total = sum(sizes)
    shares = [size / total for size in sizes]
    others = [(1 - share) ** 2 for share in shares[1:]]
    means = [
        1 / shares[0],
        *(-square / sum(others) / share for square, share in zip(others, shares[1:], strict=True)),
    ]
    mean, deviation = deviation_of(means, sizes)
    assert mean == pytest.approx(0, abs=1e-9)
    assert furthest(sizes, deviation)[0] == pytest.approx(means[0])


@given(group_sizes)
def test_groups_that_are_all_alike_are_not_given_away(sizes: list[int]) -> None:
    rows = tuple(
        Row((group, seat), group, "", 50.0)
        for group, size in enumerate(sizes)
        for seat in range(size)
    )
    total = publish(Cube("sure", rows, HUNDRED), threshold=Threshold()).total
    if isinstance(total, Figure):
        assert total.low is not None
        deviation = (total.mean - total.low) / t_quantile(0.975, len(sizes) - 1)
        assert min(furthest(sizes, deviation)) >= 5 - 1e-9


def test_the_more_groups_the_narrower_it_may_be() -> None:
    reaches = [least_reach(range(count), 5) for count in (3, 6, 12, 40)]
    assert reaches == sorted(reaches, reverse=True)
    assert math.isclose(reaches[0], 10.76, abs_tol=0.01)
