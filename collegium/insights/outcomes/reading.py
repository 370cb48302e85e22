"""The whole table to values: every row checked, every problem listed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from collegium.insights.outcomes.cells import month_text, parse_month, parse_number
from collegium.insights.outcomes.columns import Columns
from collegium.insights.outcomes.fields import MEASURE_FIELDS, Field, Outcome, outcome_named
from collegium.insights.outcomes.problems import Code, Problem, Problems
from collegium.people.roster.cells import clean
from collegium.people.roster.rows import address
from collegium.people.roster.table import Record, Table

MOST = 1e9
SHOWN = 200  # characters of a cell


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of one team in one month, and the row it stands in."""

    row: int
    person: UUID
    outcome: Outcome
    month: int
    value: float = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """The values of a file and its problems; with any, the values are for showing only."""

    entries: tuple[Entry, ...]
    problems: Problems


def read_outcomes(
    table: Table, columns: Columns, *, people: Mapping[str, UUID], latest: int
) -> Reading:
    """Read every row; `people` are persons by their address in lower case.

    `latest` is the present month, after which there can be no values yet.
    """
    reader = _Reader(table, columns, people, latest)
    entries = [entry for record in table.rows for entry in reader.entries(record)]
    return Reading(tuple(entries), Problems.of(reader.problems))


@dataclass(slots=True)
class _Reader:
    table: Table
    columns: Columns
    people: Mapping[str, UUID]
    latest: int
    problems: list[Problem] = field(default_factory=list)
    seen: dict[tuple[UUID, Outcome, int], int] = field(default_factory=dict)
    # cells repeat a lot; each way of writing is understood once
    cleaned: dict[str, str] = field(default_factory=dict)
    months: dict[str, int | None] = field(default_factory=dict)
    numbers: dict[str, float | None] = field(default_factory=dict)

    def entries(self, record: Record) -> Iterator[Entry]:
        person, month = self._person(record), self._month(record)
        for outcome, column in self._outcomes(record):
            value = self._value(record, outcome, column)
            if person is None or month is None or value is None:
                continue
            first = self.seen.setdefault((person, outcome, month), record[0])
            if first != record[0]:
                self._blame(record, column, Code.DUPLICATE, other_row=first)
            yield Entry(record[0], person, outcome, month, value)

    def _cell(self, record: Record, name: Field) -> str:
        at = self.columns.index.get(name)
        text = record[1][at] if at is not None and at < len(record[1]) else ""
        if text not in self.cleaned:
            self.cleaned[text] = clean(text)
        return self.cleaned[text]

    def _blame(self, record: Record, name: Field, code: Code, **data: str | int) -> None:
        at = self.columns.index.get(name)
        heading = "" if at is None else self.table.heading(at)
        value = self._cell(record, name)[:SHOWN]
        self.problems.append(Problem(record[0], name, code, value, heading, data))

    def _person(self, record: Record) -> UUID | None:
        text = address(self._cell(record, Field.EMAIL))
        found = self.people.get(text)
        if found is None:
            code = Code.UNKNOWN_PERSON if text else Code.MISSING_EMAIL
            self._blame(record, Field.EMAIL, code)
        return found

    def _month(self, record: Record) -> int | None:
        text = self._cell(record, Field.MONTH)
        if text not in self.months:
            self.months[text] = parse_month(text, self.columns.order)
        found = self.months[text]
        if found is None:
            self._blame(record, Field.MONTH, Code.BAD_MONTH if text else Code.MISSING_MONTH)
        elif found > self.latest:
            self._blame(record, Field.MONTH, Code.FUTURE_MONTH, latest=month_text(self.latest))
        return found

    def _outcomes(self, record: Record) -> Iterator[tuple[Outcome, Field]]:
        """Which measures the row has a value of, and where."""
        if not self.columns.is_long:
            for name, outcome in MEASURE_FIELDS.items():
                if self._cell(record, name):
                    yield outcome, name
            return
        text = self._cell(record, Field.MEASURE)
        if found := outcome_named(text):
            yield found, Field.VALUE
        else:
            code = Code.UNKNOWN_MEASURE if text else Code.MISSING_MEASURE
            self._blame(record, Field.MEASURE, code)

    def _value(self, record: Record, outcome: Outcome, column: Field) -> float | None:
        text = self._cell(record, column)
        if text not in self.numbers:
            self.numbers[text] = parse_number(text, self.columns.decimal)
        value = self.numbers[text]
        if not text:
            self._blame(record, column, Code.MISSING_VALUE)
        elif value is None:
            self._blame(record, column, Code.NOT_A_NUMBER)
        elif abs(value) > MOST:
            self._blame(record, column, Code.TOO_LARGE)
        elif outcome is Outcome.RETENTION and not 0 <= value <= 100:
            self._blame(record, column, Code.NOT_PER_CENT)
        elif outcome is Outcome.RETENTION and 0 < value <= 1:
            # 98 % in a spreadsheet is 0.98; that one in a hundred stayed is no team's month
            self._blame(record, column, Code.A_FRACTION)
        return value
