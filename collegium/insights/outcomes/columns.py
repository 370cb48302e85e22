"""Which column feeds which field: a guess from headings and cells, for a person to correct."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

from collegium.insights.outcomes.cells import Decimal, speaks_for
from collegium.insights.outcomes.fields import HEADINGS, MEASURE_FIELDS, Field
from collegium.people.roster.cells import clean, plain
from collegium.people.roster.dates import DateOrder, guess_order
from collegium.people.roster.table import Table

LONG = (Field.MEASURE, Field.VALUE)


@dataclass(frozen=True, slots=True)
class Columns:
    """The reading instructions: a column's index for each field, and how to read two of them."""

    index: Mapping[Field, int]
    decimal: Decimal = Decimal.POINT
    order: DateOrder = DateOrder.DAY_FIRST

    @property
    def is_long(self) -> bool:
        """Whether each row holds one value of the measure that it names."""
        return any(field in self.index for field in LONG)

    @property
    def has_measures(self) -> bool:
        """Whether there is a column for any measure."""
        return any(field in self.index for field in MEASURE_FIELDS)

    def gaps(self) -> tuple[Field, ...]:
        """The fields without which nothing can be imported."""
        needed = [Field.EMAIL, Field.MONTH]
        if not self.has_measures:
            needed += LONG
        return tuple(field for field in needed if field not in self.index)


class Stored(TypedDict):
    """JSON: columns by field, the decimal mark, the order of dates."""

    columns: dict[str, int]
    decimal: str
    order: str


def guess_columns(table: Table) -> Columns:
    """The mapping that headings and cells suggest."""
    index: dict[Field, int] = {}
    for field, names in HEADINGS.items():
        for at, heading in enumerate(table.header):
            if plain(heading) in names and at not in index.values():
                index[field] = at
                break
    if Field.EMAIL not in index and (found := _addresses(table)) is not None:
        index[Field.EMAIL] = found
    if all(field in index for field in LONG):
        index = {field: at for field, at in index.items() if field not in MEASURE_FIELDS}
    elif any(field in index for field in MEASURE_FIELDS):
        index = {field: at for field, at in index.items() if field not in LONG}
    months = table.column(index[Field.MONTH]) if Field.MONTH in index else []
    return Columns(index, _decimal(table, index), guess_order(months)[0])


def _addresses(table: Table) -> int | None:
    """The first column full of addresses."""
    for at in range(len(table.header)):
        cells = [cell for cell in table.column(at) if clean(cell)]
        if cells and sum("@" in cell for cell in cells) * 2 > len(cells):
            return at
    return None


def _decimal(table: Table, index: Mapping[Field, int]) -> Decimal:
    fields = [field for field in (Field.VALUE, *MEASURE_FIELDS) if field in index]
    cells = {cell for field in fields for cell in table.column(index[field])}
    votes = Counter(speaks_for(clean(cell)) for cell in cells)
    return Decimal.COMMA if votes[Decimal.COMMA] > votes[Decimal.POINT] else Decimal.POINT


def to_stored(columns: Columns) -> Stored:
    """What `from_stored` understands."""
    return {
        "columns": {field.value: at for field, at in columns.index.items()},
        "decimal": columns.decimal.value,
        "order": columns.order.value,
    }


def from_stored(stored: Stored) -> Columns:
    """The instructions again."""
    index = {Field(name): at for name, at in stored["columns"].items()}
    return Columns(index, Decimal(stored["decimal"]), DateOrder(stored["order"]))
