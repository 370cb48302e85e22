"""An uploaded file to a table: which format it is, and which of its rows is the header."""

from collections.abc import Sequence

from collegium.people.roster.cells import clean, plain
from collegium.people.roster.csv_text import read_csv
from collegium.people.roster.fields import HEADINGS
from collegium.people.roster.problems import Fault, Unreadable
from collegium.people.roster.table import UPLOAD, Limits, Rows, Table, letter

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"{\\rtf", b"<!DOCTYPE")
_KNOWN = frozenset(name for names in HEADINGS.values() for name in names)
_SEARCHED = 20


def read_table(data: bytes, limits: Limits = UPLOAD) -> Table:
    """Read a CSV or XLSX file, told apart by content and not by name; raises `Unreadable`."""
    refuse_size(len(data), limits)
    if not data or data.isspace():
        raise Unreadable(Fault.EMPTY)
    if data.startswith(_OLE):
        raise Unreadable(Fault.OLD_OR_LOCKED_WORKBOOK)
    if data.startswith(_OTHERS):
        raise Unreadable(Fault.NOT_A_TABLE)
    sheets = _workbook(data, limits) if data.startswith(_ZIP) else [read_csv(data, limits)]
    return _with_header(max(sheets, key=_promise, default=Rows()), limits.rows)


def _workbook(data: bytes, limits: Limits) -> list[Rows]:
    """The sheets of a workbook; what reads them loads numpy, which no page waits for unasked."""
    from collegium.people.roster.workbook import read_xlsx  # noqa: PLC0415 - see above

    return read_xlsx(data, limits)


def refuse_size(size: int, limits: Limits = UPLOAD) -> None:
    """Raise `Unreadable` for a file of more bytes than is ever read."""
    if size > limits.size:
        raise Unreadable(Fault.TOO_LARGE, limit=limits.size // 1024**2)


def _promise(records: Rows) -> tuple[int, int]:
    """How likely a sheet is the roster: headings that we know, then rows."""
    return max((_known(cells) for _, cells in records[:_SEARCHED]), default=0), len(records)


def _known(cells: Sequence[str]) -> int:
    return sum(plain(cell) in _KNOWN for cell in cells)


def _with_header(records: Rows, most: int) -> Table:
    """The likeliest row names the columns; without any, columns are called by their letters."""
    if not records:
        raise Unreadable(Fault.EMPTY)
    at = _header(records)
    rows = records.below(0 if at is None else at + 1)
    if not rows:
        raise Unreadable(Fault.NO_ROWS)
    if len(rows) > most:
        raise Unreadable(Fault.TOO_MANY_ROWS, limit=most)
    names = () if at is None else tuple(clean(cell) for cell in records[at][1])
    width = _used(rows, names)
    return Table(tuple(names[i] if i < len(names) else letter(i) for i in range(width)), rows)


def _header(records: Rows) -> int | None:
    """The row with the most headings that we know, which holds no address.

    Below the first address, a row has to have two of them: people's cells are words as well.
    """
    addressed = ["@" in "".join(cells) for _, cells in records[:_SEARCHED]]
    first = addressed.index(True) if True in addressed else len(addressed)
    fitting = [
        (_known(records[i][1]), -i)
        for i, has_address in enumerate(addressed)
        if not has_address and (i < first or _known(records[i][1]) > 1)
    ]
    return -max(fitting)[1] if fitting else None


def _used(rows: Rows, names: Sequence[str]) -> int:
    """Columns up to the last that has a heading or a filled cell."""
    width = _filled(names)
    for _, row in rows:
        if len(row) > width:
            width = max(width, _filled(row))
    return width


def _filled(cells: Sequence[str]) -> int:
    return max((at for at, cell in enumerate(cells, start=1) if cell), default=0)
