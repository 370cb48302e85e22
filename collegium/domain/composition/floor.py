"""A table of groups and what works on it, round by round.

The work is dealt to parts that touch different groups, so that threads need no lock; how
many parts there are depends on the number of people only, never on the machine.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from collegium.domain.composition.index import Index
from collegium.domain.composition.kernels.dice import shuffle
from collegium.domain.composition.kernels.parcels import anneal_pairs, anneal_parcels
from collegium.domain.composition.kernels.shapes import Ints, Law, Words, Worth
from collegium.domain.composition.kernels.swapping import THRESHOLDS, Table, add_up, anneal

DEALT_FROM = 900  # people from whom the groups are dealt to several parts
_PART = 6_000
_ROUND, _LEAST_ROUND = 100, 20_000  # proposals a person, and in all, of one round


@dataclass(frozen=True, slots=True)
class Seats:
    """Groups of positions, the facilitator of each (-1: none), and who may not be moved."""

    groups: Sequence[Sequence[int]]
    guests: Sequence[int]
    fixed: frozenset[int]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a search works with, whatever the groups."""

    index: Index
    worth: Worth
    law: Law


def lay_out(worth: Worth, seats: Seats, people: int) -> Table:
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


class Floor:
    """A table and what works on it: one round deals its groups to parts anew."""

    def __init__(self, ground: Ground, seats: Seats, *, seed: int) -> None:
        index, fixed = ground.index, seats.fixed
        table = lay_out(ground.worth, seats, len(index.people))
        self._worth, self._law, self.table = ground.worth, ground.law, table
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
        self._parts = max(2, -(-people // _PART)) if people >= DEALT_FROM else 1
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
