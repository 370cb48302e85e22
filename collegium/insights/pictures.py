"""From published lines to what the charts draw."""

from django.utils.translation import gettext as _

from collegium.insights.measures import Measure
from collegium.insights.queries.report import Line, Report
from collegium.ui.components import figure


def participation(report: Report) -> list[tuple[str, float]]:
    """Bars of ten, where everybody together may be shown."""
    lines = report.participation
    return [(str(line.label), line.figure.mean) for line in lines if line.figure]


def attempts(report: Report) -> list[tuple[str, float]]:
    """Bars of attempts a person."""
    shown = report.shown(Measure.ATTEMPTS)
    return [(_name(line), found.mean) for line, found in shown]


def slopes(report: Report, before: Measure, after: Measure) -> list[tuple[str, float, float]]:
    """From before to after, for each part that may be shown at both times."""
    later = {line.part: found.mean for line, found in report.shown(after)}
    return [
        (_name(line), found.mean, later[line.part])
        for line, found in report.shown(before)
        if line.part in later
    ]


def calls(report: Report) -> list[tuple[str, float, float]]:
    """Whom one could call, before and after: colleagues, and other departments."""
    named = (
        (_("Colleagues"), Measure.CONNECTIONS_BEFORE, Measure.CONNECTIONS_AFTER),
        (_("Other departments"), Measure.DEPARTMENTS_BEFORE, Measure.DEPARTMENTS_AFTER),
    )
    everybody = [
        (name, report.total(before).figure, report.total(after).figure)
        for name, before, after in named
    ]
    return [(name, old.mean, new.mean) for name, old, new in everybody if old and new]


def changes(
    report: Report, change: Measure, looking_back: Measure
) -> list[tuple[str, float, float, float]]:
    """The change of everybody together with its interval, as it was told and looking back."""
    named = (
        (_("From before to after"), report.total(change)),
        (_("Looking back"), report.total(looking_back)),
    )
    return [
        (name, line.figure.mean, line.figure.low, line.figure.high)
        for name, line in named
        if line.figure and line.figure.low is not None and line.figure.high is not None
    ]


def weeks(report: Report) -> list[tuple[str, float | None]]:
    """How sure people were in each week of practice, from the first to the last with a figure.

    A week between without one is a gap. Before and after were said by other people, so they
    do not lie on the same line.
    """
    found = {week: line.figure.mean for week, line in report.weeks if line.figure}
    if not found:
        return []
    return [(str(week), found.get(week)) for week in range(min(found), max(found) + 1)]


def weeks_reading(report: Report) -> str:
    """From where to where it went over the weeks, if that may be said of two of them."""
    found = [(week, line.figure.mean) for week, line in report.weeks if line.figure]
    if len(found) < 2:
        return ""
    (first, low), (last, high) = found[0], found[-1]
    return _(
        "In week %(first)s people were at %(low)s, in week %(last)s at %(high)s. Not the same "
        "people answered each week, so small steps mean nothing."
    ) % {"first": first, "last": last, "low": figure(low), "high": figure(high)}


def _name(line: Line) -> str:
    return line.part or _("Everybody")
