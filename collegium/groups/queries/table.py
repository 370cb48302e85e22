"""A programme's groups as the engine sees them, ready for questions about hand work.

What takes long to build is kept in this process for as long as roster, rules and choice of
people stay the same, and never holds what people asked for in private.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock
from typing import NamedTuple
from uuid import UUID

from collegium.domain.composition import Rule, Violation
from collegium.domain.composition.faults import refuse_faulty
from collegium.domain.composition.index import Index
from collegium.domain.composition.indexing import build_index
from collegium.domain.composition.seated import NOWHERE, Seated
from collegium.groups.models import Member, Programme
from collegium.groups.queries.facts import PEOPLE, Facts, bare, facts_of
from collegium.groups.queries.problem import composition_problem, rules_of
from collegium.people.models import Person

KEPT = 4


@dataclass(frozen=True, slots=True)
class _Known:
    facts: Facts
    index: Index
    positions: Mapping[object, int]  # by identity as the database writes it


_kept: OrderedDict[UUID, _Known] = OrderedDict()
_lock = Lock()


class Place(NamedTuple):
    """A group's number, name and state."""

    number: int
    name: str
    state: str


@dataclass(frozen=True)
class Table:
    """Groups in the order of their numbers, and everybody who takes part."""

    programme: Programme
    seated: Seated
    groups: tuple[Place, ...]
    pinned: frozenset[int]

    @property
    def index(self) -> Index:
        """The people by position."""
        return self.seated.index

    @cached_property
    def waiting(self) -> tuple[int, ...]:
        """Who takes part and has no group."""
        return tuple(at for at in range(len(self.index.people)) if at not in self.seated.place)

    @cached_property
    def by_number(self) -> Mapping[int, int]:
        """Where the group with a number stands."""
        return {group.number: at for at, group in enumerate(self.groups)}

    def place_of(self, person: UUID | str) -> int:
        """The group of somebody, NOWHERE for none. Raises KeyError for anybody else."""
        return self.seated.place.get(self.index.position[str(person)], NOWHERE)

    def broken(self, at: int) -> tuple[Violation, ...]:
        """What the group in this place breaks, people kept together who are not included."""
        return (*self.seated.broken(at), *(v for v in self._parted if v.group == at))

    @cached_property
    def _parted(self) -> tuple[Violation, ...]:
        return tuple(self.seated.parted())

    def persons(self, ids: set[str] | frozenset[str]) -> dict[str, Person]:
        """These people as rows, by id (one query)."""
        return {str(person.pk): person for person in Person.objects.filter(pk__in=ids)}


def table_of(programme: Programme) -> Table:
    """The groups as they stand (ten queries; seven more where the question has changed).

    Raises Unsolvable where the roster or the rules contradict themselves.
    """
    known = _known(programme)
    groups = tuple(Place(*row) for row in bare(programme.groups.all(), "number", "name", "state"))
    at = {group.number: position for position, group in enumerate(groups)}
    seats: list[list[int]] = [[] for _ in groups]
    pinned: set[int] = set()
    members = Member.objects.filter(group__programme=programme, left_at=None).order_by()
    for number, person, pin in bare(members, "group__number", "person_id", "pinned"):
        one = known.positions.get(person)
        if one is not None:
            seats[at[number]].append(one)
            if pin:
                pinned.add(one)
    index = _with_private_rules(programme, known.index)
    return Table(programme, Seated(index, seats), groups, frozenset(pinned))


def _known(programme: Programme) -> _Known:
    """What is kept while nothing of the question has changed, and else worked out anew."""
    facts = facts_of(programme)
    with _lock:
        known = _kept.get(programme.pk)
    if known is not None and known.facts == facts:
        return known
    problem = composition_problem(programme)
    refuse_faulty(problem)
    rules = replace(problem.rules, vetoes=frozenset())
    index = build_index(replace(problem, rules=rules))
    raw = {UUID(str(row[0])): row[0] for row in facts[PEOPLE]}
    positions = {raw[UUID(one)]: at for one, at in index.position.items() if UUID(one) in raw}
    known = _Known(facts, index, positions)
    with _lock:
        _kept[programme.pk] = known
        _kept.move_to_end(programme.pk)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return known


def _with_private_rules(programme: Programme, index: Index) -> Index:
    vetoes = rules_of(programme, index.position).vetoes
    if not vetoes:
        return index
    problem = replace(index.problem, rules=replace(index.problem.rules, vetoes=vetoes))
    return replace(index, problem=problem, foes=_with_vetoes(index, vetoes))


def _with_vetoes(
    index: Index, vetoes: frozenset[tuple[str, str]]
) -> Mapping[int, Mapping[int, Rule]]:
    """Pairs kept apart, private ones too; where the lead asked as well, that stands before."""
    foes = {one: dict(others) for one, others in index.foes.items()}
    for one, other in vetoes:
        first, second = index.position.get(one), index.position.get(other)
        if first is not None and second is not None and first != second:
            foes.setdefault(first, {}).setdefault(second, Rule.VETO)
            foes.setdefault(second, {}).setdefault(first, Rule.VETO)
    return foes
