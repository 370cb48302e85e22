"""The best groups that a search and, among few people, a proof can find.

Loads numpy and numba.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf

from collegium.domain.composition.annealing import improve
from collegium.domain.composition.exact import Proof, prove
from collegium.domain.composition.floor import Ground, Seats
from collegium.domain.composition.placement import Start
from collegium.domain.composition.result import Stop

_MOST_PROVEN = 60
_FIRST_SHARE, _FIRST_MOVES = 0.25, 400_000  # of the budget, before a proof is tried

type Report = Callable[[int, float], None]


@dataclass(frozen=True, slots=True)
class Best:
    """Groups and their facilitators in the order of the start, and what is proven of them."""

    groups: list[list[int]]
    guests: list[int]
    moves: int = 0
    bound: float = inf
    proven: bool = False


def best_of(ground: Ground, start: Start, *, stop: Stop, seed: int, report: Report) -> Best:
    """Anneal; among few people try a proof first, and anneal on only where it fails."""
    if not start.groups:
        return Best([], [], bound=0.0)
    stay = frozenset(one for group in start.kept for one in group)
    seats = Seats(start.groups, start.guests, stay)
    if sum(map(len, start.groups)) > _MOST_PROVEN:
        groups, moves = improve(ground, seats, stop=stop, seed=seed, report=report)
        return Best(groups, start.guests, moves)
    first = _First(stop)
    groups, moves = improve(ground, seats, stop=first, seed=seed, report=report)
    proof = _proof(ground, start, groups)
    if proof is None:
        proof = Proof(groups, 0.0, inf, proven=False, guests=start.guests)
    found = Best(proof.groups, proof.guests, moves, proof.bound, proof.proven)
    if found.proven:
        return found
    rest = _Rest(stop, moves)
    seats = Seats(found.groups, found.guests, stay)
    groups, more = improve(ground, seats, stop=rest, seed=seed, report=report)
    return replace(found, groups=groups, moves=moves + more)


def _proof(ground: Ground, start: Start, groups: list[list[int]]) -> Proof | None:
    index = start.narrowed(ground.index)
    sizes = [len(group) for group in groups]
    guests = start.guests if index.problem.facilitators else None
    return prove(index, ground.worth, ground.law, sizes, incumbent=groups, guests=guests)


@dataclass(frozen=True, slots=True)
class _First:
    """The part of a budget that is spent before a proof."""

    stop: Stop

    def spent(self, moves: int) -> float:
        """Share of it that is used up."""
        return max(self.stop.spent(moves) / _FIRST_SHARE, moves / _FIRST_MOVES)


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is left of a budget after so many moves."""

    stop: Stop
    before: int

    def spent(self, moves: int) -> float:
        """Share of it that is used up."""
        used = self.stop.spent(self.before)
        if used >= 1:
            return 1.0
        return (self.stop.spent(self.before + moves) - used) / (1 - used)
