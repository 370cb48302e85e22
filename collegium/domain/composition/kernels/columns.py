"""Every lawful group of one size, with its worth: the columns of an exact search.

People who must stay together form a unit; units that nothing tells apart form a kind. A
column is a list of kinds, ascending, one entry for each unit; the number of kinds pads it.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from collegium.domain.composition.kernels.compiling import kernel, part
from collegium.domain.composition.kernels.rules import (
    clash,
    common_ground,
    levels_fit,
    quotas_hold,
)
from collegium.domain.composition.kernels.shapes import Floats, Ints, Law, Words, Worth

type Kinds = NDArray[np.int8]

_MOST_STEPS = 4_000_000
_ONE = np.uint64(1)
_NONE = np.uint64(0)


class Units(NamedTuple):
    """K kinds, each with its units one after the other in `people`."""

    start: Ints  # K + 1: the people of one kind in `people`
    people: Ints
    width: Ints  # K: people in one unit
    many: Ints  # K: units
    closed: Words  # K: bit by bit the kinds, itself too, that may not be added to it
    pairs: Floats  # what each two of `people` are worth together: see `pair_worths`
    guests: Ints  # rows of facilitators of whom each group must suit one; empty: none needed


class Listing(NamedTuple):
    """Room for groups of one size."""

    size: int
    columns: Kinds
    worths: Floats


@part
def pair_worth(worth: Worth, one: int, other: int) -> float:
    """What two are worth to a group, wishes and balance aside."""
    total = 0.0
    for column in worth.items[one]:
        if column >= 0 and not _holds(worth.items[other], column):
            total += worth.weights[column]
    for column in worth.items[other]:
        if column >= 0 and not _holds(worth.items[one], column):
            total += worth.weights[column]
    for number in range(len(worth.spread)):
        total += worth.spread[number] * (
            (worth.numbers[one, number] - worth.numbers[other, number]) ** 2
        )
    for at in range(worth.met_start[one], worth.met_start[one + 1]):
        if worth.met_other[at] == other:
            total -= worth.met_cost[at]
    return total


@part
def _holds(row: Ints, wanted: int) -> bool:
    for entry in row:
        if entry == wanted:
            return True
    return False


@kernel
def pair_worths(worth: Worth, people: Ints, pairs: Floats) -> None:
    """Fill a table, row by row of `people`, with what each two of them are worth."""
    for one in range(len(people)):
        for other in range(one):
            value = pair_worth(worth, people[one], people[other])
            pairs[one, other] = value
            pairs[other, one] = value


@kernel
def pair_clashes(law: Law, people: Ints, clashes: NDArray[np.uint8]) -> None:
    """Fill a table with whether a rule between two of these rows keeps them apart."""
    pair = np.empty(2, dtype=np.int32)
    for one in range(len(people)):
        for other in range(one):
            pair[0], pair[1] = people[one], people[other]
            apart = (
                clash(law, pair[0], pair[1])
                or not levels_fit(law, pair, 0, 2, -1, -1)
                or not common_ground(law, pair, 0, 2, -1, -1, -1)
            )
            clashes[one, other] = apart
            clashes[other, one] = apart


@kernel
def list_groups(law: Law, worth: Worth, units: Units, listing: Listing) -> int:
    """Fill `listing` with every lawful group of its size; how many, -1 for too many."""
    size = listing.size
    steps = _MOST_STEPS
    kinds = len(units.many)
    found = 0
    depth = 0
    who = np.empty(size, dtype=np.int32)
    slots = np.empty(size, dtype=np.int32)
    chosen = np.full(size + 1, kinds, dtype=np.int32)
    following = np.zeros(size + 1, dtype=np.int32)
    heads = np.zeros(size + 1, dtype=np.int32)
    value = np.zeros(size + 1)
    free = np.empty(size + 1, dtype=np.uint64)
    free[0] = ~_NONE
    while depth >= 0:
        kind = following[depth]
        low = heads[depth]
        if kind >= kinds or len(units.people) - units.start[kind] + low < size:
            # the second test counts units that are used already, too: it only saves work
            depth -= 1
            continue
        following[depth] = kind + 1
        high = low + units.width[kind]
        if high > size or not (free[depth] >> np.uint64(kind)) & _ONE:
            continue
        if not _seat(units, chosen, depth, kind, slots, low):
            continue
        steps -= 1
        if steps < 0 or found == len(listing.worths):
            return -1
        total = value[depth] + _gain(units, slots, low, high)
        for slot in range(low, high):
            who[slot] = units.people[slots[slot]]
        if not common_ground(law, who, 0, high, -1, -1, -1):
            continue
        chosen[depth] = kind
        if high < size:
            depth += 1
            following[depth] = kind
            heads[depth] = high
            value[depth] = total
            free[depth] = free[depth - 1] & ~units.closed[kind]
        elif quotas_hold(law, who, 0, size, -1, -1) and _suits_a_guest(law, units.guests, who):
            for at in range(listing.columns.shape[1]):
                listing.columns[found, at] = chosen[at] if at <= depth else kinds
            listing.worths[found] = total + _wishes(worth, who) - _imbalance(worth, who)
            found += 1
    return found


@part
def _seat(units: Units, chosen: Ints, depth: int, kind: int, slots: Ints, low: int) -> bool:
    """Fill `slots` from `low` on with the next unit of a kind, if one is left."""
    used = 0
    while used < depth and chosen[depth - 1 - used] == kind:
        used += 1
    if used == units.many[kind]:
        return False
    width = units.width[kind]
    for at in range(width):
        slots[low + at] = units.start[kind] + used * width + at
    return True


@part
def _gain(units: Units, slots: Ints, low: int, high: int) -> float:
    """What those in slots[low:high] add to a group of those before them."""
    total = 0.0
    for slot in range(low, high):
        for earlier in range(slot):
            total += units.pairs[slots[slot], slots[earlier]]
    return total


@part
def _suits_a_guest(law: Law, guests: Ints, who: Ints) -> bool:
    for guest in guests:
        suits = common_ground(law, who, 0, len(who), guest, -1, -1)
        for one in who:
            suits = suits and not clash(law, one, guest)
        if suits:
            return True
    return len(guests) == 0


@part
def _wishes(worth: Worth, who: Ints) -> float:
    met = 0
    for one in who:
        for wish in worth.wishes[one]:
            if wish >= 0:
                for other in who:
                    if _holds(worth.offers[other], wish):
                        met += 1
                        break
    return worth.wish * met


@part
def _imbalance(worth: Worth, who: Ints) -> float:
    total = 0.0
    for number in range(len(worth.balance)):
        off = 0.0
        for one in who:
            off += worth.numbers[one, number]
        total += worth.balance[number] * off * off / len(who)
    return total
