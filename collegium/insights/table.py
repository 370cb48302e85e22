"""The published table as rows for a spreadsheet, none of which it would calculate."""

import csv
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from collegium.insights.queries.report import Line, Report
from collegium.people.roster.cells import harmless

type Value = str | float


def as_csv(report: Report) -> str:
    """The figures as CSV, with a header."""
    out = StringIO()
    csv.writer(out).writerows(rows_of(report))
    return out.getvalue()


def rows_of(report: Report) -> Iterator[list[Value]]:
    """A header, then one row for each line that was published."""
    yield [
        _("Measure"),
        _("Unit"),
        _("Department"),
        _("People"),
        _("Mean"),
        _("From"),
        _("To"),
        _("Months put together"),
        _("Months left out"),
        _("Why there is no figure"),
    ]
    for lines in report.by_measure:
        yield from (_row(line) for line in lines)


def _row(line: Line) -> list[Value]:
    words = [harmless(str(text)) for text in (line.label, line.unit, line.part or _("All"))]
    months = [line.editions, line.left_out]
    if line.figure is None:
        return [*words, "", "", "", "", *months, harmless(str(line.withheld))]
    figure = line.figure
    ends = ["" if end is None else end for end in (figure.low, figure.high)]
    return [*words, figure.people, figure.mean, *ends, *months, ""]
