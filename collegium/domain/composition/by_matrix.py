"""Annealing a problem of up to some hundred people on the matrix of what pairs are worth.

Several hundred million exchanges a second are priced this way; it asks for memory and time to
lay out that grow with the square of the people. Loads numpy and numba.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from collegium.domain.composition.boards import Cooling, dice_of, new_board, scale_of
from collegium.domain.composition.kernels.exchange import Seats, lawful_anneal, shut_out
from collegium.domain.composition.kernels.matrix import ROOM
from collegium.domain.composition.kernels.shapes import Floats, Ints, Law, Worth
from collegium.domain.composition.result import Stop

_MARGIN: Final = 64  # how far what pairs are worth stays below the price of a broken rule


def pair_matrix(worth: Worth, people: Ints, size: float) -> Floats:
    """What each two of these people are worth in one group, wishes aside.

    The sum over the pairs of a group is what `Worth` says for it, save for `balance` where a
    group holds not `size` people.
    """
    count = len(people)
    has = np.zeros((count, len(worth.weights)))
    for column in worth.items[people].T:
        known = np.flatnonzero(column >= 0)
        has[known, column[known]] = 1.0
    weighed = has * worth.weights
    alone = weighed.sum(axis=1)
    pair = alone[:, None] + alone[None, :] - 2.0 * (weighed @ has.T)
    for number, (spread, balance) in enumerate(zip(worth.spread, worth.balance, strict=True)):
        values = worth.numbers[people, number]
        squares = values**2
        sums = squares[:, None] + squares[None, :]
        products = 2.0 * values[:, None] * values[None, :]
        pair += spread * (sums - products)
        if balance and size > 1:
            pair -= balance / size * (products + sums / (size - 1))
    pair -= _met(worth, people)
    np.fill_diagonal(pair, 0.0)
    return pair


@dataclass(frozen=True, slots=True)
class Seating:
    """A lawful grouping: who sits where, and who stays there.

    `who` holds rows of the law slot by slot (people without a seat are not in it), `start`
    (G + 1) the slots of each group, `guest` (G) the facilitators' rows or -1; `frozen` is not
    zero for the slots of people who stay.
    """

    who: Ints
    start: Ints
    guest: Ints
    frozen: Ints


class MatrixSearch:
    """A lawful grouping that is cooled again and again, within the law all the time.

    `pair` is what each two are worth to each other, in the order of `seating.who`.
    """

    def __init__(self, pair: Floats, law: Law, seating: Seating, *, seed: int) -> None:
        who, sizes = seating.who, np.diff(seating.start).astype(np.int32)
        largest = int(sizes.max(initial=1))
        broken = ROOM // max(1, largest)
        self._scale = scale_of(pair, largest, broken // _MARGIN)
        above = pair[np.triu_indices(len(who), 1)]
        self._spread = float(above.std()) * self._scale if len(above) else 0.0
        self._free = int((seating.frozen == 0).sum())
        self._law, self._dice = law, dice_of(seed)
        whole = np.rint(pair * self._scale).astype(np.int32)
        self._board = new_board(
            whole - broken * shut_out(law, who, who).astype(np.int32),
            np.repeat(np.arange(len(sizes), dtype=np.int32), sizes),
            (sizes, sizes),
            -broken * shut_out(law, who, seating.guest).astype(np.int32).T,
            seating.frozen,
        )
        self._first = int(self._board.worth[0])
        self._seats = Seats(
            person=who.copy(),
            who=who.copy(),
            start=seating.start,
            slot=np.arange(len(who), dtype=np.int32),
            guest=seating.guest,
            counted=np.add.reduceat(law.quota[who], seating.start[:-1], axis=0, dtype=np.int32),
            best=who.copy(),
        )

    @property
    def who(self) -> Ints:
        """The best grouping so far, slot by slot."""
        return self._seats.best

    @property
    def gained(self) -> float:
        """What the best grouping is worth above the first, but for rounding."""
        return float(self._board.worth[1] - self._first) / self._scale

    def run(self, stop: Stop) -> int:
        """Search while the budget lasts; how many moves were priced."""
        priced = self._free * (len(self._seats.who) - 1)
        cooling = Cooling(stop, self._free, priced, self._spread)
        while not cooling.over:
            cooling.once(self._step, self._step)
        return cooling.moves

    def _step(self, temperature: float, sweeps: int) -> int:
        return lawful_anneal(self._board, self._law, self._seats, temperature, sweeps, self._dice)


def _met(worth: Worth, people: Ints) -> Floats:
    position = np.full(len(worth.met_start) - 1, -1)
    position[people] = np.arange(len(people))
    cost = np.zeros((len(people), len(people)))
    for at, one in enumerate(people.tolist()):
        entries = slice(worth.met_start[one], worth.met_start[one + 1])
        others = position[worth.met_other[entries]]
        cost[at, others[others >= 0]] = worth.met_cost[entries][others >= 0]
    return cost
