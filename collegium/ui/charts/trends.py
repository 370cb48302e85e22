"""How something goes over time: one point a time, with gaps where nothing may be said."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from collegium.ui.charts.axis import Axis, across

TOP, BOTTOM, HEIGHT = 30, 190, 222
ROOM = 24  # characters of labels that stand side by side on a phone


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
    is_named: bool  # below the picture; in the table each is


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
    named = _named([point.label for point in points])
    drawn = [
        _drawn(point, axis, share=(index + 0.5) / len(points), is_named=index in named)
        for index, point in enumerate(points)
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


def _named(labels: list[str]) -> set[int]:
    """All of them where there is room, else the first and the last."""
    if sum(map(len, labels)) <= ROOM:
        return set(range(len(labels)))
    return {0, len(labels) - 1}


def _drawn(point: Point, axis: Axis, *, share: float, is_named: bool) -> DrawnPoint:
    y = None if point.value is None else _y(axis, point.value)
    text_y = (BOTTOM if y is None else y) - 14
    return DrawnPoint(*point, across(share, start=8), y, text_y, is_named)


def _y(axis: Axis, value: float) -> int:
    return round(BOTTOM - axis.share(value) * (BOTTOM - TOP))
