"""Exchanges of several people at once: those kept together, and pairs that quotas hold together."""

import numpy as np

from collegium.domain.composition.kernels.compiling import kernel, part
from collegium.domain.composition.kernels.dice import below, roll
from collegium.domain.composition.kernels.rules import lawful
from collegium.domain.composition.kernels.shapes import Floats, Ints, Law, Words, Worth
from collegium.domain.composition.kernels.swapping import Table, exchange, swap_gain


@kernel
def anneal_parcels(
    worth: Worth,
    law: Law,
    table: Table,
    start: Ints,
    people: Ints,
    single: Ints,
    heat: float,
    moves: int,
    thresholds: Floats,
    dice: Words,
) -> float:
    """Propose so many exchanges of a parcel for as many single people of another group.

    Parcel p is people[start[p]:start[p + 1]], all in one group; `single` marks people who may
    be moved alone. The objective's gain.
    """
    total = 0.0
    parcels, groups = len(start) - 1, len(table.start) - 1
    chosen = np.empty(64, dtype=np.int32)
    for _ in range(moves):
        parcel = below(dice, parcels)
        first, size = start[parcel], start[parcel + 1] - start[parcel]
        own = table.group_of[table.seat[people[first]]]
        to = below(dice, groups)
        if to == own or not _draw(table, single, to, size, chosen, dice):
            continue
        gain = 0.0
        for at in range(size):
            i, j = table.seat[people[first + at]], table.seat[chosen[at]]
            gain += swap_gain(worth, table, i, j)
            exchange(worth, table, i, j)
        if (
            gain > heat * thresholds[roll(dice) >> np.uint64(52)]
            and lawful(law, table.who, table.start[own], table.start[own + 1], table.guest[own])
            and lawful(law, table.who, table.start[to], table.start[to + 1], table.guest[to])
        ):
            total += gain
            continue
        for at in range(size):
            exchange(worth, table, table.seat[people[first + at]], table.seat[chosen[at]])
    return total


@kernel
def anneal_pairs(
    worth: Worth,
    law: Law,
    table: Table,
    single: Ints,
    heat: float,
    moves: int,
    thresholds: Floats,
    dice: Words,
) -> float:
    """The same for any two single people against any two of another group."""
    total = 0.0
    groups = len(table.start) - 1
    mine, yours = np.empty(2, dtype=np.int32), np.empty(2, dtype=np.int32)
    for _ in range(moves):
        own, to = below(dice, groups), below(dice, groups)
        if own == to or not _draw(table, single, own, 2, mine, dice):
            continue
        if not _draw(table, single, to, 2, yours, dice):
            continue
        gain = 0.0
        for at in range(2):
            i, j = table.seat[mine[at]], table.seat[yours[at]]
            gain += swap_gain(worth, table, i, j)
            exchange(worth, table, i, j)
        if (
            gain > heat * thresholds[roll(dice) >> np.uint64(52)]
            and lawful(law, table.who, table.start[own], table.start[own + 1], table.guest[own])
            and lawful(law, table.who, table.start[to], table.start[to + 1], table.guest[to])
        ):
            total += gain
            continue
        for at in range(2):
            exchange(worth, table, table.seat[mine[at]], table.seat[yours[at]])
    return total


@part
def _draw(table: Table, single: Ints, group: int, many: int, chosen: Ints, dice: Words) -> bool:
    """So many different single people of a group at random, into `chosen`; False if too few."""
    low, heads = table.start[group], table.start[group + 1] - table.start[group]
    turn, found = below(dice, heads if heads > 0 else 1), 0
    for step in range(heads):
        one = table.who[low + (turn + step) % heads]
        if single[one] and found < many:
            chosen[found] = one
            found += 1
    return found == many
