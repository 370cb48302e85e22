"""The published table as a workbook. Every text is a text, whatever it begins with."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

from collegium.insights.queries.report import Report
from collegium.insights.table import Value, rows_of

EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a ZIP file can name
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
WIDTHS = (44, 30, 28, 10, 10, 10, 10, 14, 14, 60)


def as_workbook(name: str, report: Report) -> bytes:
    """A sheet with the figures and one that says how to read them."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a sheet")
    sheet.title = _("Figures")
    for row, values in enumerate(rows_of(report), 1):
        _write(sheet, row, values)
    for column, width in zip("ABCDEFGHIJ", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    notes = book.create_sheet(_("How to read them"))
    for row, text in enumerate(_notes(name, report), 1):
        _write(notes, row, [text])
    notes.column_dimensions["A"].width = 100
    return _same_bytes(book, report)


def _same_bytes(book: Workbook, report: Report) -> bytes:
    """The file without the moment of its making, so that everybody gets the same."""
    made, out = BytesIO(), BytesIO()
    book.save(made)
    book.properties.created = book.properties.modified = max(report.months, default=LONG_AGO)
    with ZipFile(made) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == ARC_CORE:
                content = tostring(book.properties.to_tree())
            new.writestr(ZipInfo(name, EARLIEST), content, ZIP_DEFLATED)
    return out.getvalue()


def _write(sheet: Worksheet, row: int, values: list[Value]) -> None:
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
            cell.data_type = "s"  # openpyxl takes what begins with "=" for a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        else:
            cell.value = value
            cell.alignment = Alignment(vertical="top")
        if row == 1:
            cell.font = Font(bold=True)


def _notes(name: str, report: Report) -> list[str]:
    months = ", ".join(date_format(month, "DATE_FORMAT") for month in report.months) or "–"
    threshold = report.threshold
    return [
        name,
        _("Published on: %(months)s. What is published is never changed.") % {"months": months},
        _(
            "A figure is published only if it rests on at least %(people)s people from at least "
            "%(groups)s groups, none of which makes up more than half; what was published before "
            "these numbers rose rests on what it took then. People are rounded to five, means to "
            "a tenth."
        )
        % {"people": threshold.people, "groups": threshold.groups},
        _(
            "“From” and “to” are the ends of a 95 % interval that takes into account that members "
            "of one group influence each other. Departments have none: small differences between "
            "them mean nothing."
        ),
        _("Figures say what people told. They do not prove that the programme caused it."),
    ]
