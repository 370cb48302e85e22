"""Months and numbers as spreadsheets of many countries write them."""

import re
from enum import StrEnum

from collegium.people.roster.dates import DateOrder, parse_date

EARLIEST = 2000
_YEAR_FIRST = re.compile(r"(\d{4})\s?[-/. ]?\s?M?(\d{1,2})\Z")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{4})\Z")
_WITH_NAME = re.compile(r"[^\W\d]+[.\s,-]+\d{2,4}\Z")
_SPACES = re.compile(r"[\s'’_]")
_DIGITS = r"[+-]?\d+"
_THOUSANDS = r"[+-]?\d{1,3}(?:%s\d{3})+"


_MARKS = ((".", ","), (",", "."))  # before the decimals, between thousands


class Decimal(StrEnum):
    """What stands before the decimals, where 1,234 could be either."""

    POINT = "point"
    COMMA = "comma"


def parse_month(text: str, order: DateOrder) -> int | None:
    """The month that a cell names, counted from the year 0; None if it names none since 2000."""
    if match := _YEAR_FIRST.match(text):
        year, month = int(match[1]), int(match[2])
    elif match := _YEAR_LAST.match(text):
        year, month = int(match[2]), int(match[1])
    elif day := parse_date(f"1 {text}" if _WITH_NAME.match(text) else text, order):
        year, month = day.year, day.month
    else:
        return None
    return year * 12 + month - 1 if 1 <= month <= 12 and year >= EARLIEST else None


def month_text(month: int) -> str:
    """A month as it is stored: "2026-03"."""
    return f"{month // 12:04}-{month % 12 + 1:02}"


def month_number(text: str) -> int:
    """A stored month as a number again."""
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def parse_number(text: str, decimal: Decimal) -> float | None:
    """The number in a cell, also with a sign for per cent; None where there is none."""
    text = _SPACES.sub("", text.removesuffix("%")).replace("−", "-")
    marks = _MARKS if decimal is Decimal.POINT else _MARKS[::-1]
    for point, apart in marks:
        whole = f"(?:{_DIGITS}|{_THOUSANDS % re.escape(apart)})"
        if re.fullmatch(rf"{whole}(?:{re.escape(point)}\d+)?", text, re.ASCII):
            return float(text.replace(apart, "").replace(point, "."))
    return None


def speaks_for(text: str) -> Decimal | None:
    """What the cell says about decimals, if it can only be read in one way."""
    text = _SPACES.sub("", text.removesuffix("%"))
    point, comma = (
        bool(re.fullmatch(rf"[+-]?[\d{apart}]*\{point}(\d{{1,2}}|\d{{4,}})", text))
        for point, apart in _MARKS
    )
    if point == comma:
        return None
    return Decimal.POINT if point else Decimal.COMMA
