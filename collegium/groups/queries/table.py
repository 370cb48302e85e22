"""A programme's groups as the engine sees them, ready for questions about hand work.

What takes long to build is kept in this process for as long as roster, rules and choice of
people stay the same, and never holds what people asked for in private.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock
from uuid import UUID

from collegium.domain.composition import Problem, Rule
from collegium.domain.composition.faults import refuse_faulty
from collegium.domain.composition.index import Index
from collegium.domain.composition.indexing import build_index
from collegium.domain.composition.seated import NOWHERE, Seated
from collegium.groups.models import Group, Member, Programme
from collegium.groups.queries.problem import composition_problem
from collegium.people.models import Person

KEPT = 4

_kept: OrderedDict[UUID, tuple[Problem, Index]] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Table:
    """Groups in the order of their numbers, and everybody who takes part."""

    programme: Programme
    seated: Seated
    groups: tuple[Group, ...]
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

    def persons(self, ids: set[str] | frozenset[str]) -> dict[str, Person]:
        """These people as rows, by id (one query)."""
        return {str(person.pk): person for person in Person.objects.filter(pk__in=ids)}


def table_of(programme: Programme) -> Table:
    """The groups as they stand (a constant number of queries).

    Raises Unsolvable where the roster or the rules contradict themselves.
    """
    groups = tuple(programme.groups.select_related("facilitator"))
    index = _index_of(programme, composition_problem(programme))
    at = {group.pk: position for position, group in enumerate(groups)}
    seats: list[list[int]] = [[] for _ in groups]
    pinned: set[int] = set()
    members = Member.objects.filter(group__programme=programme, left_at=None)
    for group, person, pin in members.values_list("group_id", "person_id", "pinned"):
        one = index.position.get(str(person))
        if one is not None:
            seats[at[group]].append(one)
            if pin:
                pinned.add(one)
    return Table(programme, Seated(index, seats), groups, frozenset(pinned))


def _index_of(programme: Programme, problem: Problem) -> Index:
    """The index of a problem, from what is kept where everything but the vetoes is the same."""
    vetoes = problem.rules.vetoes
    known = replace(problem, rules=replace(problem.rules, vetoes=frozenset()))
    with _lock:
        kept = _kept.get(programme.pk)
    if kept is None or kept[0] != known:
        refuse_faulty(problem)
        kept = known, build_index(known)
        with _lock:
            _kept[programme.pk] = kept
            _kept.move_to_end(programme.pk)
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
    index = kept[1]
    return replace(index, problem=problem, foes=_with_vetoes(index, vetoes)) if vetoes else index


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
