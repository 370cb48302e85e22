"""The largest lawful placement, by a solver that proves it (extra `proof`: OR-Tools CP-SAT).

The only file that imports it, and only when asked to solve.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from collegium.domain.composition.alike import classes
from collegium.domain.composition.company import Company
from collegium.domain.composition.hopeless import provably_out
from collegium.domain.composition.index import Index, bits
from collegium.domain.composition.indexing import build_index
from collegium.domain.composition.problem import Groups, Problem

EFFORT = 4.0  # of the solver's own reproducible seconds, about as long as real ones

type Term = Any  # a variable or a sum of the solver, which has no types


@dataclass(frozen=True, slots=True)
class Seating:
    """A placement that keeps every rule, finished groups included, and what is proven of it.

    `groups` is None where none was found that seats everybody required. No placement seats
    more people than `at_most`, which is -1 where it is proven that there is none.
    """

    groups: Groups | None
    at_most: int

    @property
    def seated(self) -> int:
        """People with a group."""
        return sum(map(len, self.groups or ()))

    @property
    def proven(self) -> bool:
        """Whether no placement seats more, or there is none at all."""
        return self.at_most < 0 or (self.groups is not None and self.seated >= self.at_most)


def can_prove() -> bool:
    """Whether the solver is installed; does not load it."""
    return find_spec("ortools") is not None


def seat_most(
    problem: Problem,
    required: Iterable[str] = (),
    *,
    known: Sequence[Sequence[str]] = (),
    effort: float = EFFORT,
    any_will_do: bool = False,
) -> Seating:
    """The placement of a faultless problem that seats the most people, the required among them.

    `known` are groups to start from, such as a search has found; they need not be lawful.
    `any_will_do`: the first placement that is found answers, however many it seats.
    The same arguments give the same answer on any machine. Needs the extra `proof`.
    """
    index = build_index(problem)
    fixed = problem.fixed
    finished = {index.position[one] for at in problem.finished for one in fixed[at]}
    open_people = set(range(len(index.people))) - finished - set(provably_out(index))
    needed = {index.position[one] for one in required} - finished
    if not needed <= open_people:
        return Seating(None, -1)
    if len(open_people) < problem.sizes.minimum:
        return _seating(index, [], len(finished))
    model = _Model(index, open_people, needed, maximise=not any_will_do)
    model.hint([[index.position[one] for one in group] for group in known])
    groups, at_most = model.solve(effort)
    if groups is None:
        return Seating(None, at_most if at_most < 0 else at_most + len(finished))
    return _seating(index, groups, at_most + len(finished))


def _seating(index: Index, groups: Sequence[Sequence[int]], at_most: int) -> Seating:
    problem = index.problem
    seats = [index.ids(group) for group in groups]
    seats += [tuple(sorted(problem.fixed[at])) for at in sorted(problem.finished)]
    return Seating(tuple(group for group in seats if group), at_most)


class _Model:
    """Who sits where, as equations over classes of people who are alike."""

    def __init__(self, index: Index, people: set[int], needed: set[int], *, maximise: bool) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 - an extra, and slow to load

        self._solver = cp_model
        self.model: Any = cp_model.CpModel()
        self._index = index
        self._alike = classes(index, people)
        self._people = people
        self._company = Company(index, people)
        self._pinned = {one.fixed for one in self._alike} - {-1}
        most = len(people) // index.problem.sizes.minimum
        self._groups = [*sorted(self._pinned)]
        self._groups += [-1] * max(0, most - len(self._groups))
        self._count: list[list[Term]] = []
        self._there: list[list[Term]] = []
        self._used = [self._bool() for _ in self._groups]
        self._helped = self._helpers()
        self._seats(needed)
        for at in range(len(self._groups)):
            self._clashes(at)
            self._languages(at)
            self._hours(at)
            self._levels(at)
            self._quotas(at)
        seated = self._loads(everybody=needed == people)
        self._maximise = maximise
        if maximise:
            self.model.maximize(seated)

    def hint(self, groups: Sequence[Sequence[int]]) -> None:
        """Start from these groups, the largest first as `_loads` asks."""
        if not groups:
            return
        place = self._places(groups)
        for one, counts in zip(self._alike, self._count, strict=True):
            seats = Counter(place.get(unit[0], -1) for unit in one.units)
            for at, count in enumerate(counts):
                self.model.add_hint(count, seats[at])

    def _places(self, groups: Sequence[Sequence[int]]) -> dict[int, int]:
        pinned = {unit[0]: one.fixed for one in self._alike for unit in one.units}
        places: dict[int, int] = {}
        free = [at for at, group in enumerate(self._groups) if group < 0]
        for group in sorted(groups, key=len, reverse=True):
            own = {pinned.get(one, -1) for one in group} - {-1}
            at = self._groups.index(own.pop()) if own else next(iter(free), -1)
            free = [other for other in free if other != at]
            places |= dict.fromkeys(group, at)
        return places

    def solve(self, effort: float) -> tuple[list[list[int]] | None, int]:
        """Groups by position, None where none were found; nobody seats more than the number.

        Whether people fit is mostly a matter of logic, which is tried first, and sometimes
        one of counting; how many fit is one of counting.
        """
        known = self._solver
        solver, status = None, known.UNKNOWN
        for counting in (True,) if self._maximise else (False, True):
            if status == known.UNKNOWN:
                solver = self._set_up(effort / (1 if self._maximise else 2), counting=counting)
                status = solver.solve(self.model)
        if status == known.INFEASIBLE:
            return None, -1
        if solver is None or status == known.UNKNOWN:
            return None, len(self._people)
        left = [list(one.units) for one in self._alike]
        groups = [
            [
                person
                for units, counts in zip(left, self._count, strict=True)
                for _ in range(solver.value(counts[at]))
                for person in units.pop(0)
            ]
            for at in range(len(self._groups))
        ]
        bound = round(solver.best_objective_bound) if self._maximise else len(self._people)
        return groups, min(bound, len(self._people))

    def _set_up(self, effort: float, *, counting: bool) -> Term:
        solver: Term = self._solver.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        solver.parameters.max_deterministic_time = effort
        solver.parameters.linearization_level = int(counting)
        solver.parameters.cp_model_probing_level = 0
        return solver

    def _bool(self) -> Term:
        return self.model.new_bool_var("")

    def _seats(self, needed: set[int]) -> None:
        for one in self._alike:
            counts, there = [], []
            for group in self._groups:
                most = one.together if one.fixed in (-1, group) else 0
                count = self.model.new_int_var(0, most, "")
                present = count if most <= 1 else self._bool()
                if most > 1:
                    self.model.add(count <= most * present)
                    self.model.add(count >= present)
                counts.append(count)
                there.append(present)
            self.model.add(sum(counts) <= len(one.units))
            must = sum(not needed.isdisjoint(unit) for unit in one.units)
            if must:
                self.model.add(sum(counts) >= must)
            self._count.append(counts)
            self._there.append(there)

    def _loads(self, *, everybody: bool) -> Term:
        """Sizes; groups that nothing tells apart are in order of their size. All the seated."""
        sizes = self._index.problem.sizes
        loads = [
            sum(one.size * counts[at] for one, counts in zip(self._alike, self._count, strict=True))
            for at in range(len(self._groups))
        ]
        for load, used in zip(loads, self._used, strict=True):
            self.model.add(load >= sizes.minimum * used)
            self.model.add(load <= sizes.maximum * used)
        for at, group in enumerate(self._groups[:-1]):
            if group < 0:
                self.model.add(loads[at] >= loads[at + 1])
                self.model.add(self._used[at] >= self._used[at + 1])
        if everybody:
            self.model.add(sum(loads) == len(self._people))
        return sum(loads)

    def _clashes(self, at: int) -> None:
        pools: dict[int, list[Term]] = {}
        for row, one in enumerate(self._alike):
            for pool in one.pools:
                pools.setdefault(pool, []).append(self._there[row][at])
            for other in range(row):
                if self._alike[other].clashes(one) and not self._alike[other].pools & one.pools:
                    self.model.add_at_most_one(self._there[row][at], self._there[other][at])
        for mates in pools.values():
            self.model.add_at_most_one(mates)

    def _helpers(self) -> list[list[Term]]:
        """One facilitator for each group; their clashes with people."""
        given = self._index.problem.facilitators
        helped = [[self._bool() for _ in self._groups] for _ in given]
        for helper, groups in zip(given, helped, strict=True):
            self.model.add(sum(groups) <= helper.capacity)
        if given:
            for at, used in enumerate(self._used):
                self.model.add(sum(groups[at] for groups in helped) == used)
        return helped

    def _present(self, at: int) -> Iterator[tuple[int, int, Term]]:
        """Languages and hours of everybody who may be in a group, with their presence."""
        for one, there in zip(self._alike, self._there, strict=True):
            yield one.kind.languages, one.kind.hours, there[at]
        first = len(self._index.people)
        for row, groups in enumerate(self._helped):
            place = first + row
            yield self._index.languages[place], self._index.hours[place], groups[at]
            for one, there in zip(self._alike, self._there, strict=True):
                if place in one.foes:
                    self.model.add_at_most_one(there[at], groups[at])

    def _languages(self, at: int) -> None:
        present = list(self._present(at))
        masks = {languages for languages, _, _ in present}
        spoken = {language: self._bool() for language in _enough(masks)}
        if spoken:
            self.model.add_exactly_one(spoken.values())
        for languages, _, there in present:
            if not all(languages >> language & 1 for language in spoken):
                known = [term for language, term in spoken.items() if languages >> language & 1]
                self.model.add(sum(known) >= there)

    def _hours(self, at: int) -> None:
        index = self._index
        if not index.half_hours:
            return
        weeks: dict[int, list[Term]] = {}
        for _, hours, there in self._present(at):
            weeks.setdefault(hours, []).append(there)
        open_hours = {stretch: self._bool() for stretch in range(len(index.hour_lengths))}
        length = sum(index.hour_lengths[stretch] * term for stretch, term in open_hours.items())
        self.model.add(length >= index.half_hours)
        for hours, people in weeks.items():
            anyone = self._bool()
            for there in people:
                self.model.add_implication(there, anyone)
            for stretch, term in open_hours.items():
                if not hours >> stretch & 1:
                    self.model.add_at_most_one(term, anyone)

    def _levels(self, at: int) -> None:
        if self._index.problem.rules.levels_apart is None:
            return
        spans: Mapping[int, Term] = {}
        for one, there in zip(self._alike, self._there, strict=True):
            starts = [span.start for span in self._company.spans(one.kind)]
            if one.kind.low >= 0:
                spans = spans or self._span_starts()
                self.model.add(sum(spans[start] for start in starts) >= there[at])

    def _span_starts(self) -> Mapping[int, Term]:
        levels = {self._index.levels[one] for one in self._people} - {-1}
        spans = {level: self._bool() for level in sorted(levels)}
        self.model.add_exactly_one(spans.values())
        return spans

    def _quotas(self, at: int) -> None:
        for row, quota in enumerate(self._index.quotas):
            total = sum(
                one.counted[row] * counts[at]
                for one, counts in zip(self._alike, self._count, strict=True)
            )
            if not quota.or_none:
                self.model.add(total >= quota.least * self._used[at])
                continue
            for one, there in zip(self._alike, self._there, strict=True):
                if one.counted[row]:
                    self.model.add(total >= quota.least * there[at])


def _enough(masks: set[int]) -> list[int]:
    """Languages without those that nobody needs, as everybody who has one has another too."""
    languages = sorted({language for mask in masks for language in bits(mask)})
    speakers = {at: frozenset(m for m in masks if m >> at & 1) for at in languages}
    return [
        one
        for one in languages
        if not any(
            speakers[one] < speakers[other] or (speakers[one] == speakers[other] and other < one)
            for other in languages
        )
    ]
