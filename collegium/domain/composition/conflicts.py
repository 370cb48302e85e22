"""Which rules are in conflict where not everybody can have a group, and what would help."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from collegium.domain.composition.engine import solve
from collegium.domain.composition.hopeless import provably_out
from collegium.domain.composition.indexing import build_index
from collegium.domain.composition.neighbourhood import Scene, scene_of
from collegium.domain.composition.oracle import Fit, Most, Oracle, best_oracle
from collegium.domain.composition.problem import Problem
from collegium.domain.composition.relaxing import (
    Demand,
    Relaxation,
    demands,
    drops,
    milder,
    other_sizes,
    relaxed,
    without,
)
from collegium.domain.composition.result import Result, Rule

_MOST_CONFLICTS = 6
_MOST_NAMED = 6
_QUESTIONS = 160  # to the oracle about what fits, before fewer conflicts are told

type _Kinds = frozenset[int]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rules that, with the sizes and the people who stay in place, cannot all hold.

    Without any one of `rules` these people could all have a group. `people` cannot all have
    one at once, and all but any one of them could; with `each`, none of them can have one at
    all. Empty where it takes too many people to name, or where a veto is among the rules:
    no answer names the people of one. `ways_out` come best first; each by itself, counted
    over all conflicts at once. `proven`: by a solver, for the whole problem; otherwise as
    far as could be told.
    """

    rules: tuple[Demand, ...]
    people: tuple[str, ...]
    each: bool
    ways_out: tuple[Relaxation, ...]
    proven: bool


def explain_conflicts(
    problem: Problem, result: Result, *, oracle: Oracle | None = None
) -> tuple[Conflict, ...]:
    """Why people are left out of a result of `solve`: smallest sets of rules first.

    Empty where nobody is left out, or where the oracle seats everybody after all. The same
    problem and result give the same answer; it takes seconds, rarely a minute.
    """
    if not result.left_out:
        return ()
    scene = scene_of(problem, result)
    inquiry = _Inquiry(scene, oracle or best_oracle(solve, scene.known))
    found = [conflict for kinds in inquiry.smallest() for conflict in inquiry.conflicts(kinds)]
    return tuple(sorted(found, key=lambda one: (len(one.rules), len(one.people) or _MOST_NAMED)))


