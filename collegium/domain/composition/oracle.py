"""Who says what fits: the solver with its proofs, or the search as far as it can tell."""

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from collegium.domain.composition.fault import Unsolvable
from collegium.domain.composition.problem import Groups, Problem
from collegium.domain.composition.proof import can_prove, seat_most
from collegium.domain.composition.result import Moves, Result, Stop


class Solve(Protocol):
    """The search, as the engine has it."""

    def __call__(self, problem: Problem, *, stop: Stop | None = None) -> Result:
        """Groups for a problem. Raises Unsolvable for a faulty one."""
        ...


class Fit(NamedTuple):
    """Whether all the people asked about can be seated at once."""

    fits: bool
    proven: bool


class Most(NamedTuple):
    """How many people can be seated."""

    seated: int
    proven: bool


class Oracle(Protocol):
    """Answers about problems without faults, the same ones to the same questions."""

    def fits(self, problem: Problem, required: frozenset[str]) -> Fit:
        """Whether these people can all be seated; the others may be, to keep them company."""
        ...

    def most(self, problem: Problem) -> Most:
        """The most people that can be seated."""
        ...


@dataclass(slots=True)
class Exact:
    """The solver, starting from what is known; `effort` bounds each answer."""

    known: Groups = ()
    effort: float = 1.0

    def fits(self, problem: Problem, required: frozenset[str]) -> Fit:
        """See `Oracle`."""
        seating = seat_most(problem, required, effort=self.effort, any_will_do=True)
        return Fit(seating.groups is not None, seating.groups is not None or seating.proven)

    def most(self, problem: Problem) -> Most:
        """See `Oracle`."""
        present = {person.id for person in problem.people}
        known = [[one for one in group if one in present] for group in self.known]
        seating = seat_most(problem, known=known, effort=self.effort)
        return Most(seating.seated, seating.proven)


@dataclass(slots=True)
class Searching:
    """The search itself, with a small budget of moves for each answer; proves nothing."""

    solve: Solve
    moves: int = 20_000
    _last: tuple[Problem, Groups] | None = None

    def fits(self, problem: Problem, required: frozenset[str]) -> Fit:
        """See `Oracle`."""
        seated = {one for group in self._groups(problem) for one in group}
        fits = required <= seated
        return Fit(fits, proven=fits)

    def most(self, problem: Problem) -> Most:
        """See `Oracle`."""
        seated = sum(map(len, self._groups(problem)))
        return Most(seated, proven=seated == len(problem.people))

    def _groups(self, problem: Problem) -> Groups:
        if self._last is None or self._last[0] is not problem:
            self._last = (problem, self._found(problem))
        return self._last[1]

    def _found(self, problem: Problem) -> Groups:
        try:
            return self.solve(problem, stop=Moves(self.moves)).groups
        except Unsolvable:
            return ()


def best_oracle(solve: Solve, known: Groups) -> Oracle:
    """The solver where it is installed, or the search."""
    return Exact(known) if can_prove() else Searching(solve)
