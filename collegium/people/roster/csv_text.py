"""CSV, with any of the usual delimiters, read line by line."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from itertools import islice

from collegium.people.roster.encoding import encoding_of
from collegium.people.roster.problems import Fault, Unreadable
from collegium.people.roster.table import MAX_COLUMNS, UPLOAD, Limits, Rows

_DELIMITERS = ",;\t|"
_SAMPLE = 50
_ANNOUNCEMENT = 100  # characters in which Excel's own first line ends, if it is there


def read_csv(data: bytes, limits: Limits = UPLOAD) -> Rows:
    """Every filled row with its number; raises `Unreadable`."""
    lines = _Lines(data, encoding_of(data))
    delimiter, skipped = _announced(lines)
    return _records(lines, delimiter or _delimiter(lines, skipped), skipped, limits.rows)


class _Lines:
    """The lines of a file, as often as they are asked for; the whole text is never held."""

    def __init__(self, data: bytes, encoding: str) -> None:
        self._data = data
        self._encoding = encoding

    def after(self, skipped: int) -> Iterator[str]:
        """All but the first ones."""
        text = TextIOWrapper(BytesIO(self._data), encoding=self._encoding, newline="")
        return islice(text, skipped, None)


def _announced(lines: _Lines) -> tuple[str, int]:
    """Excel's own first line, `sep=;`, if it is there."""
    first = next(lines.after(0), "")[:_ANNOUNCEMENT]
    if first.lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return first[4], 1
    return "", 0


def _delimiter(lines: _Lines, skipped: int) -> str:
    return max(_DELIMITERS, key=lambda delimiter: _fit(lines.after(skipped), delimiter))


def _fit(lines: Iterator[str], delimiter: str) -> tuple[float, int]:
    """How many sample rows share the commonest width above one, then that width."""
    try:
        sample = islice(csv.reader(lines, delimiter=delimiter), _SAMPLE)
        widths = Counter(len(cells) for cells in sample if len(cells) > 1)
    except csv.Error:
        return 0, 0
    if not widths:
        return 0, 0
    width, rows = widths.most_common(1)[0]
    return rows, width


def _records(lines: _Lines, delimiter: str, skipped: int, most: int) -> Rows:
    reader = csv.reader(lines.after(skipped), delimiter=delimiter, strict=True)
    found = Rows()
    number = skipped
    try:
        for number, cells in enumerate(reader, start=1 + skipped):
            if any(cells) and any(cell.strip() for cell in cells):
                found.add(number, cells[:MAX_COLUMNS])
            if len(found) > most + 1:
                raise Unreadable(Fault.TOO_MANY_ROWS, limit=most)
    except csv.Error:
        raise Unreadable(Fault.OPEN_QUOTE, row=number + 1) from None
    return found
