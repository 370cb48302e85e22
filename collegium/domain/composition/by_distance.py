"""Grouping by a matrix of distances, as the literature on maximally diverse grouping has it.

Loads numpy and numba on import: nothing that serves pages may import it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from collegium.domain.composition.boards import Cooling, dice_of, new_board, scale_of
from collegium.domain.composition.kernels.dice import shuffle
from collegium.domain.composition.kernels.exchange import anneal
from collegium.domain.composition.kernels.matrix import Board
from collegium.domain.composition.kernels.parting import best_parting
from collegium.domain.composition.kernels.shapes import Floats, Ints, Words
from collegium.domain.composition.result import Stop

EXACT_UP_TO: Final = 12


@dataclass(frozen=True, slots=True)
class DistanceResult:
    """Groups of positions in the order of the sizes, and the sum of distances inside them.

    `moves` are exchanges priced; 0 where the answer is proven by enumeration.
    """

    groups: tuple[tuple[int, ...], ...]
    objective: float
    moves: int
    seed: int


def group_by_distance(
    distances: NDArray[np.float64],
    sizes: Sequence[tuple[int, int]],
    *,
    stop: Stop,
    seed: int = 0,
) -> DistanceResult:
    """Groups with the largest sum of distances inside them that the budget lets us find.

    `sizes` holds the least and the most people of each group. Up to 12 people the answer is
    exact. The same input, seed and budget of moves give the same groups on any machine.
    Raises ValueError for a matrix that is not square, finite and symmetric, and for sizes
    that do not add up to the number of people.
    """
    pair = _checked(distances)
    least = np.array([low for low, _ in sizes], dtype=np.int32)
    most = np.array([high for _, high in sizes], dtype=np.int32)
    _check_sizes(len(pair), sizes)
    if len(pair) <= EXACT_UP_TO:
        return _result(pair, best_parting(pair, least, most), len(sizes), 0, seed)
    search = _Search(pair, least, most, dice_of(seed))
    moves = search.run(stop)
    return _result(pair, search.found, len(sizes), moves, seed)


class _Search:
    """Cooling again and again, each time from the best found."""

    def __init__(self, pair: Floats, least: Ints, most: Ints, dice: Words) -> None:
        self.scale = scale_of(pair, int(most.max()))
        self.pair = np.rint(pair * self.scale).astype(np.int32)
        self.least, self.most, self.dice = least, most, dice
        above = pair[np.triu_indices(len(pair), 1)]
        self.spread = float(above.std()) * self.scale
        sizes = _start_sizes(len(pair), least, most, many_pairs=float(above.mean()) >= 0)
        self.loose = bool((least < most).any())
        self.found = np.repeat(np.arange(len(least), dtype=np.int32), sizes)
        shuffle(self.dice, self.found)

    def run(self, stop: Stop) -> int:
        """Search while the budget lasts; how many moves were priced."""
        people = len(self.pair)
        cooling = Cooling(stop, people, people * (people - 1), self.spread)
        while not cooling.over:
            board = self._board()
            cooling.once(
                partial(self._step, board, loose=self.loose),
                partial(self._step, board, loose=False),  # the sizes are well chosen
            )
            self.found = board.best
        return cooling.moves

    def _step(self, board: Board, temperature: float, sweeps: int, *, loose: bool) -> int:
        return anneal(board, temperature, sweeps, self.dice, loose)

    def _board(self) -> Board:
        extra = np.zeros((len(self.least), len(self.pair)), dtype=np.int32)
        frozen = np.zeros(len(self.pair), dtype=np.int32)
        return new_board(self.pair, self.found, (self.least, self.most), extra, frozen)


def _start_sizes(people: int, least: Ints, most: Ints, *, many_pairs: bool) -> Ints:
    """Sizes with the most pairs in all, or the fewest: annealing seldom crosses between sizes."""
    sign = 1 if many_pairs else -1
    best: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    for low, high in zip(least.tolist(), most.tolist(), strict=True):
        following: dict[int, tuple[int, tuple[int, ...]]] = {}
        for seated, (pairs, sizes) in best.items():
            for size in range(low, min(high, people - seated) + 1):
                option = (pairs + sign * size * size, (*sizes, size))
                if seated + size not in following or option > following[seated + size]:
                    following[seated + size] = option
        best = following
    return np.array(best[people][1], dtype=np.int32)


def _result(pair: Floats, group_of: Ints, groups: int, moves: int, seed: int) -> DistanceResult:
    found = tuple(tuple(np.flatnonzero(group_of == group).tolist()) for group in range(groups))
    objective = sum(float(pair[np.ix_(group, group)].sum()) / 2 for group in found)
    return DistanceResult(groups=found, objective=objective, moves=moves, seed=seed)


def _checked(distances: NDArray[np.float64]) -> Floats:
    pair = np.array(distances, dtype=np.float64)
    if pair.ndim != 2 or pair.shape[0] != pair.shape[1]:
        raise ValueError(f"distances must be a square matrix, not one of shape {pair.shape}")
    if not np.isfinite(pair).all():
        one, other = np.argwhere(~np.isfinite(pair))[0]
        raise ValueError(f"the distance from {one} to {other} is not a finite number")
    if (pair != pair.T).any():
        one, other = np.argwhere(pair != pair.T)[0]
        raise ValueError(f"the distances from {one} to {other} and back are not the same")
    np.fill_diagonal(pair, 0.0)
    return pair


def _check_sizes(people: int, sizes: Sequence[tuple[int, int]]) -> None:
    if any(not 0 <= low <= high for low, high in sizes):
        raise ValueError("each group needs 0 <= least <= most people")
    fewest, most = sum(low for low, _ in sizes), sum(high for _, high in sizes)
    if not fewest <= people <= most:
        raise ValueError(f"these sizes hold {fewest} to {most} people, not {people}")
