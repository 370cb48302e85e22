"""From before to after: one line each, named by a letter so that colour carries nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean
from typing import NamedTuple

from collegium.ui.charts.axis import Axis, across

TOP, BOTTOM, HEIGHT = 44, 236, 256
APART = 21


class Slope(NamedTuple):
    """One row: what it is, before and after."""

    label: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class DrawnSlope:
    """A line with its ends and the places of its labels, in whole pixels (never localised)."""

    label: str
    before: float
    after: float
    letter: str
    before_y: int
    after_y: int
    before_text_y: int
    after_text_y: int


@dataclass(frozen=True, slots=True)
class SlopePicture:
    """A whole slope chart; x places as percentages, y places in pixels."""

    rows: list[DrawnSlope]
    height: int
    before_x: str
    after_x: str
    before_text_x: str
    after_text_x: str
    top: int = TOP
    bottom: int = BOTTOM


def slope_picture(
    rows: Iterable[tuple[str, float, float]], low: float | None = None, high: float | None = None
) -> SlopePicture:
    """Lay out lines between two posts, from `low` to `high` or as far as the values reach."""
    slopes = [Slope(*row) for row in rows]
    values = [value for slope in slopes for value in slope[1:]] or [0.0, 1.0]
    axis = Axis(min(values) if low is None else low, max(values) if high is None else high)
    befores = [_y(axis, slope.before) for slope in slopes]
    afters = [_y(axis, slope.after) for slope in slopes]
    drawn = [
        DrawnSlope(*slope, chr(65 + index % 26), *places)
        for index, (slope, *places) in enumerate(
            zip(slopes, befores, afters, spread(befores), spread(afters), strict=True)
        )
    ]
    return SlopePicture(
        drawn,
        max([HEIGHT, *(row.after_text_y + 20 for row in drawn)]),
        before_x=across(0.16),
        after_x=across(0.78),
        before_text_x=across(0.12),
        after_text_x=across(0.82),
    )


def _y(axis: Axis, value: float) -> int:
    return round(BOTTOM - axis.share(value) * (BOTTOM - TOP))


def spread(places: list[int], apart: int = APART) -> list[int]:
    """Move labels as little as possible until no two are closer than `apart` pixels.

    Least squares under an order: the pool-adjacent-violators algorithm (Barlow et al. 1972).
    """
    order = sorted(range(len(places)), key=places.__getitem__)
    pools: list[list[float]] = []
    for rank, index in enumerate(order):
        pools.append([places[index] - rank * apart])
        while len(pools) > 1 and fmean(pools[-2]) >= fmean(pools[-1]):
            last = pools.pop()
            pools[-1] += last
    settled = [fmean(pool) for pool in pools for _ in pool]
    moved = dict(zip(order, settled, strict=True))
    return [round(moved[index]) + order.index(index) * apart for index in range(len(places))]
