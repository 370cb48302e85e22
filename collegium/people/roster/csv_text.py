"""CSV, with any of the usual delimiters."""

import csv
from collections import Counter
from io import StringIO
from itertools import islice

from collegium.people.roster.encoding import decode
from collegium.people.roster.problems import Fault, Unreadable
from collegium.people.roster.table import MAX_COLUMNS, UPLOAD, Limits, Record

_DELIMITERS = ",;\t|"
_SAMPLE = 50


def read_csv(data: bytes, limits: Limits = UPLOAD) -> list[Record]:
    """Every filled row with its number; raises `Unreadable`."""
    text = decode(data)
    delimiter, text, skipped = _announced(text)
    return _records(text, delimiter or _delimiter(text), skipped, limits.rows)


def _announced(text: str) -> tuple[str, str, int]:
    """Excel's own first line, `sep=;`, if it is there."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return first[4], rest, 1
    return "", text, 0


def _delimiter(text: str) -> str:
    return max(_DELIMITERS, key=lambda delimiter: _fit(text, delimiter))


def _fit(text: str, delimiter: str) -> tuple[float, int]:
    """How many sample rows share the commonest width above one, then that width."""
    try:
        sample = islice(csv.reader(StringIO(text, newline=""), delimiter=delimiter), _SAMPLE)
        widths = Counter(len(cells) for cells in sample if len(cells) > 1)
    except csv.Error:
        return 0, 0
    if not widths:
        return 0, 0
    width, rows = widths.most_common(1)[0]
    return rows, width


def _records(text: str, delimiter: str, skipped: int, most: int) -> list[Record]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[Record] = []
    number = skipped
    try:
        for number, cells in enumerate(reader, start=1 + skipped):
            if any(cell.strip() for cell in cells):
                found.append((number, tuple(cells[:MAX_COLUMNS])))
            if len(found) > most + 1:
                raise Unreadable(Fault.TOO_MANY_ROWS, limit=most)
    except csv.Error:
        raise Unreadable(Fault.OPEN_QUOTE, row=number + 1) from None
    return found
