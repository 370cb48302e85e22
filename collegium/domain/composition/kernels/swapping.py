"""Annealing by lawful exchanges of two people, priced from what each group adds up to.

A table is `who` (people slot by slot), `start` (the slots of each group) and, kept in step
with them, what each group adds up to: people per column, sums of numbers, offers and wishes.
"""

from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from collegium.domain.composition.kernels.compiling import kernel, part
from collegium.domain.composition.kernels.rules import may_join, quotas_hold
from collegium.domain.composition.kernels.shapes import Floats, Ints, Law, Words, Worth

# Rounded, so that no platform's logarithm can tip a choice.
THRESHOLDS = np.array([round(log((at + 0.5) / 4096), 9) for at in range(4096)])
# A swap that loses this many heats in numbers is not priced further.
SLACK = 3.0
TWINS = 2


class Table(NamedTuple):
    """Who sits where, and what each of G groups adds up to."""

    who: Ints  # S slots
    start: Ints  # G + 1
    group_of: Ints  # S
    guest: Ints  # G
    counts: NDArray[np.int16]  # G x V
    sums: Floats  # G x M
    have: NDArray[np.int16]  # G x strengths
    want: NDArray[np.int16]  # G x strengths
    seat: Ints  # N: the slot of a person, -1 for nobody's


@kernel
def add_up(worth: Worth, table: Table) -> None:
    """Bring everything that is derived from `who` and `start` in step with them."""
    for one in range(len(table.seat)):
        table.seat[one] = -1
    for group in range(len(table.start) - 1):
        for column in range(table.counts.shape[1]):
            table.counts[group, column] = 0
        for number in range(table.sums.shape[1]):
            table.sums[group, number] = 0.0
        for strength in range(table.have.shape[1]):
            table.have[group, strength] = table.want[group, strength] = 0
        for slot in range(table.start[group], table.start[group + 1]):
            one = table.who[slot]
            table.group_of[slot] = group
            table.seat[one] = slot
            for at in range(worth.items.shape[1]):
                if worth.items[one, at] >= 0:
                    table.counts[group, worth.items[one, at]] += 1
            for number in range(worth.numbers.shape[1]):
                table.sums[group, number] += worth.numbers[one, number]
            for at in range(worth.offers.shape[1]):
                if worth.offers[one, at] >= 0:
                    table.have[group, worth.offers[one, at]] += 1
            for at in range(worth.wishes.shape[1]):
                if worth.wishes[one, at] >= 0:
                    table.want[group, worth.wishes[one, at]] += 1


@part
def items_gain(worth: Worth, table: Table, one: int, own: int, other: int, to: int) -> float:
    """What columns gain when `one` of group `own` and `other` of group `to` change places."""
    gain = 0.0
    here, there = table.counts[own], table.counts[to]
    heads = table.start[own + 1] - table.start[own]
    heads_there = table.start[to + 1] - table.start[to]
    for at in range(worth.aligned):
        mine, yours = worth.items[one, at], worth.items[other, at]
        if mine != yours:
            between = here[mine] - here[yours] + there[yours] - there[mine] - 2
            gain += 2.0 * worth.weights[mine] * between
    width = worth.items.shape[1]
    i = j = worth.aligned
    while i < width or j < width:
        mine = worth.items[one, i] if i < width else np.int32(-1)
        yours = worth.items[other, j] if j < width else np.int32(-1)
        if mine < 0 and yours < 0:
            break
        if mine == yours:
            i += 1
            j += 1
        elif yours < 0 or 0 <= mine < yours:
            between = 2 * (here[mine] - there[mine]) - heads + heads_there - 2
            gain += worth.weights[mine] * between
            i += 1
        else:
            between = 2 * (there[yours] - here[yours]) - heads_there + heads - 2
            gain += worth.weights[yours] * between
            j += 1
    return gain


@part
def numbers_gain(worth: Worth, table: Table, one: int, own: int, other: int, to: int) -> float:
    """The same for numbers."""
    gain = 0.0
    heads = table.start[own + 1] - table.start[own]
    heads_there = table.start[to + 1] - table.start[to]
    for number in range(worth.numbers.shape[1]):
        mine, yours = worth.numbers[one, number], worth.numbers[other, number]
        step = yours - mine
        here = step * (2.0 * table.sums[own, number] + step)
        there = step * (step - 2.0 * table.sums[to, number])
        apart = (heads - heads_there) * (yours * yours - mine * mine) - here - there
        gain += worth.spread[number] * apart
        gain -= worth.balance[number] * (here / heads + there / heads_there)
    return gain


