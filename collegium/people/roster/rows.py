"""One row of the table to a draft of one person, with whatever is wrong with it."""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from collegium.people.roster.cells import clean, clean_name, plain, several
from collegium.people.roster.columns import Columns
from collegium.people.roster.dates import parse_date
from collegium.people.roster.fields import Field
from collegium.people.roster.languages import languages
from collegium.people.roster.mistakes import Found
from collegium.people.roster.persons import Particulars
from collegium.people.roster.places import country, time_zone
from collegium.people.roster.problems import Code, Problem
from collegium.people.roster.table import Record, Table

MAX_TEXT = 200
MAX_EMAIL = 254
_LIMITS = {Field.NUMBER: 100, Field.PROMOTION_POOL: 100, Field.GENDER: 40}
_EMAIL = re.compile(r"[^@\s,;<>()\"]+@[^@\s,;<>()\"/]+\.[^@\s,;<>()\"./]{2,}\Z")
_ADDRESS_IN_NAME = re.compile(r".*<([^<>]+)>\Z")
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
GENDERS = {
    **dict.fromkeys(("f", "female", "w", "weiblich", "woman", "frau", "ms", "mrs"), "female"),
    **dict.fromkeys(("m", "male", "maennlich", "man", "mann", "mr", "herr"), "male"),
    **dict.fromkeys(("d", "x", "divers", "diverse", "nonbinary", "other"), "diverse"),
}


class Understood:
    """What cells mean. They repeat a lot, so each way of writing is understood once."""

    MOST = 20_000  # different cells of which this is noted

    def __init__(self) -> None:
        self._known: dict[tuple[Callable[..., Any], str], Any] = {}

    def __call__[T](self, understand: Callable[[str], T], cell: str) -> T:
        """What a function makes of a cell; the same function has to be given each time."""
        key = (understand, cell)
        if key in self._known:
            found: T = self._known[key]
            return found
        found = understand(cell)
        if len(self._known) < self.MOST:
            self._known[key] = found
        return found


class RowReader:
    """Reads the cells of the record it is at by field, and counts the problems it meets."""

    def __init__(self, table: Table, columns: Columns) -> None:
        self.columns = columns
        self.problems: Found[Field, Code] = Found()
        self.understood = Understood()
        self.date = partial(parse_date, order=columns.date_order)
        self._headings = {name: table.heading(at) for name, at in columns.index.items()}
        self._record: Record = (0, ())

    def at(self, record: Record) -> "RowReader":
        """The same one, at another record."""
        self._record = record
        return self

    def raw(self, name: Field) -> str:
        """The cell as it stands in the file, or "" without such a column."""
        index = self.columns.index.get(name)
        cells = self._record[1]
        return cells[index] if index is not None and index < len(cells) else ""

    def blame(self, name: Field, code: Code, **data: str | int) -> None:
        """Note a problem with the cell of this field."""
        heading = self._headings.get(name, "")
        value = clean(self.raw(name))[:MAX_TEXT]
        self.problems.add(Problem(self._record[0], name, code, value, heading, data))

    def text(self, name: Field) -> str:
        """A short text."""
        cell = self.raw(name)
        text = clean(cell) if name is Field.NUMBER else self.understood(clean, cell)
        limit = _LIMITS.get(name, MAX_TEXT)
        if len(text) <= limit:
            return text
        self.blame(name, Code.TOO_LONG, limit=limit)
        return ""

    def looked_up(self, name: Field, code: Code, find: Callable[[str], str | None]) -> str:
        """A text that has to be known to `find`, in its proper spelling."""
        text = self.understood(clean_name, self.raw(name))
        found = self.understood(find, text) if text else ""
        if found is None:
            self.blame(name, code)
        return found or ""


def read_row(reader: RowReader) -> Particulars:
    """The person of one record; the manager is still as the file names them."""
    return Particulars(
        name=_name(reader),
        email=_email(reader),
        number=reader.text(Field.NUMBER),
        manager=clean_name(reader.raw(Field.MANAGER)),
        level=_level(reader),
        country=reader.looked_up(Field.COUNTRY, Code.UNKNOWN_COUNTRY, country),
        time_zone=reader.looked_up(Field.TIME_ZONE, Code.BAD_TIME_ZONE, time_zone),
        languages=_languages(reader),
        department=reader.text(Field.DEPARTMENT),
        function=reader.text(Field.FUNCTION),
        site=reader.text(Field.SITE),
        promotion_pool=reader.text(Field.PROMOTION_POOL),
        gender=reader.understood(_gender, reader.text(Field.GENDER)),
        started_on=_started_on(reader),
        strengths=reader.understood(several, reader.raw(Field.STRENGTHS)),
        wants=reader.understood(several, reader.raw(Field.WANTS)),
    )


def full_name(text: str) -> str:
    """ "Last, First" turned round; anything else as it is."""
    last, comma, first = text.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and "," not in first and first else text


def address(text: str) -> str:
    """An address in lower case, also out of `Name <address>` and `mailto:`."""
    if inside := _ADDRESS_IN_NAME.match(text):
        text = inside[1]
    return text.strip().casefold().removeprefix("mailto:")


def _name(reader: RowReader) -> str:
    name = full_name(clean_name(reader.raw(Field.NAME)))
    if not name:
        parts = (Field.FIRST_NAME, Field.MIDDLE_NAME, Field.LAST_NAME)
        name = " ".join(filter(None, (clean_name(reader.raw(part)) for part in parts)))
    where = Field.NAME if Field.NAME in reader.columns.index else Field.LAST_NAME
    if not name:
        reader.blame(where, Code.MISSING_NAME)
    elif len(name) > MAX_TEXT:
        reader.blame(where, Code.TOO_LONG, limit=MAX_TEXT)
    return name[:MAX_TEXT]


def _email(reader: RowReader) -> str:
    text = address(clean(reader.raw(Field.EMAIL)))
    if not text:
        reader.blame(Field.EMAIL, Code.MISSING_EMAIL)
    elif len(text) > MAX_EMAIL or not _EMAIL.match(text):
        reader.blame(Field.EMAIL, Code.BAD_EMAIL)
        return ""
    return text


def _level(reader: RowReader) -> int | None:
    text = reader.understood(clean, reader.raw(Field.LEVEL))
    found = _NUMBER.search(text)
    if text and not found:
        reader.blame(Field.LEVEL, Code.BAD_LEVEL)
    return int(found[0]) if found else None


def _languages(reader: RowReader) -> tuple[str, ...]:
    codes, unknown = reader.understood(languages, reader.raw(Field.LANGUAGES))
    for word in unknown:
        reader.blame(Field.LANGUAGES, Code.UNKNOWN_LANGUAGE, word=word[:MAX_TEXT])
    return codes


def _gender(text: str) -> str:
    return GENDERS.get(plain(text), text)


def _started_on(reader: RowReader) -> date | None:
    text = reader.understood(clean, reader.raw(Field.STARTED_ON))
    started = reader.understood(reader.date, text)
    if text and started is None:
        reader.blame(Field.STARTED_ON, Code.IMPOSSIBLE_DATE)
    return started
