"""The published table as a file, safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable
from io import StringIO

from django.utils.translation import gettext as _

from collegium.insights.queries.report import Line

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(lines: Iterable[Line]) -> str:
    """The lines as CSV with a header; no cell that a spreadsheet would calculate."""
    out = StringIO()
    writer = csv.writer(out)
    head = (_("Measure"), _("Unit"), _("Department"), _("People"), _("Mean"), _("From"), _("To"))
    writer.writerow([*head, _("Why there is no figure")])
    for line in lines:
        writer.writerow(_row(line))
    return out.getvalue()


def safe(text: str) -> str:
    """The text with an apostrophe before anything that begins a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _row(line: Line) -> list[str | float]:
    words = [safe(str(text)) for text in (line.label, line.unit, line.part or _("All"))]
    if line.figure is None:
        return [*words, "", "", "", "", safe(str(line.withheld))]
    figure = line.figure
    ends = ["" if end is None else end for end in (figure.low, figure.high)]
    return [*words, figure.people, figure.mean, *ends, ""]
