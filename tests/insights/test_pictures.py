"""What a chart draws, and what it leaves open."""

from collegium.domain.evidence import Figure, Threshold
from collegium.insights import pictures
from collegium.insights.measures import Measure
from collegium.insights.queries.report import Line, Report
from tests.insights.conftest import AFTERWARDS


def test_no_line_joins_weeks_over_one_without_a_figure() -> None:
    means = {Measure.WEEK_2: 40.0, Measure.WEEK_3: 50.0, Measure.WEEK_5: 60.0, Measure.BEFORE: 30.0}
    lines = [
        Line(one, "", Figure(20, means[one], 20, 80) if one in means else None, editions=1)
        for one in Measure
    ]
    report = Report(tuple(lines), Threshold(), (), AFTERWARDS)
    assert pictures.weeks(report) == [("2", 40), ("3", 50), ("4", None), ("5", 60)]
