"""Who reports to whom: finding the manager a row names, loops, and levels from the top."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from collegium.people.roster.cells import plain
from collegium.people.roster.problems import Code
from collegium.people.roster.rows import address, full_name

LEFT = -1


@dataclass(frozen=True, slots=True)
class Names:
    """What one row can be referred to by; `person` is its place among the current, or LEFT."""

    person: int
    number: str
    email: str
    name: str
    same_person: str


class Directory:
    """Finds people by number, address, the other system's key, or name, also by old rows.

    Somebody who changed job stands in the file once for each job. A reference to an old row
    means the same person's current one: the same key of the other system, else the same address.
    """

    def __init__(self, rows: Iterable[Names]) -> None:
        rows = list(rows)
        now = _current(rows)
        self._indexes = (
            _index(rows, now, lambda row: row.number.casefold()),
            _index(rows, now, lambda row: row.email),
            _index(rows, now, lambda row: row.same_person.casefold()),
            _index(rows, now, lambda row: plain(row.name)),
        )

    def find(self, reference: str) -> int | Code:
        """The person's place, or why there is none."""
        asked = (
            reference.casefold(),
            address(reference),
            reference.casefold(),
            plain(full_name(reference)),
        )
        for index, key in zip(self._indexes, asked, strict=True):
            found = index.get(key, set()) if key else set()
            if here := found - {LEFT}:
                return here.pop() if len(here) == 1 else Code.AMBIGUOUS_MANAGER
            if found:
                return Code.MANAGER_LEFT
        return Code.UNKNOWN_MANAGER


def _current(rows: Sequence[Names]) -> dict[str, int]:
    """Where the current row of a person is, by what makes two rows the same person."""
    found: dict[str, int] = {}
    for row in rows:
        if row.person != LEFT:
            found |= dict.fromkeys(filter(None, (f"={row.same_person}", row.email)), row.person)
    found.pop("=", None)
    return found


def _index(
    rows: Iterable[Names], now: Mapping[str, int], key: Callable[[Names], str]
) -> dict[str, set[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for row in rows:
        place = row.person
        if place == LEFT:
            place = now.get(f"={row.same_person}", now.get(row.email, LEFT))
        found[key(row)].add(place)
    found.pop("", None)
    return dict(found)


def loops(managers: Sequence[int | None]) -> list[tuple[int, ...]]:
    """Every ring of people who report to each other, each from its first member upwards."""
    seen: dict[int, int] = {}
    found = []
    for start in range(len(managers)):
        path = []
        here: int | None = start
        while here is not None and here not in seen:
            seen[here] = start
            path.append(here)
            here = managers[here]
        if here is not None and seen[here] == start:
            ring = path[path.index(here) :]
            first = ring.index(min(ring))
            found.append(tuple(ring[first:] + ring[:first]))
    return found


def levels(managers: Sequence[int | None]) -> list[int | None]:
    """How far each stands from the top, which is 1; None below a loop."""
    known: dict[int, int | None] = {}
    for start in range(len(managers)):
        path = []
        here: int | None = start
        while here is not None and here not in known:
            known[here] = None  # stays so for whoever is met again: a loop
            path.append(here)
            here = managers[here]
        above = 0 if here is None else known[here]
        for place in reversed(path):
            above = None if above is None else above + 1
            known[place] = above
    return [known[place] for place in range(len(managers))]
