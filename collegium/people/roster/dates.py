"""Dates as rosters write them. Whether the day or the month comes first is the column's to say."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

EARLIEST, LATEST = 1930, 2100
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2})?.*\Z")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\Z")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})\Z")
_DAY_AND_NAME = re.compile(r"(\d{1,2})[.\s-]+([^\W\d]+)[.\s,-]+(\d{4}|\d{2})\Z")
_NAME_AND_DAY = re.compile(r"([^\W\d]+)[.\s-]+(\d{1,2})[,\s-]+(\d{4})\Z")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan jän january januar jänner",
            "feb february februar",
            "mar mär mrz march märz",
            "apr april",
            "may mai",
            "jun june juni",
            "jul july juli",
            "aug august",
            "sep sept september",
            "oct okt october oktober",
            "nov november",
            "dec dez december dezember",
        ),
        start=1,
    )
    for name in names.split()
}


class DateOrder(StrEnum):
    """Which comes first where the year comes last."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


def guess_order(cells: Iterable[str]) -> tuple[DateOrder, bool]:
    """The order that the whole column speaks for, and whether anything does.

    A first number over twelve is a day, a second over twelve makes the first a month. Points
    between the numbers are written by people who put the day first.
    """
    votes: Counter[DateOrder] = Counter()
    for cell in cells:
        if match := _YEAR_LAST.match(_TIME.sub("", cell.strip())):
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second or match[2] == ".":
                votes[DateOrder.DAY_FIRST] += 1
            elif second > 12 >= first:
                votes[DateOrder.MONTH_FIRST] += 1
    month_first = votes[DateOrder.MONTH_FIRST] > votes[DateOrder.DAY_FIRST]
    return DateOrder.MONTH_FIRST if month_first else DateOrder.DAY_FIRST, votes.total() > 0


def parse_date(cell: str, order: DateOrder) -> date | None:
    """The day that the cell names, or None where there is no such day between 1930 and 2100."""
    parts = _parts(_TIME.sub("", cell.strip()), order)
    if parts is None:
        return None
    year, month, day = parts
    if year < 100:
        year += 2000 if year < 70 else 1900
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _parts(text: str, order: DateOrder) -> tuple[int, int, int] | None:
    """Year, month and day as numbers, not yet known to be a date."""
    if match := _YEAR_FIRST.match(text) or _COMPACT.match(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _YEAR_LAST.match(text):
        first, second = int(match[1]), int(match[3])
        swap = order is DateOrder.MONTH_FIRST and match[2] != "."
        day, month = (second, first) if swap else (first, second)
        return int(match[4]), month, day
    if match := _DAY_AND_NAME.match(text):
        return int(match[3]), _MONTHS.get(match[2].casefold(), 0), int(match[1])
    if match := _NAME_AND_DAY.match(text):
        return int(match[3]), _MONTHS.get(match[1].casefold(), 0), int(match[2])
    return None
