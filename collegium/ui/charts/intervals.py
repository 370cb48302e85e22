"""How sure: an estimate with the range it may lie in, one row each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from collegium.ui.charts.axis import Axis, across

ROW = 64
FOOT = 30


class Interval(NamedTuple):
    """One row: an estimate and the ends of its interval."""

    label: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class DrawnInterval:
    """An interval with its places."""

    label: str
    value: float
    low: float
    high: float
    value_x: str
    low_x: str
    high_x: str
    text_y: int
    y: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class IntervalPicture:
    """A whole interval chart, `height` in pixels; `zero_x` where no difference is."""

    rows: list[DrawnInterval]
    ticks: list[tuple[float, str]]
    zero_x: str | None
    height: int


def interval_picture(
    rows: Iterable[tuple[str, float, float, float]],
    low: float | None = None,
    high: float | None = None,
) -> IntervalPicture:
    """Lay out intervals on one common scale, which spans zero unless ends are given."""
    intervals = [Interval(*row) for row in rows]
    axis = _axis(intervals, low, high)
    drawn = [_drawn(interval, axis, index) for index, interval in enumerate(intervals)]
    ticks = [(tick, _x(axis, tick)) for tick in axis.ticks()]
    zero = _x(axis, 0) if axis.low <= 0 <= axis.high else None
    return IntervalPicture(drawn, ticks, zero, height=len(drawn) * ROW + FOOT)


def _axis(intervals: list[Interval], low: float | None, high: float | None) -> Axis:
    lowest = min((interval.low for interval in intervals), default=0)
    highest = max((interval.high for interval in intervals), default=1)
    margin = (max(highest, 0) - min(lowest, 0)) * 0.05
    return Axis(
        min(lowest - margin, 0) if low is None else low,
        max(highest + margin, 0) if high is None else high,
    )


def _x(axis: Axis, value: float) -> str:
    return across(axis.share(value), start=3, end=97)


def _drawn(interval: Interval, axis: Axis, index: int) -> DrawnInterval:
    return DrawnInterval(
        *interval,
        value_x=_x(axis, interval.value),
        low_x=_x(axis, interval.low),
        high_x=_x(axis, interval.high),
        text_y=index * ROW + 20,
        y=index * ROW + 42,
        top=index * ROW + 30,
        bottom=index * ROW + 54,
    )
