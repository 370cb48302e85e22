"""The whole table to people: every row checked, every manager found, every problem listed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from collegium.people.roster.cells import clean, clean_name, folded
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
    reader = RowReader(table, columns)
    now, past = _parted(table, columns)
    persons = [read_row(reader.at(record)) for record in now]
    _blame_twins(reader, now, persons)
    others = _beside(persons, others) if others else []
    managers = _managers(reader, now, persons, others, past)
    persons += others
    _blame_loops(reader, now, persons, managers)
    _settle(persons, managers, derive=Field.LEVEL not in columns.index)
    people = tuple(
        RosterPerson(row, person) for (row, _), person in zip(now, persons, strict=False)
    )
    found, faulty = reader.problems.all(), frozenset(reader.problems.rows)
    return Reading(people, len(past), found, _spoken_of(columns), faulty)


def _parted(table: Table, columns: Columns) -> tuple[Sequence[Record], Sequence[Record]]:
    """Current records, and those of history."""
    index = columns.index.get(Field.CURRENT)
    if index is None:
        return table.rows, ()
    now: list[Record] = []
    past: list[Record] = []
    for record in table.rows:
        cell = record[1][index] if index < len(record[1]) else ""
        (now if clean(cell).casefold() in columns.current_values else past).append(record)
    return now, past


def _managers(
    reader: RowReader,
    now: Sequence[Record],
    persons: Sequence[Particulars],
    others: Sequence[Particulars],
    past: Sequence[Record],
) -> list[int | None]:
    """The place of everybody's manager, first those of the file; who is not found is blamed."""
    present = [*_present(reader, now, persons), *_standing(others, len(persons))]
    directory = Directory([*present, *_gone(reader, past)])
    return [
        *(_manager(reader.at(at), p, directory) for at, p in zip(now, persons, strict=True)),
        *(_place(directory.find(one.manager)) for one in others),
    ]


def _present(
    reader: RowReader, now: Sequence[Record], persons: Sequence[Particulars]
) -> list[Names]:
    return [
        Names(place, person.number, person.email, person.name, _same(reader.at(record)))
        for place, (record, person) in enumerate(zip(now, persons, strict=True))
    ]


def _beside(persons: Sequence[Particulars], others: Sequence[Particulars]) -> list[Particulars]:
    """Those of the others who are not in the file themselves."""
    emails = {person.email for person in persons}
    numbers = {folded(person.number) for person in persons} - {""}
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


def _gone(reader: RowReader, past: Sequence[Record]) -> list[Names]:
    """Old rows are known by number, key and address; a name alone would make two of one person."""
    return [
        Names(
            LEFT,
            clean(reader.at(record).raw(Field.NUMBER)),
            address(clean(reader.raw(Field.EMAIL))),
            "",
            _same(reader),
        )
        for record in past
    ]


def _same(reader: RowReader) -> str:
    return clean(reader.raw(Field.SAME_PERSON))


def _blame_twins(reader: RowReader, now: Sequence[Record], persons: Sequence[Particulars]) -> None:
    """Two rows with one address or one number: the later row is told of the earlier."""
    emails: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for record, person in zip(now, persons, strict=True):
        row = record[0]
        if person.email and (first := emails.setdefault(person.email, row)) != row:
            reader.at(record).blame(Field.EMAIL, Code.DUPLICATE_ADDRESS, other_row=first)
        number = folded(person.number)
        if number and (first := numbers.setdefault(number, row)) != row:
            reader.at(record).blame(Field.NUMBER, Code.DUPLICATE_NUMBER, other_row=first)


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
    reader: RowReader,
    now: Sequence[Record],
    persons: Sequence[Particulars],
    managers: Sequence[int | None],
) -> None:
    for whole in loops(managers):
        ring = [place for place in whole if place < len(now)]
        if not ring:
            continue
        rows = ", ".join(str(now[place][0]) for place in ring[:10])
        names = " → ".join(persons[place].name for place in (*whole[:10], whole[0]))
        reader.at(now[ring[0]]).blame(Field.MANAGER, Code.MANAGER_LOOP, rows=rows, names=names)


def _settle(persons: list[Particulars], managers: Sequence[int | None], *, derive: bool) -> None:
    """Managers by address; levels out of the reporting lines where the file has no column."""
    derived = levels(managers) if derive else [person.level for person in persons]
    for place, (manager, level) in enumerate(zip(managers, derived, strict=True)):
        email = "" if manager is None else persons[manager].email
        person = persons[place]
        if (email, level) != (person.manager, person.level):
            persons[place] = replace(person, manager=email, level=level)


def _spoken_of(columns: Columns) -> frozenset[str]:
    """The particulars that the file says anything about."""
    spoken = {name.value for name in columns.index} & set(PARTICULARS)
    derived = {"level"} if Field.MANAGER in columns.index else set()
    return frozenset({"name", *spoken, *derived})
