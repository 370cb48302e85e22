"""Boards for the matrix kernels, and how to cool them. Loads numpy and numba."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import floor, log, log2
from typing import Final

import numpy as np
from numpy.typing import NDArray

from collegium.domain.composition.kernels.dice import shuffle
from collegium.domain.composition.kernels.matrix import NOISES, ROOM, Board, lay
from collegium.domain.composition.kernels.shapes import Floats, Ints, Words
from collegium.domain.composition.result import Stop

HOT: Final = 0.25  # changes a person and sweep at which order begins to form, …
COLD: Final = 0.05  # … and at which it is settled; measured on MDGPLIB and rosters
_PROBE: Final = 3  # sweeps at each temperature while looking for the two
_STEP: Final = 0.85
_FLOOR: Final = 1e-4
_STEPS: Final = 300  # temperatures on the way down
_LONGEST: Final = 10_000  # sweeps; warming the best again then helps more than slower cooling
_AGAIN: Final = 0.9  # of the first heat: it loosens the best found and does not melt it

type Anneal = Callable[[float, int], int]


def dice_of(seed: int) -> Words:
    """The state of seeded dice."""
    return np.array([seed & (1 << 64) - 1], dtype=np.uint64)


def scale_of(pair: Floats, largest: int, room: int = ROOM >> 4) -> float:
    """The power of two by which worths become whole numbers that kernels can add up.

    `largest` is the most people a group may hold. Small whole numbers stay exact.
    """
    reach = float(np.abs(pair).max(initial=0.0)) * max(1, largest)
    return 2.0 ** floor(log2(room) - log2(reach)) if reach > 0 else 1.0


def new_board(
    pair: Ints, group: Ints, sizes: tuple[Ints, Ints], extra: Ints, frozen: Ints
) -> Board:
    """A board of whole-number worths (see `scale_of`), laid.

    `sizes` are the least and the most people of each group, `extra` (G x N) what a person is
    worth to a group whoever is in it; `frozen` (N) is not zero for people who stay.
    """
    least, most = sizes
    people, groups = len(group), len(least)
    board = Board(
        pair_twice=np.zeros((people + 1, people), dtype=np.int32),
        table=np.ascontiguousarray(extra, dtype=np.int32).copy(),
        own=np.where(frozen != 0, ROOM, 0).astype(np.int32),
        group=group.astype(np.int32),
        heads=np.zeros(groups, dtype=np.int32),
        least=least.astype(np.int32),
        most=most.astype(np.int32),
        gumbel=np.resize(_gumbel(), NOISES + people + groups),
        noise=np.zeros(NOISES + people + groups, dtype=np.int32),
        row=np.zeros(people + groups, dtype=np.int32),
        best=np.zeros(people, dtype=np.int32),
        worth=np.zeros(2, dtype=np.int64),
    )
    board.pair_twice[:people] = 2 * pair
    lay(board)
    return board


@dataclass(slots=True)
class Cooling:
    """Cooling from hot to cold, again and again, until a budget is spent.

    A sweep lets each of `people` move once and prices `priced` moves; `spread` is the standard
    deviation of worths.
    """

    stop: Stop
    people: int
    priced: int
    spread: float
    swept: int = 0
    hot: float = 0.0
    cold: float = 0.0

    @property
    def moves(self) -> int:
        """Moves priced so far."""
        return self.swept * self.priced

    @property
    def share(self) -> float:
        """Share of the budget spent."""
        return self.stop.spent(self.moves)

    @property
    def over(self) -> bool:
        """Whether the budget is spent, or nothing can be gained."""
        return self.people < 2 or self.spread <= 0 or self.share >= 1

    def once(self, anneal: Anneal, probe: Anneal) -> None:
        """Find the temperatures by `probe`, cool by `anneal`, and end where no change helps.

        Further times it is warmed less, and not probed.
        """
        if self.hot:
            hot = _AGAIN * self.hot
        else:
            hot, self.cold = self._span(probe)
            self.hot = hot
        begun = share = self.share
        until = self._until(begun)
        sweeps = 1
        while share < until:
            way = (share - begun) / (until - begun)
            anneal(hot * (self.cold / hot) ** way, sweeps)
            self.swept += sweeps
            before, share = share, self.share
            sweeps = _fitting(sweeps, share - before, (until - begun) / _STEPS)
        while anneal(0.0, 1):
            self.swept += 1

    def _span(self, probe: Anneal) -> tuple[float, float]:
        """The temperatures at which order begins to form and at which it is settled."""
        hot = temperature = 4 * self.spread
        while temperature > _FLOOR * self.spread:
            changed = probe(temperature, _PROBE) / (self.people * _PROBE)
            self.swept += _PROBE
            if changed >= HOT:
                hot = temperature
            if changed <= COLD:
                break
            temperature *= _STEP
        return hot, temperature

    def _until(self, share: float) -> float:
        """The share of the budget at which a cooling that begins at `share` should be over."""
        if not 0 < share < 1:
            return 1.0
        to_come = self.swept * (1 - share) / share
        return share + (1 - share) / max(1, round(to_come / _LONGEST))


def _fitting(sweeps: int, took: float, wanted: float) -> int:
    """How many sweeps to make at the next temperature."""
    if took <= 0:
        return 2 * sweeps
    return max(1, min(2 * sweeps, round(sweeps * wanted / took)))


@cache
def _gumbel() -> NDArray[np.float32]:
    """The quantiles of the Gumbel distribution, shuffled; rounded to be the same everywhere."""
    levels = [-log(-log((at + 0.5) / NOISES)) for at in range(NOISES)]
    table = np.array([round(level * 4096) / 4096 for level in levels], dtype=np.float32)
    shuffle(dice_of(1), table)
    return table
