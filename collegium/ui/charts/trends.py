"""How something goes over time: one point a time, with gaps where nothing may be said."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from collegium.ui.charts.axis import Axis, across

TOP, BOTTOM, HEIGHT = 30, 190, 222


class Point(NamedTuple):
    """One time, and how much then; None where there is nothing to show."""

    label: str
    value: float | None


@dataclass(frozen=True, slots=True)
class DrawnPoint:
    """A point with its place; `y` is None where nothing is shown."""

    label: str
    value: float | None
    x: str
    y: int | None
    text_y: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """The line between two points that follow each other."""

    x1: str
    y1: int
    x2: str
    y2: int


@dataclass(frozen=True, slots=True)
class TrendPicture:
    """A whole trend; x places as percentages, y places in pixels."""

    points: list[DrawnPoint]
    stretches: list[Stretch]
    ticks: list[tuple[float, int]]
    height: int = HEIGHT
    label_y: int = HEIGHT - 8


def trend_picture(
    rows: Iterable[tuple[str, float | None]], low: float | None = None, high: float | None = None
) -> TrendPicture:
    """Lay out points from left to right, from `low` to `high` or from zero to the highest."""
    points = [Point(*row) for row in rows]
    values = [point.value for point in points if point.value is not None]
    axis = Axis(0 if low is None else low, max(values, default=1) if high is None else high)
    drawn = [
        _drawn(point, axis, share=(index + 0.5) / len(points)) for index, point in enumerate(points)
    ]
    return TrendPicture(
        drawn,
        [
            Stretch(one.x, one.y, two.x, two.y)
            for one, two in pairwise(drawn)
            if one.y is not None and two.y is not None
        ],
        [(tick, _y(axis, tick)) for tick in axis.ticks()],
    )


def _drawn(point: Point, axis: Axis, *, share: float) -> DrawnPoint:
    y = None if point.value is None else _y(axis, point.value)
    return DrawnPoint(*point, across(share, start=8), y, (BOTTOM if y is None else y) - 14)


def _y(axis: Axis, value: float) -> int:
    return round(BOTTOM - axis.share(value) * (BOTTOM - TOP))
