"""What the codes of an import of outcomes mean, and what to do about each."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collegium.insights.outcomes import Code, Field, Problem
from collegium.people.roster import Fault, Unreadable
from collegium.people.words import FAULTS

FIELD_NAMES: Mapping[Field, str | Promise] = {
    Field.EMAIL: _("E-mail address of the leader"),
    Field.MONTH: _("Month"),
    Field.MEASURE: _("Measure"),
    Field.VALUE: _("Value"),
    Field.ENGAGEMENT: _("Engagement"),
    Field.PRODUCTIVITY: _("Productivity"),
    Field.RETENTION: _("Retention, in per cent"),
}

OWN_FAULTS: Mapping[Fault, str | Promise] = {
    Fault.EMPTY: _("This file is empty. Export it again and choose the new file."),
    Fault.UNPACKS_TOO_LARGE: _(
        "This workbook unpacks to far more than its size promises, so it was not opened. Save "
        "the sheet as CSV and choose that file."
    ),
    Fault.TOO_MANY_ROWS: _(
        "This file has more than %(limit)s rows. Split it, for example by year, and bring the "
        "parts one after the other."
    ),
    Fault.NO_ROWS: _("This file has headings but no rows below them. Export it again."),
}

PROBLEMS: Mapping[Code, tuple[str | Promise, str | Promise]] = {
    Code.MISSING_EMAIL: (
        _("No e-mail address"),
        _("Write the address of the team's leader, or delete the row."),
    ),
    Code.UNKNOWN_PERSON: (
        _("Nobody on the roster has this address"),
        _("Correct the address, bring the roster first, or delete the row."),
    ),
    Code.MISSING_MONTH: (_("No month"), _("Write the month like 2026-03.")),
    Code.BAD_MONTH: (
        _("Not a month since the year 2000"),
        _("Write the month like 2026-03, and check whether day or month comes first."),
    ),
    Code.FUTURE_MONTH: (
        _("This month is still to come; now is %(latest)s"),
        _("Correct the month, or delete the row: what is planned does not count."),
    ),
    Code.MISSING_MEASURE: (
        _("No measure"),
        _("Write engagement, productivity or retention."),
    ),
    Code.UNKNOWN_MEASURE: (
        _("Not a measure that is used here"),
        _("Write engagement, productivity or retention, or delete the row."),
    ),
    Code.MISSING_VALUE: (_("No value"), _("Write the number, or delete the row.")),
    Code.NOT_A_NUMBER: (
        _("Not a number"),
        _("Write digits only, such as 71.5, or empty the cell."),
    ),
    Code.NOT_PER_CENT: (
        _("Retention goes from 0 to 100"),
        _("Write how many of a hundred stayed, such as 97.5."),
    ),
    Code.A_FRACTION: (
        _("This looks like a fraction, and retention goes from 0 to 100"),
        _("Write 95, not 0.95; in a spreadsheet, format the column as a number."),
    ),
    Code.TOO_LARGE: (_("A number this large is a mistake"), _("Check the cell.")),
    Code.DUPLICATE: (
        _("Row %(other_row)s has the same leader, month and measure"),
        _("Keep only one of the two."),
    ),
}


def fault_text(fault: Unreadable) -> str:
    """Why a file cannot be read, and what to do."""
    return str(OWN_FAULTS.get(fault.fault) or FAULTS[fault.fault]) % fault.data


def problem_texts(problem: Problem) -> tuple[str, str]:
    """What is wrong with a row, and the remedy."""
    what, remedy = PROBLEMS[problem.code]
    return str(what) % dict(problem.data), str(remedy)
