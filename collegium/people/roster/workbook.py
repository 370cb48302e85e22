"""XLSX, read without trusting it: what it unpacks to is measured before it is opened."""

from collections.abc import Iterable
from datetime import date, datetime, time
from io import BytesIO
from typing import cast
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from collegium.people.roster.problems import Fault, Unreadable
from collegium.people.roster.table import MAX_COLUMNS, UPLOAD, Limits, Rows

MAX_RATIO = 120
MAX_PARTS = 2_000
MAX_SHEETS = 20
_SMALL = 2 * 1024 * 1024
# What openpyxl and the XML parser raise for workbooks that are damaged or hostile.
_DAMAGE = (
    InvalidFileException,
    BadZipFile,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    SyntaxError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)


def read_xlsx(data: bytes, limits: Limits = UPLOAD) -> list[Rows]:
    """The filled rows of every visible sheet; raises `Unreadable`."""
    _refuse_bombs(data, limits.unpacked)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [
            sheet
            for sheet in book.worksheets[:MAX_SHEETS]
            if isinstance(sheet, ReadOnlyWorksheet) and sheet.sheet_state == "visible"
        ]
        return [_records(sheet, limits.rows) for sheet in sheets]
    except Unreadable:
        raise
    except _DAMAGE:
        raise Unreadable(Fault.DAMAGED_WORKBOOK) from None


def _refuse_bombs(data: bytes, most: int) -> None:
    """Raise unless it is a workbook of a sane size; Python never unpacks more than is declared."""
    try:
        parts = ZipFile(BytesIO(data)).infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        raise Unreadable(Fault.DAMAGED_WORKBOOK) from None
    unpacked = sum(part.file_size for part in parts)
    too_dense = unpacked > _SMALL and unpacked > MAX_RATIO * len(data)
    if len(parts) > MAX_PARTS or unpacked > most or too_dense:
        raise Unreadable(Fault.UNPACKS_TOO_LARGE, limit=most // 1024**2)
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise Unreadable(Fault.NOT_A_TABLE)


def _records(sheet: ReadOnlyWorksheet, most: int) -> Rows:
    sheet.reset_dimensions()  # exports often declare a wrong one
    typed = cast("Worksheet", sheet)  # its stub borrows the methods of the other class
    found = Rows()
    rows = typed.iter_rows(max_col=MAX_COLUMNS, values_only=True)
    for number, values in enumerate(rows, start=1):
        if number > 2 * most:
            raise Unreadable(Fault.TOO_MANY_ROWS, limit=most)
        if values.count(None) < len(values) and (cells := _trimmed(map(_text, values))):
            found.add(number, cells)
    return found


def _trimmed(texts: Iterable[str]) -> list[str]:
    cells = list(texts)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(value: object) -> str:
    """The cell as a CSV export would write it: ISO dates, whole numbers without a point."""
    match value:
        case None:
            return ""
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
