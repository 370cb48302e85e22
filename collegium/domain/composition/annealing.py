"""Annealing: exchange people between groups for a better mix, never breaking a rule.

The work is dealt to parts that touch different groups, so that threads need no lock; how
many parts there are depends on the number of people only, never on the machine.
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

HOTTEST, COLDEST = 0.16, 0.02  # heat in units of the largest weight
_PART = 6_000
_DEALT_FROM = 900
_ROUND = 40  # proposals a person and round
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
    table = lay_out(worth, law, seats, len(index.people))
    if len(seats.groups) < 2:
        return groups_of(table), 0
    floor = _Floor(index, worth, law, table, seats.fixed, seed)
    moves, gain = 0, 0.0
    while (spent := stop.spent(moves)) < 1:
        cooled = spent / _QUENCH
        heat = floor.scale * HOTTEST * (COLDEST / HOTTEST) ** cooled if cooled < 1 else 0.0
        gain += floor.round(heat)
        moves += floor.moves
        report(moves, gain)
    gain += floor.round(0.0)
    return groups_of(table), moves + floor.moves


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
    """A table with the people who work on it: one round deals the groups to parts anew."""

    def __init__(
        self, index: Index, worth: Worth, law: Law, table: Table, fixed: frozenset[int], seed: int
    ) -> None:
        self._worth, self._law, self._table = worth, law, table
        blocks = [b for b in index.blocks if not fixed & set(b) and table.seat[b[0]] >= 0]
        bound = fixed | {one for block in index.blocks for one in block}
        single = np.zeros(len(index.people), dtype=np.int32)
        single[[int(one) for one in table.who if int(one) not in bound]] = 1
        self._single = single
        self._parcel_start = np.cumsum([0, *map(len, blocks)]).astype(np.int32)
        self._parcel_people = np.array([one for b in blocks for one in b], dtype=np.int32)
        self._pairs = any(quota.or_none for quota in index.quotas)
        people = len(table.who)
        self._parts = max(2 if people >= _DEALT_FROM else 1, -(-people // _PART))
        self._dice = [
            np.array([(seed * 1_000_003 + at) * 2 + 1], dtype=np.uint64)
            for at in range(self._parts + 1)
        ]
        self._order = np.arange(len(table.guest), dtype=np.int32)
        self.scale = scale_of(index)
        self.moves = _ROUND * people

    def round(self, heat: float) -> float:
        """Propose `moves` exchanges of two, and some of more; the gain."""
        add_up(self._worth, self._table)
        few = max(1, self.moves // 200)
        gain = 0.0
        if len(self._parcel_start) > 1:
            gain += anneal_parcels(
                self._worth, self._law, self._table, self._parcel_start, self._parcel_people,
                self._single, heat, few, THRESHOLDS, self._dice[-1],
            )  # fmt: skip
        if self._pairs:
            gain += anneal_pairs(
                self._worth, self._law, self._table, self._single, heat, few, THRESHOLDS,
                self._dice[-1],
            )  # fmt: skip
        return gain + self._deal(heat)

    def _deal(self, heat: float) -> float:
        if self._parts == 1:
            return self._work(self._order, heat, self._dice[0])
        shuffle(self._dice[-1], self._order)
        hands = np.array_split(self._order, self._parts)
        with ThreadPoolExecutor() as threads:
            gains = threads.map(self._work, hands, [heat] * self._parts, self._dice)
            return sum(gains)

    def _work(self, groups: Ints, heat: float, dice: Words) -> float:
        table = self._table
        slots = np.concatenate(
            [np.arange(table.start[g], table.start[g + 1], dtype=np.int32) for g in groups]
        )
        mine = slots[self._single[table.who[slots]] == 1]
        if len(mine) < 2:
            return 0.0
        moves = self.moves * len(mine) // len(table.who)
        return anneal(self._worth, self._law, table, mine, heat, moves, THRESHOLDS, dice)


def scale_of(index: Index) -> float:
    """The unit of heat: the largest weight of a pair."""
    weights = index.problem.weights
    spread = [abs(weight) for weight in (*weights.categories.values(), *weights.sets.values())]
    return (
        max([*spread, weights.complement, *map(abs, weights.numbers.values())], default=1.0) or 1.0
    )
