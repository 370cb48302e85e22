"""The largest lawful placement, by a solver that proves it (extra `proof`: OR-Tools CP-SAT).

The only file that imports it, and only when asked to solve.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from collegium.domain.composition.equations import Equations, Term
from collegium.domain.composition.hopeless import provably_out
from collegium.domain.composition.index import Index
from collegium.domain.composition.indexing import build_index
from collegium.domain.composition.problem import Groups, Problem

EFFORT = 4.0  # of the solver's own reproducible seconds, about as long as real ones


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

    Groups that people stay in come first, finished ones last.
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
    model = _Question(index, open_people, needed, maximise=not any_will_do)
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


class _Question:
    """Equations, and a solver to answer them."""

    def __init__(self, index: Index, people: set[int], needed: set[int], *, maximise: bool) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 - an extra, and slow to load

        self._solver: Term = cp_model
        self._model: Term = cp_model.CpModel()
        self._people = people
        self._asked = Equations(self._model, index, people, needed)
        self._maximise = maximise
        if maximise:
            self._model.maximize(self._asked.seated)

    def hint(self, groups: Sequence[Sequence[int]]) -> None:
        """Start from these groups, the largest first as the equations ask."""
        present = [[one for one in group if one in self._people] for group in groups]
        place = self._places([group for group in present if group])
        if not place:
            return
        for one, counts in zip(self._asked.alike, self._asked.counts, strict=True):
            seats = Counter(place.get(unit[0], -1) for unit in one.units)
            for at, count in enumerate(counts):
                self._model.add_hint(count, seats[at])

    def _places(self, groups: Sequence[Sequence[int]]) -> dict[int, int]:
        pinned = {unit[0]: one.fixed for one in self._asked.alike for unit in one.units}
        places: dict[int, int] = {}
        free = [at for at, group in enumerate(self._asked.groups) if group < 0]
        for group in sorted(groups, key=len, reverse=True):
            own = {pinned.get(one, -1) for one in group} - {-1}
            at = self._asked.groups.index(own.pop()) if own else next(iter(free), -1)
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
                status = solver.solve(self._model)
        if status == known.INFEASIBLE:
            return None, -1
        if solver is None or status == known.UNKNOWN:
            return None, len(self._people)
        left = [list(one.units) for one in self._asked.alike]
        groups = [
            [
                person
                for units, counts in zip(left, self._asked.counts, strict=True)
                for _ in range(solver.value(counts[at]))
                for person in units.pop(0)
            ]
            for at in range(len(self._asked.groups))
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
