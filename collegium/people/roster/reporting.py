"""Who reports to whom: finding the manager a row names, loops, and levels from the top."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from collegium.people.roster.cells import folded, plain
from collegium.people.roster.problems import Code
from collegium.people.roster.rows import address, full_name

LEFT = -1
_SEVERAL = -2


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

    def __init__(self, rows: Sequence[Names]) -> None:
        self._rows = rows
        self._indexes: list[dict[str, int]] = []

    def find(self, reference: str) -> int | Code:
        """The person's place, or why there is none."""
        for at, (_, asked) in enumerate(_WAYS):
            key = asked(reference)
            found = self._index(at).get(key) if key else None
            if found is not None:
                return _REFUSED.get(found, found)
        return Code.UNKNOWN_MANAGER

    def _index(self, at: int) -> dict[str, int]:
        """Made when it is first asked: most files name all managers in one way."""
        while len(self._indexes) <= at:
            self._indexes.append(_index(self._rows, _WAYS[len(self._indexes)][0]))
        return self._indexes[at]


_REFUSED: dict[int, int | Code] = {LEFT: Code.MANAGER_LEFT, _SEVERAL: Code.AMBIGUOUS_MANAGER}
_WAYS: tuple[tuple[Callable[[Names], str], Callable[[str], str]], ...] = (
    (lambda row: folded(row.number), str.casefold),
    (lambda row: row.email, address),
    (lambda row: folded(row.same_person), str.casefold),
    (lambda row: plain(row.name), lambda reference: plain(full_name(reference))),
)


def _current(rows: Sequence[Names]) -> dict[str, int]:
    """Where the current row of a person is, by what makes two rows the same person."""
    if all(row.person != LEFT for row in rows):
        return {}  # nobody asks
    found: dict[str, int] = {}
    for row in rows:
        if row.person != LEFT:
            found |= dict.fromkeys(filter(None, (f"={row.same_person}", row.email)), row.person)
    found.pop("=", None)
    return found


def _index(rows: Sequence[Names], key: Callable[[Names], str]) -> dict[str, int]:
    """Where each key leads: to one person, to several, or only to people who left."""
    now = _current(rows)
    found: dict[str, int] = {}
    for row in rows:
        place = row.person
        if place == LEFT:
            place = now.get(f"={row.same_person}", now.get(row.email, LEFT))
        text = key(row)
        known = found.setdefault(text, place)
        if known == LEFT:
            found[text] = place
        elif place not in {known, LEFT}:
            found[text] = _SEVERAL
    found.pop("", None)
    return found


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
