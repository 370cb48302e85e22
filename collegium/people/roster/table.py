"""A file that was read: headings and rows of text, each with its number in the spreadsheet."""

from dataclasses import dataclass

MAX_BYTES = 25 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 200

MAX_UNPACKED = 200 * 1024 * 1024

type Record = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read of one file: its bytes, those of an unpacked workbook, its rows."""

    size: int = MAX_BYTES
    unpacked: int = MAX_UNPACKED
    rows: int = MAX_ROWS


UPLOAD = Limits()


class Shared:
    """Cells that say the same are the same object: departments and countries repeat a lot."""

    MOST = 20_000  # different cells of which this is noted

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def row(self, cells: list[str]) -> tuple[str, ...]:
        """The cells of one row."""
        known = self._known
        if len(known) < self.MOST:
            return tuple([known.setdefault(cell, cell) for cell in cells])
        return tuple([known.get(cell, cell) for cell in cells])


@dataclass(frozen=True, slots=True)
class Table:
    """Headings (made unique by nothing: columns are told apart by index) and filled rows."""

    header: tuple[str, ...]
    rows: tuple[Record, ...]

    def column(self, index: int) -> list[str]:
        """Every cell of one column, from the top; short rows count as empty."""
        return [cells[index] if index < len(cells) else "" for _, cells in self.rows]

    def heading(self, index: int) -> str:
        """The column's heading, or its letter where it has none."""
        return self.header[index] or letter(index)


def letter(index: int) -> str:
    """The spreadsheet's letter for a column: 0 is A, 26 is AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