@part
def met_in(worth: Worth, table: Table, one: int, group: int, aside: int) -> float:
    """What it costs `one` to sit in a group with those met before, `aside` not counted."""
    cost = 0.0
    for at in range(worth.met_start[one], worth.met_start[one + 1]):
        other = worth.met_other[at]
        slot = table.seat[other]
        if slot >= 0 and other != aside and table.group_of[slot] == group:
            cost += worth.met_cost[at]
    return cost


@part
def wishes_gain(worth: Worth, table: Table, group: int, out: int, into: int) -> float:
    """Change of the wishes met in a group when `out` leaves and `into` comes; the table is kept."""
    change = _wishes(worth, table, group, out, -1) + _wishes(worth, table, group, into, 1)
    _wishes(worth, table, group, into, -1)
    _wishes(worth, table, group, out, 1)
    return worth.wish * change


@part
def _wishes(worth: Worth, table: Table, group: int, one: int, sign: int) -> int:
    """Count somebody in (1) or out (-1); the change of wishes met."""
    have, want = table.have[group], table.want[group]
    change = 0
    if sign < 0:
        for at in range(worth.wishes.shape[1]):
            wish = worth.wishes[one, at]
            if wish >= 0:
                want[wish] -= 1
                change -= have[wish] > 0
    for at in range(worth.offers.shape[1]):
        offer = worth.offers[one, at]
        if offer >= 0:
            before = want[offer] if have[offer] > 0 else 0
            have[offer] += sign
            change += (want[offer] if have[offer] > 0 else 0) - before
    if sign > 0:
        for at in range(worth.wishes.shape[1]):
            wish = worth.wishes[one, at]
            if wish >= 0:
                want[wish] += 1
                change += have[wish] > 0
    return change


@part
def count_in(worth: Worth, table: Table, one: int, group: int, sign: int) -> None:
    """Count somebody in (1) or out (-1) of what a group adds up to; seats are left alone."""
    for at in range(worth.items.shape[1]):
        if worth.items[one, at] >= 0:
            table.counts[group, worth.items[one, at]] += sign
    for number in range(worth.numbers.shape[1]):
        table.sums[group, number] += sign * worth.numbers[one, number]
    if worth.strengths:
        _wishes(worth, table, group, one, sign)


@part
def exchange(worth: Worth, table: Table, i: int, j: int) -> None:
    """Let the people of two slots change places."""
    one, other = table.who[i], table.who[j]
    own, to = table.group_of[i], table.group_of[j]
    table.who[i], table.who[j] = other, one
    table.seat[one], table.seat[other] = j, i
    for at in range(worth.items.shape[1]):
        mine, yours = worth.items[one, at], worth.items[other, at]
        if mine >= 0:
            table.counts[own, mine] -= 1
            table.counts[to, mine] += 1
        if yours >= 0:
            table.counts[own, yours] += 1
            table.counts[to, yours] -= 1
    for number in range(worth.numbers.shape[1]):
        step = worth.numbers[other, number] - worth.numbers[one, number]
        table.sums[own, number] += step
        table.sums[to, number] -= step
    if worth.strengths:
        _wishes(worth, table, own, one, -1)
        _wishes(worth, table, own, other, 1)
        _wishes(worth, table, to, other, -1)
        _wishes(worth, table, to, one, 1)


@part
def swap_gain(worth: Worth, table: Table, i: int, j: int) -> float:
    """What the objective gains when the people of two slots of different groups change places."""
    one, other = table.who[i], table.who[j]
    own, to = table.group_of[i], table.group_of[j]
    gain = numbers_gain(worth, table, one, own, other, to)
    gain += items_gain(worth, table, one, own, other, to)
    if worth.strengths:
        gain += wishes_gain(worth, table, own, one, other)
        gain += wishes_gain(worth, table, to, other, one)
    if len(worth.met_other):
        gain += met_in(worth, table, one, own, one) - met_in(worth, table, one, to, other)
        gain += met_in(worth, table, other, to, other) - met_in(worth, table, other, own, one)
    return gain


@part
def swap_is_lawful(law: Law, table: Table, i: int, j: int) -> bool:
    """Whether both groups keep the law when the people of two slots change places."""
    one, other = table.who[i], table.who[j]
    own, to = table.group_of[i], table.group_of[j]
    low, high = table.start[own], table.start[own + 1]
    low_there, high_there = table.start[to], table.start[to + 1]
    return (
        may_join(law, table.who, low_there, high_there, table.guest[to], other, one)
        and may_join(law, table.who, low, high, table.guest[own], one, other)
        and quotas_hold(law, table.who, low, high, one, other)
        and quotas_hold(law, table.who, low_there, high_there, other, one)
    )


