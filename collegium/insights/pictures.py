"""From published lines to what the charts draw."""

from django.utils.translation import gettext as _

from collegium.insights.measures import Measure
from collegium.insights.queries.report import Line, Report


def participation(report: Report) -> list[tuple[str, float]]:
    """Bars in per cent, where everybody together may be shown."""
    lines = [(line, line.figure) for line in report.participation if line.figure]
    return [(str(line.label), figure.mean) for line, figure in lines]


def withheld(report: Report) -> list[tuple[str, str]]:
    """What is left out of taking part and trying: the measures, and the reason they share."""
    lines = [*report.participation, report.total(Measure.ATTEMPTS)]
    reasons = dict.fromkeys(str(line.withheld) for line in lines if not line.figure)
    return [
        (", ".join(str(line.label) for line in lines if str(line.withheld) == reason), reason)
        for reason in reasons
    ]


def attempts(report: Report) -> list[tuple[str, float]]:
    """Bars of attempts a person."""
    shown = report.shown(Measure.ATTEMPTS)
    return [(_name(line), figure.mean) for line, figure in shown]


def slopes(report: Report) -> list[tuple[str, float, float]]:
    """From before to after, for each part that may be shown at both times."""
    after = {line.part: figure.mean for line, figure in report.shown(Measure.AFTER)}
    return [
        (_name(line), figure.mean, after[line.part])
        for line, figure in report.shown(Measure.BEFORE)
        if line.part in after
    ]


def changes(report: Report) -> list[tuple[str, float, float, float]]:
    """The change with its interval, and for everybody together also looking back."""
    everybody = report.total(Measure.CHANGE_THEN)
    shown = report.shown(Measure.CHANGE)
    rows = [(_name(line), figure.mean, figure.low, figure.high) for line, figure in shown]
    if everybody.figure:
        figure = everybody.figure
        rows.insert(1, (_("Everybody, looking back"), figure.mean, figure.low, figure.high))
    return rows


def _name(line: Line) -> str:
    return line.part or _("Everybody")
