"""How much of each: one bar a row."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from collegium.ui.charts.axis import Axis

ROW = 56


class Bar(NamedTuple):
    """One row: what it is and how much."""

    label: str
    value: float


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar with its place; `width` in per cent, `y` and the others in pixels."""

    label: str
    value: float
    width: str
    text_y: int
    bar_y: int


@dataclass(frozen=True, slots=True)
class BarPicture:
    """A whole bar chart, `height` in pixels."""

    rows: list[DrawnBar]
    height: int


def bar_picture(rows: Iterable[tuple[str, float]], high: float | None = None) -> BarPicture:
    """Lay out bars from zero to `high`, or to the longest of them."""
    bars = [Bar(*row) for row in rows]
    axis = Axis(0, high or max((bar.value for bar in bars), default=0))
    drawn = [
        DrawnBar(
            bar.label,
            bar.value,
            width=f"{axis.share(bar.value) * 100:.2f}%",
            text_y=index * ROW + 20,
            bar_y=index * ROW + 29,
        )
        for index, bar in enumerate(bars)
    ]
    return BarPicture(drawn, height=len(bars) * ROW)