@part
def _likenesses(worth: Worth, table: Table, mine: Ints) -> tuple[Ints, Ints, Ints]:
    """People of these slots who are alike in two facets, listed for every pair of facets.

    The pair (f, g) has a cell for each two values, `values[g]` times the first plus the second
    after what `base` says; `first` tells where the people of a cell begin in `alike`.
    """
    facets = len(worth.values)
    base = np.zeros(facets * facets + 1, dtype=np.int32)
    for f in range(facets):
        for g in range(facets):
            cells = worth.values[f] * worth.values[g] if f < g else 0
            base[f * facets + g + 1] = base[f * facets + g] + cells
    first = np.zeros(base[-1] + 1, dtype=np.int32)
    for slot in mine:
        for f in range(facets):
            for g in range(f + 1, facets):
                first[_cell(worth, base, table.who[slot], f, g) + 1] += 1
    for cell in range(base[-1]):
        first[cell + 1] += first[cell]
    filled = first.copy()
    alike = np.empty(first[-1], dtype=np.int32)
    for slot in mine:
        for f in range(facets):
            for g in range(f + 1, facets):
                cell = _cell(worth, base, table.who[slot], f, g)
                alike[filled[cell]] = table.who[slot]
                filled[cell] += 1
    return base, first, alike


@part
def _cell(worth: Worth, base: Ints, one: int, f: int, g: int) -> int:
    facets = len(worth.values)
    before = base[f * facets + g]
    return int(before + worth.facets[one, f] * worth.values[g] + worth.facets[one, g])


@kernel
def anneal(
    worth: Worth,
    law: Law,
    table: Table,
    mine: Ints,
    heat: float,
    moves: int,
    thresholds: Floats,
    dice: Words,
) -> float:
    """Propose so many exchanges between the slots `mine`; the objective's gain.

    Heat is what a loss may cost, in units of the objective. The threshold is drawn before
    the rules are asked, which is cheap to do and settles most proposals. One proposal in four
    is between people who have a column in common, which is accepted more often.
    """
    total = 0.0
    count = np.uint64(len(mine))
    word = dice[0]
    has_wishes, has_met = worth.strengths > 0, len(worth.met_other) > 0
    base, first, alike = _likenesses(worth, table, mine)
    facets = np.uint64(len(worth.values))
    for move in range(moves):
        word += np.uint64(0x9E3779B97F4A7C15)
        drawn = word
        drawn = (drawn ^ (drawn >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        drawn = (drawn ^ (drawn >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        drawn ^= drawn >> np.uint64(31)
        low = np.uint64(0x3FFFFFF)
        i = mine[((drawn & low) * count) >> np.uint64(26)]
        second = (drawn >> np.uint64(26)) & low
        if move & 3 < TWINS:
            f = np.int64(((second & np.uint64(255)) * facets) >> np.uint64(8))
            g = np.int64((((second >> np.uint64(8)) & np.uint64(255)) * facets) >> np.uint64(8))
            if f == g:
                continue
            if f > g:
                f, g = g, f
            cell = _cell(worth, base, table.who[i], int(f), int(g))
            among = np.uint64(first[cell + 1] - first[cell])
            twin = np.int64(((second >> np.uint64(16)) * among) >> np.uint64(10))
            j = table.seat[alike[first[cell] + twin]]
        else:
            j = mine[(second * count) >> np.uint64(26)]
        own, to = table.group_of[i], table.group_of[j]
        if own == to:
            continue
        one, other = table.who[i], table.who[j]
        threshold = heat * thresholds[drawn >> np.uint64(52)]
        gain = numbers_gain(worth, table, one, own, other, to)
        if gain + SLACK * heat < threshold:
            continue
        gain += items_gain(worth, table, one, own, other, to)
        if has_wishes:
            gain += wishes_gain(worth, table, own, one, other)
            gain += wishes_gain(worth, table, to, other, one)
        if has_met:
            gain += met_in(worth, table, one, own, one) - met_in(worth, table, one, to, other)
            gain += met_in(worth, table, other, to, other) - met_in(worth, table, other, own, one)
        if gain > threshold and swap_is_lawful(law, table, i, j):
            exchange(worth, table, i, j)
            total += gain
    dice[0] = word
    return total
