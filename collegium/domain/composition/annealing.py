"""Annealing: exchange people between groups for a better mix, never breaking a rule.

The work is dealt to parts that touch different groups, so that threads need no lock; how
many parts there are depends on the number of people only, never on the machine. Below that,
two tables are annealed side by side and the better one is kept.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from collegium.domain.composition.index import Index
from collegium.domain.composition.kernels.dice import shuffle
from collegium.domain.composition.kernels.parcels import anneal_pairs, anneal_parcels
from collegium.domain.composition.kernels.shapes import Ints, Law, Words, Worth
from collegium.domain.composition.kernels.swapping import THRESHOLDS, Table, add_up, anneal
from collegium.domain.composition.result import Stop

HEATS = {False: (0.33, 0.1), True: (0.16, 0.02)}  # first and last, in largest weights: few, many
_PART = 6_000
_DEALT_FROM = 900
_ROUND, _LEAST_ROUND = 100, 20_000  # proposals a person, and in all, of one round
_QUENCH = 0.95  # share of the budget after which nothing is lost any more


@dataclass(frozen=True, slots=True)
class Seats:
    """Groups of positions, the facilitator of each (-1: none), and who may not be moved."""

    groups: Sequence[Sequence[int]]
    guests: Sequence[int]
    fixed: frozenset[int]


type Report = Callable[[int, float], None]  # moves so far, gain so far


def improve(
    index: Index, worth: Worth, law: Law, seats: Seats, *, stop: Stop, seed: int, report: Report
) -> tuple[list[list[int]], int]:
    """Anneal until `stop` says so; the groups in the same order, and the moves it took."""
    people = sum(map(len, seats.groups))
    if len(seats.groups) < 2:
        return [sorted(group) for group in seats.groups], 0
    floors = [
        _Floor(index, worth, law, lay_out(worth, law, seats, len(index.people)), seats.fixed, lot)
        for lot in ([seed] if people >= _DEALT_FROM else [2 * seed, 2 * seed + 1])
    ]
    moves, (hottest, coldest) = 0, HEATS[people >= _DEALT_FROM]
    with ThreadPoolExecutor() as threads:
        while (spent := stop.spent(moves)) < 1:
            cooled = spent / _QUENCH
            heat = hottest * (coldest / hottest) ** cooled if cooled < 1 else 0.0
            moves += sum(threads.map(lambda floor: floor.round(heat, threads), floors))
            report(moves, max(floor.gain for floor in floors))
        moves += sum(threads.map(lambda floor: floor.round(0.0, threads), floors))
    return groups_of(max(floors, key=lambda floor: floor.gain).table), moves


def lay_out(worth: Worth, law: Law, seats: Seats, people: int) -> Table:
    """A table with these groups on it."""
    heads = [len(group) for group in seats.groups]
    seated, groups = sum(heads), len(heads)
    table = Table(
        who=np.array([one for group in seats.groups for one in group], dtype=np.int32),
        start=np.cumsum([0, *heads]).astype(np.int32),
        group_of=np.zeros(seated, dtype=np.int32),
        guest=np.array(seats.guests, dtype=np.int32),
        counts=np.zeros((groups, len(worth.weights)), dtype=np.int16),
        sums=np.zeros((groups, worth.numbers.shape[1])),
        have=np.zeros((groups, worth.strengths), dtype=np.int16),
        want=np.zeros((groups, worth.strengths), dtype=np.int16),
        seat=np.full(people, -1, dtype=np.int32),
    )
    add_up(worth, table)
    return table


def groups_of(table: Table) -> list[list[int]]:
    """The groups on a table."""
    return [
        sorted(int(one) for one in table.who[low:high])
        for low, high in zip(table.start[:-1], table.start[1:], strict=True)
    ]


class _Floor:
    """A table and what works on it: one round deals its groups to parts anew."""

    def __init__(
        self, index: Index, worth: Worth, law: Law, table: Table, fixed: frozenset[int], seed: int
    ) -> None:
        self._worth, self._law, self.table = worth, law, table
        self.gain = 0.0
        blocks = [b for b in index.blocks if not fixed & set(b) and table.seat[b[0]] >= 0]
        bound = fixed | {one for block in index.blocks for one in block}
        single = np.zeros(len(index.people), dtype=np.int32)
        single[[int(one) for one in table.who if int(one) not in bound]] = 1
        self._single = single
        self._parcel_start = np.cumsum([0, *map(len, blocks)]).astype(np.int32)
        self._parcel_people = np.array([one for b in blocks for one in b], dtype=np.int32)
        self._pairs = any(quota.or_none for quota in index.quotas)
        people = len(table.who)
        self._parts = max(2, -(-people // _PART)) if people >= _DEALT_FROM else 1
        self._dice = [
            np.array([(seed * 1_000_003 + at) * 2 + 1], dtype=np.uint64)
            for at in range(self._parts + 1)
        ]
        self._order = np.arange(len(table.guest), dtype=np.int32)
        self._scale = scale_of(index)
        self._moves = max(_ROUND * people, _LEAST_ROUND)

    def round(self, heat: float, threads: ThreadPoolExecutor) -> int:
        """Propose exchanges of two, and some of more; how many. Heat is in largest weights."""
        heat *= self._scale
        add_up(self._worth, self.table)
        few = max(1, self._moves // 100)
        if len(self._parcel_start) > 1:
            self.gain += anneal_parcels(
                self._worth, self._law, self.table, self._parcel_start, self._parcel_people,
                self._single, heat, few, THRESHOLDS, self._dice[-1],
            )  # fmt: skip
        if self._pairs:
            self.gain += anneal_pairs(
                self._worth, self._law, self.table, self._single, heat, few, THRESHOLDS,
                self._dice[-1],
            )  # fmt: skip
        self.gain += self._deal(heat, threads)
        return self._moves

    def _deal(self, heat: float, threads: ThreadPoolExecutor) -> float:
        if self._parts == 1:
            return self._work(self._order, heat, self._dice[0])
        shuffle(self._dice[-1], self._order)
        hands = np.array_split(self._order, self._parts)
        return sum(threads.map(self._work, hands, [heat] * self._parts, self._dice))

    def _work(self, groups: Ints, heat: float, dice: Words) -> float:
        table = self.table
        slots = np.concatenate(
            [np.arange(table.start[g], table.start[g + 1], dtype=np.int32) for g in groups]
        )
        mine = slots[self._single[table.who[slots]] == 1]
        if len(mine) < 2:
            return 0.0
        moves = self._moves * len(mine) // len(table.who)
        return anneal(self._worth, self._law, table, mine, heat, moves, THRESHOLDS, dice)


def scale_of(index: Index) -> float:
    """The unit of heat: the largest weight of a pair."""
    weights = index.problem.weights
    spread = [abs(weight) for weight in (*weights.categories.values(), *weights.sets.values())]
    return (
        max([*spread, weights.complement, *map(abs, weights.numbers.values())], default=1.0) or 1.0
    )
