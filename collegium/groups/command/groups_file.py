"""`groups.csv`: everybody with the number of their group, and why."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO

from collegium.domain.composition.result import Result
from collegium.groups.words.reasons import why_all_here
from collegium.groups.words.rules import why_left_out
from collegium.people.roster import Particulars
from collegium.people.roster.cells import harmless

# Headings stay as they are in every language: programs read them, and so do later rounds.
HEADINGS = (
    "group",
    "name",
    "email",
    "department",
    "function",
    "level",
    "site",
    "country",
    "languages",
    "facilitator",
    "reasons",
)


def groups_csv(result: Result, people: Mapping[str, Particulars], *, mark: bool = False) -> bytes:
    """The whole file as UTF-8, with a byte order mark for spreadsheets if asked.

    Groups in their order, people by name within; at the end, without a number, who is left out.
    No cell is a formula to a spreadsheet.
    """
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for row in _rows(result, people):
        writer.writerow([harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig" if mark else "utf-8")


def _rows(result: Result, people: Mapping[str, Particulars]) -> Iterator[tuple[str, ...]]:
    reasons = {placement.person: placement.reasons for placement in result.placements}
    for at, group in enumerate(result.groups):
        guide = result.facilitators[at] if at < len(result.facilitators) else ""
        helper = people[guide].name if guide in people else guide
        for email in sorted(group, key=lambda one: (people[one].name.casefold(), one)):
            why = " ".join(why_all_here(reasons.get(email, ()), people))
            yield str(at + 1), *_cells(people[email]), helper, why
    for out in result.left_out:
        why = "; ".join(why_left_out(out, people))
        yield "", *_cells(people[out.person]), "", why


def _cells(person: Particulars) -> tuple[str, ...]:
    level = "" if person.level is None else str(person.level)
    place = (person.site, person.country, ", ".join(person.languages))
    return person.name, person.email, person.department, person.function, level, *place
