"""A file that was read: headings and rows of text, each with its number in the spreadsheet."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 200

MAX_UNPACKED = 200 * 1024 * 1024

_BETWEEN = "\x1f"  # the unit separator, which no cell needs

type Record = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read of one file: its bytes, those of an unpacked workbook, its rows."""

    size: int = MAX_BYTES
    unpacked: int = MAX_UNPACKED
    rows: int = MAX_ROWS


UPLOAD = Limits()
ROSTER = Limits(size=25 * 1024 * 1024, rows=100_000)


class Rows(Sequence[Record]):
    """Filled rows, packed: a hundred thousand take little more memory than their file has bytes."""

    def __init__(self) -> None:
        self._numbers = array("L")
        self._cells: list[bytes] = []

    def add(self, number: int, cells: Sequence[str]) -> None:
        """Put a row at the end."""
        packed = _BETWEEN.join(cells)
        if packed.count(_BETWEEN) >= len(cells):
            packed = _BETWEEN.join(cell.replace(_BETWEEN, " ") for cell in cells)
        self._numbers.append(number)
        self._cells.append(packed.encode(errors="surrogatepass"))

    def below(self, first: int) -> "Rows":
        """All from the one that is at `first` on."""
        rest = Rows()
        rest._numbers, rest._cells = self._numbers[first:], self._cells[first:]
        return rest

    def __len__(self) -> int:
        return len(self._cells)

    def __iter__(self) -> Iterator[Record]:
        return map(_unpacked, self._numbers, self._cells)

    @overload
    def __getitem__(self, at: int) -> Record: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Record, ...]: ...
    def __getitem__(self, at: int | slice) -> Record | tuple[Record, ...]:
        if isinstance(at, slice):
            return tuple(map(_unpacked, self._numbers[at], self._cells[at]))
        return _unpacked(self._numbers[at], self._cells[at])


def _unpacked(number: int, cells: bytes) -> Record:
    return number, tuple(cells.decode(errors="surrogatepass").split(_BETWEEN))


@dataclass(frozen=True, slots=True)
class Table:
    """Headings (made unique by nothing: columns are told apart by index) and filled rows."""

    header: tuple[str, ...]
    rows: Sequence[Record]

    def column(self, index: int) -> Iterator[str]:
        """Every cell of one column, from the top; short rows count as empty."""
        return (cells[index] if index < len(cells) else "" for _, cells in self.rows)

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
