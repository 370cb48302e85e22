"""The whole table to people: every row checked, every manager found, every problem listed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from collegium.people.roster.cells import clean, clean_name
from collegium.people.roster.columns import Columns
from collegium.people.roster.fields import Field
from collegium.people.roster.persons import PARTICULARS, Particulars, RosterPerson
from collegium.people.roster.problems import Code, Problems
from collegium.people.roster.reporting import LEFT, Directory, Names, levels, loops
from collegium.people.roster.rows import RowReader, address, read_row
from collegium.people.roster.table import Record, Table


@dataclass(frozen=True, slots=True)
class Reading:
    """The people of a file, the rows left out as history, the problems, the fields it speaks of.

    `faulty` are all rows with a problem, also with one that is not among those shown.
    """

    people: tuple[RosterPerson, ...]
    left_out: int
    problems: Problems
    fields: frozenset[str]
    faulty: frozenset[int] = frozenset()


def read_people(table: Table, columns: Columns, others: Sequence[Particulars] = ()) -> Reading:
    """Read every current row; with any problem the people are for showing, not for storing.

    `others` stay beside the people of the file, so a manager can be among them.
    """
    now, past = _parted(table, columns)
    readers = [RowReader(table, columns, record) for record in now]
    persons = [read_row(reader) for reader in readers]
    _blame_twins(readers, persons)
    others = _beside(persons, others)
    present = [*_present(readers, persons), *_standing(others, len(persons))]
    directory = Directory([*present, *_gone(table, columns, past)])
    managers = [_manager(r, p, directory) for r, p in zip(readers, persons, strict=True)]
    managers += [_place(directory.find(one.manager)) for one in others]
    everybody = [*persons, *others]
    _blame_loops(readers, everybody, managers)
    everybody = _with_managers(everybody, managers, derive=Field.LEVEL not in columns.index)
    people = (RosterPerson(r.record[0], p) for r, p in zip(readers, everybody, strict=False))
    problems = [problem for reader in readers for problem in reader.problems]
    faulty = frozenset(problem.row for problem in problems)
    return Reading(tuple(people), len(past), Problems.of(problems), _spoken_of(columns), faulty)


def _parted(table: Table, columns: Columns) -> tuple[list[Record], list[Record]]:
    """Current records, and those of history."""
    index = columns.index.get(Field.CURRENT)
    if index is None:
        return list(table.rows), []
    now: list[Record] = []
    past: list[Record] = []
    for record in table.rows:
        cell = record[1][index] if index < len(record[1]) else ""
        (now if clean(cell).casefold() in columns.current_values else past).append(record)
    return now, past


def _present(readers: Sequence[RowReader], persons: Sequence[Particulars]) -> list[Names]:
    return [
        Names(place, person.number, person.email, person.name, _same(reader))
        for place, (reader, person) in enumerate(zip(readers, persons, strict=True))
    ]


def _beside(persons: Sequence[Particulars], others: Sequence[Particulars]) -> list[Particulars]:
    """Those of the others who are not in the file themselves."""
    emails = {person.email for person in persons}
    numbers = {person.number.casefold() for person in persons} - {""}
    return [
        one
        for one in others
        if one.email.casefold() not in emails and one.number.casefold() not in numbers
    ]


def _standing(others: Sequence[Particulars], first: int) -> list[Names]:
    return [
        Names(place, one.number, one.email.casefold(), one.name, "")
        for place, one in enumerate(others, start=first)
    ]


def _place(found: int | Code) -> int | None:
    return found if isinstance(found, int) else None


def _gone(table: Table, columns: Columns, past: Sequence[Record]) -> list[Names]:
    """Old rows are known by number, key and address; a name alone would make two of one person."""
    readers = [RowReader(table, columns, record) for record in past]
    return [
        Names(
            LEFT,
            clean(reader.raw(Field.NUMBER)),
            address(clean(reader.raw(Field.EMAIL))),
            "",
            _same(reader),
        )
        for reader in readers
    ]


def _same(reader: RowReader) -> str:
    return clean(reader.raw(Field.SAME_PERSON))


def _blame_twins(readers: Sequence[RowReader], persons: Sequence[Particulars]) -> None:
    """Two rows with one address or one number: the later row is told of the earlier."""
    emails: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for reader, person in zip(readers, persons, strict=True):
        row = reader.record[0]
        if person.email and (first := emails.setdefault(person.email, row)) != row:
            reader.blame(Field.EMAIL, Code.DUPLICATE_ADDRESS, other_row=first)
        number = person.number.casefold()
        if number and (first := numbers.setdefault(number, row)) != row:
            reader.blame(Field.NUMBER, Code.DUPLICATE_NUMBER, other_row=first)


def _manager(reader: RowReader, person: Particulars, directory: Directory) -> int | None:
    reference = clean_name(person.manager)
    if not reference or reference == "0":
        return None
    found = directory.find(reference)
    if isinstance(found, Code):
        reader.blame(Field.MANAGER, found)
        return None
    return found


def _blame_loops(
    readers: Sequence[RowReader],
    persons: Sequence[Particulars],
    managers: Sequence[int | None],
) -> None:
    for whole in loops(managers):
        ring = [place for place in whole if place < len(readers)]
        if not ring:
            continue
        rows = ", ".join(str(readers[place].record[0]) for place in ring[:10])
        names = " → ".join(persons[place].name for place in (*whole[:10], whole[0]))
        readers[ring[0]].blame(Field.MANAGER, Code.MANAGER_LOOP, rows=rows, names=names)


def _with_managers(
    persons: Sequence[Particulars], managers: Sequence[int | None], *, derive: bool
) -> list[Particulars]:
    """Managers by address; levels out of the reporting lines where the file has no column."""
    emails = ["" if place is None else persons[place].email for place in managers]
    derived = levels(managers) if derive else [person.level for person in persons]
    return [
        replace(person, manager=email, level=level)
        for person, email, level in zip(persons, emails, derived, strict=True)
    ]


def _spoken_of(columns: Columns) -> frozenset[str]:
    """The particulars that the file says anything about."""
    spoken = {name.value for name in columns.index} & set(PARTICULARS)
    derived = {"level"} if Field.MANAGER in columns.index else set()
    return frozenset({"name", *spoken, *derived})
