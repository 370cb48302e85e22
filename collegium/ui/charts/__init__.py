"""Pictures of few numbers: geometry here, SVG in templates, the numbers beneath as a table.

Horizontal positions are percentages, so that text keeps its size at every width.
"""

from collegium.ui.charts.bars import Bar, bar_picture
from collegium.ui.charts.intervals import Interval, interval_picture
from collegium.ui.charts.networks import network_picture
from collegium.ui.charts.slopes import Slope, slope_picture
from collegium.ui.charts.trends import trend_picture

__all__ = [
    "Bar",
    "Interval",
    "Slope",
    "bar_picture",
    "interval_picture",
    "network_picture",
    "slope_picture",
    "trend_picture",
]
