"""Which column feeds which field: a guess from headings and cells, for a person to correct."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from collegium.people.roster.cells import clean, plain
from collegium.people.roster.dates import DateOrder, guess_order
from collegium.people.roster.fields import HEADINGS, Field
from collegium.people.roster.table import Table


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CURRENT_WORDS = _words(
    "current active 1 true yes y x employed aktuell aktiv ja j wahr beschäftigt angestellt"
)
_SALUTATIONS = _words("mr mrs ms miss dr prof herr frau herrn mx")
_END_DATES = _words(
    "enddate terminationdate leavingdate lastday validto austrittsdatum austritt enddatum "
    "gueltigbis"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The reading instructions: a column's index for each field, and how to read two of them.

    `current_values` are the cells (lower case, "" for an empty one) of the `current` column
    that mark today's row; every other row is history.
    """

    index: Mapping[Field, int]
    current_values: frozenset[str] = frozenset()
    date_order: DateOrder = DateOrder.DAY_FIRST
    order_is_sure: bool = field(default=True, compare=False)

    def gaps(self) -> tuple[Field, ...]:
        """The fields without which nobody can be imported."""
        named = Field.NAME in self.index or Field.LAST_NAME in self.index
        missing = [] if named else [Field.NAME]
        return (*missing, *(() if Field.EMAIL in self.index else (Field.EMAIL,)))


def guess_columns(table: Table) -> Columns:
    """The mapping that the headings suggest; a column full of nothing gives way to another."""
    index: dict[Field, int] = {}
    for name in HEADINGS:
        columns = [i for i in _candidates(table, name) if i not in index.values()]
        fitting = [i for i in columns if _FITS.get(name, _anything)(table.column(i))]
        if fitting:
            index[name] = fitting[0]
    if Field.EMAIL not in index and (found := _addresses(table, index)) is not None:
        index[Field.EMAIL] = found
    _prefer_one_name(index)
    return _with_values(table, index)


def _candidates(table: Table, name: Field) -> list[int]:
    """Columns whose headings are among the field's names, strongest first, filled before empty."""
    rank = {heading: i for i, heading in enumerate(HEADINGS[name])}
    known = [(rank[h], i) for i, text in enumerate(table.header) if (h := plain(text)) in rank]
    ordered = [i for _, i in sorted(known)]
    return sorted(ordered, key=lambda i: not any(clean(cell) for cell in table.column(i)))


def _anything(_cells: Iterable[str]) -> bool:
    return True


def _mostly(cells: Iterable[str], test: Callable[[str], bool]) -> bool:
    filled = Counter(text for cell in cells if (text := clean(cell)))
    return 2 * sum(many for text, many in filled.items() if test(text)) >= filled.total()


def _numbered(cells: Iterable[str]) -> bool:
    return _mostly(cells, lambda text: any(c.isdigit() for c in text))


def _not_salutations(cells: Iterable[str]) -> bool:
    return _mostly(cells, lambda text: plain(text) not in _SALUTATIONS)


def _not_a_flag(cells: Iterable[str]) -> bool:
    """A column "Manager" that says yes or no tells who leads, not who is led by whom."""
    values: set[str] = set()
    rows = 0
    for cell in cells:
        rows += 1
        if text := clean(cell):
            values.add(text)
        if len(values) > 2:
            return True
    return rows < 6 or any(c in cell for cell in values for c in "@ ,")


def _parts_history(cells: Iterable[str]) -> bool:
    """Whether the column marks some rows as current and others not."""
    values = {clean(cell).casefold() for cell in cells}
    return len(values) > 1 and bool(values & CURRENT_WORDS)


_FITS: dict[Field, Callable[[Iterable[str]], bool]] = {
    Field.LEVEL: _numbered,
    Field.FUNCTION: _not_salutations,
    Field.MANAGER: _not_a_flag,
    Field.CURRENT: _anything,
}


def _addresses(table: Table, index: Mapping[Field, int]) -> int | None:
    """The first column full of addresses, where no heading says e-mail."""
    for i in range(len(table.header)):
        if i in index.values() or not any(clean(cell) for cell in table.column(i)):
            continue
        if _mostly(table.column(i), lambda text: "@" in text):
            return i
    return None


def _prefer_one_name(index: dict[Field, int]) -> None:
    """First and last name say more than a name column beside them; half a name says less."""
    parts = (Field.FIRST_NAME, Field.MIDDLE_NAME, Field.LAST_NAME)
    if Field.FIRST_NAME in index and Field.LAST_NAME in index:
        index.pop(Field.NAME, None)
    elif Field.NAME in index:
        for part in parts:
            index.pop(part, None)


def _with_values(table: Table, index: dict[Field, int]) -> Columns:
    """Settle the `current` column by its cells and the date order by the whole date column."""
    index.pop(Field.CURRENT, None)
    values: frozenset[str] = frozenset()
    for i in _candidates(table, Field.CURRENT):
        cells = frozenset(table.column(i))
        if plain(table.header[i]) in _END_DATES and not all(clean(cell) for cell in cells):
            index[Field.CURRENT], values = i, frozenset({""})
            break
        if _parts_history(cells):
            index[Field.CURRENT] = i
            values = frozenset({clean(cell).casefold() for cell in cells} & CURRENT_WORDS)
            break
    started = index.get(Field.STARTED_ON)
    order, sure = guess_order(table.column(started) if started is not None else [])
    return Columns(dict(index), values, order, sure or started is None)