class _Inquiry:
    """Questions to an oracle about one scene, and what has been learned."""

    def __init__(self, scene: Scene, oracle: Oracle) -> None:
        self._scene = scene
        self._problem = scene.problem
        self._oracle = oracle
        self._kinds = demands(scene.problem)
        fixed = scene.problem.fixed
        finished = {one for at in scene.problem.finished for one in fixed[at]}
        everyone = (one.id for one in scene.problem.people if one.id not in finished)
        self._everyone = frozenset(everyone)
        self._asked = 0
        self._proven = scene.whole
        self._counts: dict[Relaxation, Most] = {}
        self._base: Most | None = None

    def smallest(self) -> Iterator[_Kinds]:
        """Sets of kinds that nothing can be dropped from, by the number of kinds."""
        every = frozenset(range(len(self._kinds)))
        fitting = [rest for one in sorted(every) if self._all_fit(rest := every - {one})]
        found: list[_Kinds] = []
        for size in range(len(every) + 1):
            for subset in map(frozenset, combinations(sorted(every), size)):
                if any(kinds <= subset for kinds in found):
                    continue
                if any(subset <= kinds for kinds in fitting):
                    continue
                if len(found) >= _MOST_CONFLICTS or self._asked >= _QUESTIONS:
                    return
                if self._all_fit(subset):
                    fitting.append(self._grown(subset, every))
                else:
                    found.append(subset)
                    yield subset

    def _grown(self, kinds: _Kinds, every: _Kinds) -> _Kinds:
        """More kinds that still let everybody have a group."""
        for one in sorted(every - kinds):
            if self._all_fit(kinds | {one}):
                kinds |= {one}
        return kinds

    def _all_fit(self, kinds: _Kinds) -> bool:
        unasked = [one for at, kind in enumerate(self._kinds) if at not in kinds for one in kind]
        return self._all_fit_without(unasked)

    def _all_fit_without(self, dropped: Collection[Demand]) -> bool:
        return self._fits(without(self._problem, dropped), self._everyone)

    def _fits(self, problem: Problem, required: frozenset[str]) -> bool:
        answer = self._fit(problem, required)
        self._proven &= answer.proven
        return answer.fits

    def _fit(self, problem: Problem, required: frozenset[str]) -> Fit:
        self._asked += 1
        return self._oracle.fits(problem, required)

    def conflicts(self, kinds: _Kinds) -> Iterator[Conflict]:
        """A set of kinds down to its pairs, once for each set of pairs that shares none."""
        rules = [self._kinds[at] for at in sorted(kinds)]
        rest = [one for at, kind in enumerate(self._kinds) if at not in kinds for one in kind]
        for _ in range(_MOST_CONFLICTS):
            needed = self._pairs_needed(rules, rest)
            yield self._conflict(needed, rest, rules)
            used = [one for kind in rules if len(kind) > 1 for one in kind if one in needed]
            rules = [tuple(one for one in kind if one not in used) for kind in rules]
            rest += used
            if not used or not all(rules) or self._all_fit_without(rest):
                return

    def _pairs_needed(
        self, rules: Sequence[tuple[Demand, ...]], rest: Sequence[Demand]
    ) -> list[Demand]:
        """The rules with no more pairs than the conflict needs."""
        rest = list(rest)
        needed: list[Demand] = []
        for kind in rules:
            few = self._needed(kind, rest) if len(kind) > 1 else kind
            rest += [one for one in kind if one not in few]
            needed += few
        return needed

    def _needed(self, kind: Sequence[Demand], rest: Sequence[Demand]) -> Sequence[Demand]:
        def clash(pairs: Sequence[Demand]) -> bool:
            dropped = [*rest, *(one for one in kind if one not in pairs)]
            return not self._all_fit_without(dropped)

        return _least(kind, clash)

    def _conflict(
        self,
        needed: Sequence[Demand],
        rest: Sequence[Demand],
        rules: Sequence[tuple[Demand, ...]],
    ) -> Conflict:
        spare = [one for kind in rules for one in kind if one not in needed]
        people, each = self._people(without(self._problem, [*rest, *spare]))
        if any(one.rule == Rule.VETO for one in needed):
            people, each = (), False
        ways_out = self._ways_out(needed, () if each else people)
        return Conflict(tuple(needed), people, each, ways_out, proven=self._proven)

    def _people(self, problem: Problem) -> tuple[tuple[str, ...], bool]:
        """Who cannot have a group under these rules: each for themselves, or not all at once."""
        index = build_index(problem)
        alone = set(index.ids(provably_out(index))) & self._everyone
        answers: dict[str, Fit] = {}
        left = [one for one in self._scene.left_out if one in self._everyone]
        if not alone:
            answers = {one: self._fit(problem, frozenset({one})) for one in left[:_MOST_NAMED]}
            alone = {one for one, answer in answers.items() if answer.proven and not answer.fits}
        if alone:
            return tuple(sorted(alone)), True
        if not all(answer.proven for answer in answers.values()):
            return (), False
        others = sorted(self._everyone - set(left))
        before = self._asked

        def clash(people: Sequence[str]) -> bool:
            tired = self._asked - before > 6 * _MOST_NAMED
            return not tired and not self._fits(problem, frozenset(people))

        people = _least([*left, *others], clash)
        tired = self._asked - before > 6 * _MOST_NAMED
        named = () if tired or len(people) > _MOST_NAMED else tuple(sorted(people))
        return named, False

    def _ways_out(self, asked: Sequence[Demand], people: Sequence[str]) -> tuple[Relaxation, ...]:
        ways = [self._mildest(demand, drop) for demand in asked for drop in drops(demand)]
        for offers in other_sizes(self._problem):
            ways += self._first_good(offers)
        for person in people:
            way = self._told(Relaxation(None, people=(person,)))
            ways += [way] if way.everybody else []
        return tuple(sorted(ways, key=lambda way: (not way.everybody, -way.more)))

    def _mildest(self, demand: Demand, drop: Relaxation) -> Relaxation:
        """The least change that gives as much as dropping a demand."""
        best = self._told(drop)
        offers = milder(self._problem, demand)
        low, high = 0, len(offers)
        while best.more and low < high:
            middle = (low + high) // 2
            if self._told(offers[middle]).more >= best.more:
                high = middle
            else:
                low = middle + 1
        return self._told(offers[low]) if best.more and low < len(offers) else best

    def _first_good(self, offers: Sequence[Relaxation]) -> list[Relaxation]:
        """The mildest change that seats everybody, or else the one that seats the most."""
        best: list[Relaxation] = []
        for offer in offers:
            way = self._told(offer)
            if way.more > (best[0].more if best else 0):
                best = [way]
            if way.everybody:
                break
        return best

    def _told(self, change: Relaxation) -> Relaxation:
        """A change with what it gives."""
        if self._base is None:
            self._base = self._oracle.most(self._problem)
        if change not in self._counts:
            self._counts[change] = self._oracle.most(relaxed(self._problem, change))
        base, now = self._base, self._counts[change]
        present = len(self._problem.people) - (change.rule is None)
        return replace(
            change,
            more=max(0, now.seated - base.seated),
            everybody=now.seated == present and self._scene.everybody,
            proven=self._scene.whole and base.proven and now.proven,
        )


def _least[Item](items: Sequence[Item], clash: Callable[[Sequence[Item]], bool]) -> list[Item]:
    """Items that clash, as few as none can be spared; the first are preferred (QuickXplain)."""

    def among(kept: list[Item], *, grown: bool, rest: Sequence[Item]) -> list[Item]:
        if grown and clash(kept):
            return []
        if len(rest) == 1:
            return list(rest)
        first, second = rest[: len(rest) // 2], rest[len(rest) // 2 :]
        late = among([*kept, *first], grown=True, rest=second)
        early = among([*kept, *late], grown=bool(late), rest=first)
        return early + late

    return among([], grown=False, rest=items) if items else []
