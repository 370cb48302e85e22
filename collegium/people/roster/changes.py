"""What an import would do: the people who stand now against the people of the file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

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
    both = [(person, matched[person.row]) for person in people if person.row in matched]
    changes = [_change(person, found, spoken_of, lines) for person, found in both]
    keys = {found.key for found in matched.values()}
    missing = [one for one in here if one.active and one.key not in keys]
    return Changes(
        added=tuple(person for person in people if person.row not in matched),
        changed=tuple(change for change in changes if change.differences),
        deactivated=tuple(p for p in missing if p.key not in keep),
        kept=tuple(p for p in missing if p.key in keep),
        unchanged=tuple(change.standing for change in changes if not change.differences),
        problems=Problems.of(_conflicts(here, people, matched)),
    )


def _match(
    here: Sequence[StandingPerson], people: Sequence[RosterPerson]
) -> dict[int, StandingPerson]:
    """Who stands for which row. A number outlives an address, so it speaks first."""
    found: dict[int, StandingPerson] = {}
    taken: set[UUID] = set()
    for index, key in ((_by_number(here), _number), (_by_email(here), _email)):
        for person in people:
            match = index.get(key(person.particulars))
            if person.row not in found and match is not None and match.key not in taken:
                found[person.row] = match
                taken.add(match.key)
    return found


def _number(person: Particulars) -> str:
    return person.number.casefold()


def _email(person: Particulars) -> str:
    return person.email.casefold()


def _by_number(here: Iterable[StandingPerson]) -> dict[str, StandingPerson]:
    return {key: one for one in here if (key := _number(one.particulars))}


def _by_email(here: Iterable[StandingPerson]) -> dict[str, StandingPerson]:
    return {key: one for one in here if (key := _email(one.particulars))}


class _Lines:
    """Whether a manager is still the same person, whatever happened to their address."""

    def __init__(
        self,
        here: Sequence[StandingPerson],
        people: Sequence[RosterPerson],
        matched: Mapping[int, StandingPerson],
    ) -> None:
        self._before = {_email(one.particulars): one.key for one in here}
        self._after = {
            _email(person.particulars): matched[person.row].key
            for person in people
            if person.row in matched
        }

    def same(self, before: str, after: str) -> bool:
        """Both are nobody, or one and the same person."""
        if not before or not after:
            return before == after
        return self._before.get(before.casefold()) == self._after.get(after.casefold(), after)


def _change(
    person: RosterPerson, found: StandingPerson, spoken_of: frozenset[str], lines: _Lines
) -> Changed:
    before, given = found.particulars, person.particulars
    values = {
        name: getattr(given, name)
        for name in PARTICULARS
        if name in spoken_of and (getattr(given, name) or name not in KEPT_WHEN_EMPTY)
    }
    after = replace(before, **values)
    differences = [
        Difference(name, getattr(before, name), getattr(after, name))
        for name in values
        if not _equal(name, before, after, lines)
    ]
    if not found.active:
        differences.insert(0, Difference("active", before=False, after=True))
    return Changed(found, person.row, after, tuple(differences))


def _equal(name: str, before: Particulars, after: Particulars, lines: _Lines) -> bool:
    if name == "manager":
        return lines.same(before.manager, after.manager)
    return bool(getattr(before, name) == getattr(after, name))


def _conflicts(
    here: Sequence[StandingPerson],
    people: Sequence[RosterPerson],
    matched: Mapping[int, StandingPerson],
) -> list[Problem]:
    """Rows whose number means one person and whose address belongs to another who keeps it."""
    owners = _by_email(here)
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
