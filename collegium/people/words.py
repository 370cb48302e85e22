"""What the codes of a roster mean in words, and what to do about each."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collegium.people.roster import Code, Fault, Field, Problem, Unreadable

FIELD_NAMES: Mapping[str, str | Promise] = {
    Field.NUMBER: _("Number in your own system"),
    Field.NAME: _("Full name"),
    Field.FIRST_NAME: _("First name"),
    Field.MIDDLE_NAME: _("Middle name"),
    Field.LAST_NAME: _("Last name"),
    Field.EMAIL: _("E-mail address"),
    Field.MANAGER: _("Manager"),
    Field.DEPARTMENT: _("Department"),
    Field.FUNCTION: pgettext_lazy("what somebody does in the organisation", "Function"),
    Field.LEVEL: _("Level"),
    Field.SITE: _("Site"),
    Field.COUNTRY: _("Country"),
    Field.TIME_ZONE: _("Time zone"),
    Field.LANGUAGES: _("Languages"),
    Field.STARTED_ON: _("Started on"),
    Field.GENDER: _("Gender"),
    Field.STRENGTHS: _("Strengths"),
    Field.WANTS: _("Wants to learn"),
    Field.PROMOTION_POOL: _("Promotion pool"),
    Field.SAME_PERSON: _("Key of the person"),
    Field.CURRENT: _("Current row"),
    "active": _("Active"),
}

FAULTS: Mapping[Fault, str | Promise] = {
    Fault.EMPTY: _("This file is empty. Export the roster again and choose the new file."),
    Fault.TOO_LARGE: _(
        "This file is larger than %(limit)s MB. Leave out columns that are not needed, such as "
        "pictures, or save it as CSV."
    ),
    Fault.UNPACKS_TOO_LARGE: _(
        "This workbook unpacks to far more than its size promises, so it was not opened. Save "
        "the sheet with the people as CSV and choose that file."
    ),
    Fault.TOO_MANY_ROWS: _(
        "This file has more than %(limit)s rows. Split it, and import the parts as files that "
        "hold only some of the people."
    ),
    Fault.NOT_A_TABLE: _(
        "This does not look like a table. Choose a CSV file or an Excel workbook (.xlsx)."
    ),
    Fault.OLD_OR_LOCKED_WORKBOOK: _(
        "This workbook is in the old .xls format or locked with a password. Save it as .xlsx "
        "without a password, or as CSV."
    ),
    Fault.DAMAGED_WORKBOOK: _(
        "This workbook is damaged. Open it in your spreadsheet program, save it again, or save "
        "it as CSV."
    ),
    Fault.OPEN_QUOTE: _(
        "From row %(row)s on a quotation mark is opened and never closed properly. Correct that "
        "row, or save the table again as CSV."
    ),
    Fault.NO_ROWS: _("This file has headings but no people below them. Export it again."),
}

PROBLEMS: Mapping[Code, tuple[str | Promise, str | Promise]] = {
    Code.MISSING_NAME: (
        _("No name"),
        _("Write the name, or delete the row."),
    ),
    Code.MISSING_EMAIL: (
        _("No e-mail address"),
        _("Write the address by which this person will sign in, or delete the row."),
    ),
    Code.BAD_EMAIL: (
        _("Not an e-mail address"),
        _("Write one whole address, such as ada@example.org."),
    ),
    Code.DUPLICATE_ADDRESS: (
        _("The same address stands in row %(other_row)s"),
        _("Give each person an address of their own, or keep only one of the two rows."),
    ),
    Code.DUPLICATE_NUMBER: (
        _("The same number stands in row %(other_row)s"),
        _("Give each person a number of their own, or keep only one of the two rows."),
    ),
    Code.UNKNOWN_MANAGER: (
        _("Nobody in the file is called so"),
        _("Write the manager's number, address or name as it stands in their own row."),
    ),
    Code.MANAGER_LEFT: (
        _("This manager has no current row"),
        _("Name the manager of today, or empty the cell."),
    ),
    Code.AMBIGUOUS_MANAGER: (
        _("Several people are called so"),
        _("Write the manager's e-mail address or number instead of the name."),
    ),
    Code.MANAGER_LOOP: (
        _("These people report to each other in a ring: %(names)s (rows %(rows)s)"),
        _("Correct one manager in the ring; the topmost person's cell stays empty."),
    ),
    Code.IMPOSSIBLE_DATE: (
        _("There is no such day"),
        _("Write the day like 2024-03-31, and check whether day or month comes first."),
    ),
    Code.BAD_TIME_ZONE: (
        _("No time zone has this name"),
        _("Write a name such as Europe/Berlin, or empty the cell."),
    ),
    Code.UNKNOWN_LANGUAGE: (
        _("“%(word)s” is no language that we know"),
        _("Write names or two-letter codes, separated by commas, such as: en, de."),
    ),
    Code.UNKNOWN_COUNTRY: (
        _("No country has this name"),
        _("Write the two-letter code, such as DE, or the English or German name."),
    ),
    Code.BAD_LEVEL: (
        _("This level has no number in it"),
        _("Write a number, or leave the column out: levels then follow the reporting lines."),
    ),
    Code.TOO_LONG: (
        _("Longer than %(limit)s characters"),
        _("Shorten the text."),
    ),
    Code.TWO_PEOPLE: (
        _("The address belongs to %(owner)s, the number to somebody else"),
        _("Correct the number or the address, so that both mean the same person."),
    ),
    Code.ADDRESS_TAKEN: (
        _("This address is in use elsewhere on this server"),
        _("Ask whoever runs this server."),
    ),
    Code.ADMINISTRATORS_ADDRESS: (
        _("This is an administrator, who signs in by another address"),
        _("Leave their address as it is, or have an administrator apply this file."),
    ),
}


def fault_text(fault: Unreadable) -> str:
    """Why a file cannot be read, and what to do."""
    return str(FAULTS[fault.fault]) % fault.data


def problem_texts(problem: Problem) -> tuple[str, str]:
    """What is wrong with a row, and the remedy."""
    what, remedy = PROBLEMS[problem.code]
    return str(what) % dict(problem.data), str(remedy)
