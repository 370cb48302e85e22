"""What an import would do: the people who stand now against the people of the file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from collegium.people.roster.cells import folded
from collegium.people.roster.fields import Field
from collegium.people.roster.persons import PARTICULARS, Particulars, RosterPerson, StandingPerson
from collegium.people.roster.problems import NO_PROBLEMS, Code, Problem, Problems

# An empty cell does not take away what people may have said about themselves, or who they are.
KEPT_WHEN_EMPTY = frozenset(
    {"number", "time_zone", "languages", "strengths", "wants", "level", "name", "email"}
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one person, before and after."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Changed:
    """One person whose particulars change, or who comes back; `after` is complete."""

    standing: StandingPerson
    row: int
    after: Particulars
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything an import would do, and the problems that only show against who is there."""

    added: tuple[RosterPerson, ...] = ()
    changed: tuple[Changed, ...] = ()
    deactivated: tuple[StandingPerson, ...] = ()
    unchanged: tuple[StandingPerson, ...] = ()
    kept: tuple[StandingPerson, ...] = ()
    problems: Problems = NO_PROBLEMS


def compare(
    standing: Iterable[StandingPerson],
    people: Sequence[RosterPerson],
    spoken_of: frozenset[str] = frozenset(PARTICULARS),
    keep: frozenset[UUID] = frozenset(),
) -> Changes:
    """Tell people of the file from people who stand: by their number, else by their address.

    Fields outside `spoken_of` stay as they are. Whoever is missing from the file is deactivated,
    except those whom `keep` names.
    """
    here = list(standing)
    matched = _match(here, people)
    lines = _Lines(here, people, matched)
    asked = [name for name in PARTICULARS if name in spoken_of]
    changed: list[Changed] = []
    unchanged: list[StandingPerson] = []
    for person in people:
        if found := matched.get(person.row):
            if change := _change(person, found, asked, lines):
                changed.append(change)
            else:
                unchanged.append(found)
    keys = {found.key for found in matched.values()}
    missing = [one for one in here if one.active and one.key not in keys]
    return Changes(
        added=tuple(person for person in people if person.row not in matched),
        changed=tuple(changed),
        deactivated=tuple(p for p in missing if p.key not in keep),
        kept=tuple(p for p in missing if p.key in keep),
        unchanged=tuple(unchanged),
        problems=Problems.of(_conflicts(here, people, matched)),
    )


def _match(
    here: Sequence[StandingPerson], people: Sequence[RosterPerson]
) -> dict[int, StandingPerson]:
    """Who stands for which row. A number outlives an address, so it speaks first."""
    found: dict[int, StandingPerson] = {}
    taken: set[UUID] = set()
    for key in (_number, _email):
        index = _by(key, here)
        for person in people:
            match = index.get(key(person.particulars))
            if person.row not in found and match is not None and match.key not in taken:
                found[person.row] = match
                taken.add(match.key)
    return found


def _number(person: Particulars) -> str:
    return folded(person.number)


def _email(person: Particulars) -> str:
    return folded(person.email)


def _by(
    key: Callable[[Particulars], str], here: Iterable[StandingPerson]
) -> dict[str, StandingPerson]:
    return {text: one for one in here if (text := key(one.particulars))}


class _Lines:
    """Whether a manager is still the same person, whatever happened to their address."""

    def __init__(
        self,
        here: Sequence[StandingPerson],
        people: Sequence[RosterPerson],
        matched: Mapping[int, StandingPerson],
    ) -> None:
        led = {folded(one.particulars.manager) for one in here}
        self._before = {email: one.key for one in here if (email := _email(one.particulars)) in led}
        led = {folded(person.particulars.manager) for person in people}
        self._after = {
            email: matched[person.row].key
            for person in people
            if (email := _email(person.particulars)) in led and person.row in matched
        }

    def same(self, before: str, after: str) -> bool:
        """Both are nobody, or one and the same person."""
        if not before or not after:
            return before == after
        return self._before.get(before.casefold()) == self._after.get(after.casefold(), after)


def _change(
    person: RosterPerson, found: StandingPerson, asked: Iterable[str], lines: _Lines
) -> Changed | None:
    """What becomes of one person, or None where they stay as they are."""
    before, given = found.particulars, person.particulars
    differences = [] if found.active else [Difference("active", before=False, after=True)]
    values = {}
    for name in asked:
        old, new = getattr(before, name), getattr(given, name)
        if not new and name in KEPT_WHEN_EMPTY:
            continue
        if old != new:
            values[name] = new
        if not (lines.same(old, new) if name == "manager" else old == new):
            differences.append(Difference(name, old, new))
    if not differences:
        return None
    return Changed(found, person.row, replace(before, **values), tuple(differences))


def _conflicts(
    here: Sequence[StandingPerson],
    people: Sequence[RosterPerson],
    matched: Mapping[int, StandingPerson],
) -> list[Problem]:
    """Rows whose number means one person and whose address belongs to another who keeps it."""
    owners = _by(_email, here)
    moved = {found.key for found in matched.values()}
    found = []
    for person in people:
        owner = owners.get(_email(person.particulars))
        if owner is None or owner.key == getattr(matched.get(person.row), "key", None):
            continue
        if owner.key not in moved:
            found.append(_two_people(person, owner))
    return found


def _two_people(person: RosterPerson, owner: StandingPerson) -> Problem:
    given = person.particulars
    data = {"number": given.number, "owner": owner.particulars.name}
    return Problem(person.row, Field.EMAIL, Code.TWO_PEOPLE, given.email, data=data)
