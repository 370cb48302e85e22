"""The roster: read by the same code and the same columns as the import in the pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from collegium.groups.command.mistakes import Mistakes
from collegium.people.roster import (
    Columns,
    Field,
    Limits,
    Particulars,
    Reading,
    Table,
    Unreadable,
    guess_columns,
    read_people,
    read_table,
)
from collegium.people.words import FIELD_NAMES, fault_text, problem_texts

# A file on one's own machine may be as long as a large organisation needs.
LIMITS = Limits(size=1024**3, unpacked=4 * 1024**3, rows=1_000_000)
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is on the roster, by address, and what it says nothing about.

    `skipped` holds those whose rows have faults: they take no part, yet they stay somebody's
    boss. `fields` are the particulars that the file speaks of; `faults` the faulty rows; `used`
    and `unused` its columns by heading.
    """

    people: Mapping[str, Particulars]
    skipped: Mapping[str, Particulars]
    fields: frozenset[str]
    faults: int
    used: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()


def read_bytes(path: Path) -> bytes:
    """A whole file; raises `Mistakes` where there is none to be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Mistakes(_("%(file)s: there is no such file.") % {"file": path}) from None
    except OSError as error:
        raise Mistakes(
            _("%(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}
        ) from None


def read_roster(path: Path, *, skip_faulty: bool = False) -> tuple[Roster, list[str]]:
    """The people of a file, and messages about the rows left out because of faults.

    Raises `Mistakes` for a file that cannot be read and, unless they are skipped, for faults.
    """
    table, columns = _table(path)
    reading = read_people(table, columns)
    messages = _fault_lines(path, reading)
    if messages and not skip_faulty:
        raise Mistakes(
            *messages,
            _("Nothing was composed. Correct the file, or leave these rows out: --skip-faulty."),
        )
    good: dict[str, Particulars] = {}
    bad: dict[str, Particulars] = {}
    for person in reading.people:
        to = bad if person.row in reading.faulty else good
        to.setdefault(person.particulars.email, person.particulars)
    bad.pop("", None)
    if not good:
        raise Mistakes(_("%(file)s: no row is without faults.") % {"file": path})
    taken = set(columns.index.values())
    headings = [(at in taken, heading) for at, heading in enumerate(table.header) if heading]
    used = tuple(heading for is_used, heading in headings if is_used)
    unused = tuple(heading for is_used, heading in headings if not is_used)
    return Roster(good, bad, reading.fields, len(reading.faulty), used, unused), messages


def _table(path: Path) -> tuple[Table, Columns]:
    try:
        table = read_table(read_bytes(path), LIMITS)
    except Unreadable as unreadable:
        raise Mistakes(f"{path}: {fault_text(unreadable)}") from None
    columns = guess_columns(table)
    if gaps := columns.gaps():
        names = ", ".join(str(FIELD_NAMES[gap]) for gap in gaps)
        headings = ", ".join(filter(None, table.header)) or "–"
        raise Mistakes(
            _("%(file)s: a column is missing: %(names)s. The columns are: %(headings)s.")
            % {"file": path, "names": names, "headings": headings}
        )
    return table, columns


def _fault_lines(path: Path, reading: Reading) -> list[str]:
    """The first faults with their rows, and how many more there are."""
    lines = []
    for problem in reading.problems.shown[:SHOWN]:
        what, remedy = problem_texts(problem)
        column = problem.column or str(FIELD_NAMES[Field(problem.field)])
        value = f" “{problem.value}”" if problem.value else ""
        where = _("%(file)s, row %(row)s, %(column)s") % {
            "file": path,
            "row": problem.row,
            "column": column,
        }
        lines.append(f"{where}{value}: {what}. {remedy}")
    more = reading.problems.total - len(lines)
    if more > 0:
        lines.append(
            ngettext(
                "%(file)s: %(more)s more fault; %(rows)s rows of %(all)s have faults.",
                "%(file)s: %(more)s more faults; %(rows)s rows of %(all)s have faults.",
                more,
            )
            % {"file": path, "more": more, "rows": len(reading.faulty), "all": len(reading.people)}
        )
    return lines
