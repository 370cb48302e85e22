"""Which groups are closed to somebody, and by which rules.

Groups and people are told apart by kinds (languages, hours, levels, quotas) and clashes of
two are looked up, so that 100,000 people can be asked about without trying every group.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import nsmallest
from typing import NamedTuple

from collegium.domain.composition.checking import clashes
from collegium.domain.composition.company import Kind, kind_of
from collegium.domain.composition.index import Index, ancestors
from collegium.domain.composition.result import Rule

LISTED = 100  # groups that a rule closes: with 100,000 people, nobody reads them all
_LOOKS = 8  # groups looked at before it pays to look up everybody somebody clashes with

type Clashes = Mapping[int, Mapping[Rule, Sequence[int]]]


class _Sort(NamedTuple):
    """What matters of a group, or of people kept together, besides clashes of two."""

    kind: Kind
    counted: tuple[int, ...]
    heads: int
    guest: int


class Doors:
    """Groups, and what closes them; `guests` are the rows of their facilitators, -1 for none."""

    def __init__(
        self, index: Index, seats: Sequence[Sequence[int]], guests: Sequence[int] = ()
    ) -> None:
        self._index, self._seats = index, seats
        self._whole: dict[_Sort, Mapping[Rule, Sequence[int]]] = {}
        self._places: dict[int, list[int]] = defaultdict(list)
        self._by_sort: dict[_Sort, list[int]] = defaultdict(list)
        for at, members in enumerate(seats):
            guest = guests[at] if at < len(guests) else -1
            for one in (*members, *([guest] if guest >= 0 else [])):
                self._places[one].append(at)
            if members:
                self._by_sort[self._sort(members, guest)].append(at)
        self._sorts = sorted(self._by_sort, key=lambda sort: (-len(self._by_sort[sort]), sort))
        self._order = sorted(self._places, key=index.enter.__getitem__)
        self._enters = [index.enter[one] for one in self._order]
        self._mates: dict[int, list[int]] = defaultdict(list)
        for one in sorted(self._places):
            if index.pools[one] >= 0:
                self._mates[index.pools[one]].append(one)
        first = len(index.people)
        self._row = {one.id: first + at for at, one in enumerate(index.problem.facilitators)}
        self._known: dict[tuple[_Sort, _Sort], frozenset[Rule]] = {}

    def open_to(
        self, block: Sequence[int], despite: Collection[Rule] = frozenset()
    ) -> Iterator[int]:
        """The groups into which these could come and break none but these rules."""
        own, between, looks = self._sort(block, -1), None, 0
        for sort in self._sorts:
            for at in self._by_sort[sort] if self._broken(sort, own).issubset(despite) else ():
                looks += 1
                if looks > _LOOKS:
                    between = self.clashes(block) if between is None else between
                    found: Collection[Rule] = between.get(at, {}).keys()
                else:
                    found = self._between(block, at, sort.guest)
                if all(rule in despite for rule in found):
                    yield at

    def closed(self, block: Sequence[int]) -> Mapping[Rule, Sequence[int]]:
        """Rules that would be broken if these came, each with the first groups it closes."""
        own = self._sort(block, -1)
        if own not in self._whole:
            whole: dict[Rule, list[int]] = {}
            for sort in self._sorts:
                for rule in self._broken(sort, own):
                    whole.setdefault(rule, []).extend(self._by_sort[sort])
            self._whole[own] = {rule: nsmallest(LISTED, groups) for rule, groups in whole.items()}
        found = {rule: set(groups) for rule, groups in self._whole[own].items()}
        for at, rules in self.clashes(block).items():
            for rule in rules:
                found.setdefault(rule, set()).add(at)
        return {rule: nsmallest(LISTED, groups) for rule, groups in found.items()}

    def clashes(self, block: Sequence[int]) -> Clashes:
        """Groups with people who may not sit with these, by the rules between them."""
        found: dict[int, dict[Rule, list[int]]] = {}
        for one in block:
            for other in self._suspects(one):
                for rule in clashes(self._index, one, other):
                    named = rule if other < len(self._index.people) else Rule.FACILITATOR
                    for at in self._places[other]:
                        found.setdefault(at, {}).setdefault(named, []).append(other)
        return found

    def _between(self, block: Sequence[int], at: int, guest: int) -> set[Rule]:
        pairs = ((one, other) for one in block for other in self._seats[at])
        found = {rule for pair in pairs for rule in clashes(self._index, *pair)}
        if guest >= 0 and any(True for one in block for _ in clashes(self._index, one, guest)):
            found.add(Rule.FACILITATOR)
        return found

    def _suspects(self, one: int) -> Iterator[int]:
        """Everybody present with whom this one could clash, each once; a few more."""
        index = self._index
        low = bisect_left(self._enters, index.enter[one])
        high = bisect_left(self._enters, index.leave[one])
        found = dict.fromkeys(self._order[low:high])
        for boss in ancestors(index.people[one].id, index.problem.managers):
            found[index.position.get(boss, self._row.get(boss, -1))] = None
        found |= dict.fromkeys(self._mates.get(index.pools[one], ()))
        found |= dict.fromkeys(index.foes.get(one, ()))
        return (other for other in found if other != one and other in self._places)

    def _sort(self, members: Sequence[int], guest: int) -> _Sort:
        quotas = self._index.quotas
        counts = (min(quota.least, sum(one in quota.people for one in members)) for quota in quotas)
        return _Sort(kind_of(self._index, members), tuple(counts), len(members), guest)

    def _broken(self, group: _Sort, own: _Sort) -> frozenset[Rule]:
        if (group, own) not in self._known:
            self._known[group, own] = frozenset(self._rules(group, own))
        return self._known[group, own]

    def _rules(self, group: _Sort, own: _Sort) -> Iterator[Rule]:
        """The rules broken by both together, clashes of two aside."""
        index, sizes = self._index, self._index.problem.sizes
        languages = group.kind.languages & own.kind.languages
        hours = group.kind.hours & own.kind.hours
        levels = [n for kind in (group.kind, own.kind) for n in (kind.low, kind.high) if n >= 0]
        limit = index.problem.rules.levels_apart
        if limit is not None and levels and max(levels) - min(levels) > limit:
            yield Rule.LEVELS
        if not languages:
            yield Rule.LANGUAGE
        enough = self._enough(hours)
        if not enough:
            yield Rule.HOURS
        if not sizes.minimum <= group.heads + own.heads <= sizes.maximum:
            yield Rule.SIZE
        for quota, here, more in zip(index.quotas, group.counted, own.counted, strict=True):
            if here + more < quota.least and not (quota.or_none and not here + more):
                yield quota.rule
        if group.guest >= 0:
            deaf = languages and not languages & index.languages[group.guest]
            if deaf or (enough and not self._enough(hours & index.hours[group.guest])):
                yield Rule.FACILITATOR

    def _enough(self, hours: int) -> bool:
        index = self._index
        return not index.half_hours or index.common_half_hours(hours) >= index.half_hours
