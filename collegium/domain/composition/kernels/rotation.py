"""Several rounds of groups at once: few pairs twice, every round well mixed.

Exchanges are made in one round at a time and pay for the repeats they make. For every person,
round and group stands in a table what joining it is worth, so that the exchanges of one person
with all others are priced in one sweep: where nearly none is good enough, this is how one is
found.
"""

from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from collegium.domain.composition.kernels.compiling import kernel, part
from collegium.domain.composition.kernels.dice import below, shuffle
from collegium.domain.composition.kernels.rules import may_join, quotas_hold
from collegium.domain.composition.kernels.shapes import Ints, Law, Words, Worth

type Singles = NDArray[np.float32]

NEVER = 1e4  # more than any exchange can gain, little enough for single precision
_WISHES_SWAYED = 2  # by one exchange, as a rule


class Plan(NamedTuple):
    """R rounds of N people in G groups, whose sizes are the same in every round."""

    who: Ints  # R x N: people slot by slot
    start: Ints  # G + 1: the slots of each group
    guest: Ints  # G: facilitators, -1 for none
    seat: Ints  # R x N: the slot of a person
    group: Ints  # R x N: the group of a person
    met: Ints  # N x N: rounds together, earlier ones included
    earlier: NDArray[np.uint8]  # N x N: whether two met before the first round
    still: Singles  # N: NEVER for those who may not move


class Prices(NamedTuple):
    """What people are worth to each other, a repeat at its price; see `set_prices`."""

    pairs: Singles  # N x N: what two are worth to a group, NEVER less where rules part them
    fresh: Singles  # N x N: the same, less a repeat where they meet in any round
    join: Singles  # R x G x N: what somebody adds to a group, those met in other rounds as repeats
    own: Singles  # R x N: the same for the group somebody is in
    sweep: Singles  # N, scratch
    step: Singles  # G, scratch


@kernel
def thresholds(count: int, dice: Words) -> Singles:
    """Logarithms of evenly spread chances in random order, twice over, so that a sweep fits."""
    drawn = np.empty(2 * count, dtype=np.float32)
    for at in range(count):
        drawn[at] = round(log((at + 0.5) / count), 6)
    shuffle(dice, drawn[:count])
    drawn[count:] = drawn[:count]
    return drawn


@kernel
def count_meetings(plan: Plan) -> None:
    """Bring everything in step with `who`."""
    plan.met[:] = plan.earlier
    for row in range(plan.who.shape[0]):
        for group in range(len(plan.start) - 1):
            for slot in range(plan.start[group], plan.start[group + 1]):
                one = plan.who[row, slot]
                plan.seat[row, one] = slot
                plan.group[row, one] = group
                for later in range(slot + 1, plan.start[group + 1]):
                    other = plan.who[row, later]
                    plan.met[one, other] += 1
                    plan.met[other, one] += 1


@kernel
def repeats(plan: Plan) -> int:
    """Meetings of pairs after their first, those before the first round counted as one."""
    total = 0
    for one in range(plan.met.shape[0]):
        for other in range(one):
            total += max(0, plan.met[one, other] - 1)
    return total


@kernel
def set_prices(plan: Plan, prices: Prices, repeat: float) -> None:
    """Fill the tables at the price of a repeat."""
    price, free = np.float32(repeat), np.float32(0.0)
    people = plan.who.shape[1]
    for one in range(people):
        for other in range(people):
            again = price if plan.met[one, other] > 0 else free
            prices.fresh[one, other] = prices.pairs[one, other] - again
    prices.join[:] = 0
    for row in range(plan.who.shape[0]):
        for other in range(people):
            group = plan.group[row, other]
            for one in range(people):
                if one != other:
                    elsewhere = plan.met[one, other] - (plan.group[row, one] == group)
                    again = price if elsewhere > 0 else free
                    prices.join[row, group, one] += prices.pairs[one, other] - again
        for one in range(people):
            prices.own[row, one] = prices.join[row, plan.group[row, one], one]


@kernel
def mix_rounds(
    worth: Worth,
    law: Law,
    plan: Plan,
    prices: Prices,
    heat: float,
    repeat: float,
    moves: int,
    drawn: Singles,
    dice: Words,
) -> int:
    """Propose so many lawful exchanges, a person's with all others at a time; how many were made.

    `heat` and `repeat`, the price of one, are in the units of `Prices.pairs`.
    """
    rounds, people = plan.who.shape
    made = 0
    for _ in range(moves // people):
        row, one = below(dice, rounds), below(dice, people)
        if plan.still[one] > 0:
            continue
        slack = np.float32(_WISHES_SWAYED * abs(worth.wish) * (worth.strengths > 0))
        offset = below(dice, len(drawn) // 2)
        if _sweep(plan, prices, row, one, np.float32(heat), slack, drawn[offset:]) == 0:
            continue
        at = below(dice, people)
        for _ in range(people):
            at = at + 1 if at + 1 < people else 0
            if prices.sweep[at] > -slack and _may_change(worth, law, plan, prices, row, one, at):
                _change(plan, prices, row, one, at, np.float32(repeat))
                made += 1
                break
    return made


@part
def _sweep(
    plan: Plan,
    prices: Prices,
    row: int,
    one: int,
    heat: np.float32,
    slack: np.float32,
    drawn: Singles,
) -> int:
    """Price the exchanges of one person with all others, thresholds taken off."""
    group, own, fresh = plan.group[row], prices.own[row], prices.fresh[one]
    table = prices.join[row]
    here = table[group[one]]
    for there in range(table.shape[0]):
        prices.step[there] = table[there, one] - here[one]
    prices.step[group[one]] = -np.float32(NEVER)
    two, good = np.float32(2.0), 0
    for other in range(len(own)):
        gain = here[other] + prices.step[group[other]] - own[other] - two * fresh[other]
        gain -= heat * drawn[other] + plan.still[other]
        prices.sweep[other] = gain
        good += gain > -slack
    return good


@part
def _may_change(
    worth: Worth, law: Law, plan: Plan, prices: Prices, row: int, one: int, other: int
) -> bool:
    """Whether the law allows an exchange, and wishes, which the sweep leaves out, too."""
    who, own, to = plan.who[row], plan.group[row, one], plan.group[row, other]
    low, high = plan.start[own], plan.start[own + 1]
    low_there, high_there = plan.start[to], plan.start[to + 1]
    if worth.strengths > 0:
        change = wishes_met(worth, who, low, high, one, other) - wishes_met(
            worth, who, low, high, -1, -1
        )
        change += wishes_met(worth, who, low_there, high_there, other, one)
        change -= wishes_met(worth, who, low_there, high_there, -1, -1)
        if prices.sweep[other] + change <= 0:
            return False
    return (
        may_join(law, who, low_there, high_there, plan.guest[to], other, one)
        and may_join(law, who, low, high, plan.guest[own], one, other)
        and quotas_hold(law, who, low, high, one, other)
        and quotas_hold(law, who, low_there, high_there, other, one)
    )


@part
def wishes_met(worth: Worth, who: Ints, low: int, high: int, out: int, into: int) -> float:
    """What wishes met are worth in a group once `into` sits where `out` does."""
    met = 0
    for slot in range(low, high):
        one = into if who[slot] == out else who[slot]
        for at in range(worth.wishes.shape[1]):
            wish = worth.wishes[one, at]
            if wish >= 0 and _is_offered(worth, who, low, high, out, into, wish):
                met += 1
    return worth.wish * met


@part
def _is_offered(
    worth: Worth, who: Ints, low: int, high: int, out: int, into: int, wish: int
) -> bool:
    for slot in range(low, high):
        one = into if who[slot] == out else who[slot]
        for at in range(worth.offers.shape[1]):
            if worth.offers[one, at] == wish:
                return True
    return False


@part
def _change(plan: Plan, prices: Prices, row: int, one: int, other: int, repeat: np.float32) -> None:
    """Let two change places in one round, and keep all tables in step."""
    who, seat, group, join = plan.who[row], plan.seat[row], plan.group[row], prices.join[row]
    own, to = group[one], group[other]
    for each in range(len(group)):
        left = _price(plan, prices, each, one, group[each] == own, repeat)
        came = _price(plan, prices, each, other, group[each] == to, repeat)
        join[own, each] += came - left
        join[to, each] += left - came
    who[seat[one]], who[seat[other]] = other, one
    seat[one], seat[other] = seat[other], seat[one]
    group[one], group[other] = to, own
    for slot in range(plan.start[own], plan.start[own + 1]):
        if who[slot] != other:
            _meet(plan, prices, row, who[slot], one, -1, repeat)
            _meet(plan, prices, row, who[slot], other, 1, repeat)
    for slot in range(plan.start[to], plan.start[to + 1]):
        if who[slot] != one:
            _meet(plan, prices, row, who[slot], other, -1, repeat)
            _meet(plan, prices, row, who[slot], one, 1, repeat)
    for side in (own, to):
        for slot in range(plan.start[side], plan.start[side + 1]):
            prices.own[row, who[slot]] = join[side, who[slot]]


@part
def _price(
    plan: Plan, prices: Prices, each: int, one: int, are_together: bool, repeat: np.float32
) -> np.float32:
    """What `one` is worth to `each`, less a repeat where they meet in another round."""
    if each == one:
        return np.float32(0.0)
    elsewhere = plan.met[each, one] - are_together
    worth: np.float32 = prices.pairs[each, one] - (repeat if elsewhere > 0 else np.float32(0.0))
    return worth


@part
def _meet(
    plan: Plan, prices: Prices, row: int, one: int, other: int, sign: int, repeat: np.float32
) -> None:
    """Count a meeting in a round in (1) or out (-1)."""
    before = plan.met[one, other]
    after = before + sign
    plan.met[one, other] = plan.met[other, one] = after
    if (before > 0) != (after > 0):
        fresh = prices.pairs[one, other] - (repeat if after > 0 else np.float32(0.0))
        prices.fresh[one, other] = prices.fresh[other, one] = fresh
    if before > 1 and after > 1:
        return
    for turn in range(plan.who.shape[0]):
        here, there = plan.group[turn, one], plan.group[turn, other]
        are_together = here == there
        again = after - are_together > 0
        if turn == row or again == (before - are_together > 0):
            continue
        change = -repeat if again else repeat
        prices.join[turn, there, one] += change
        prices.join[turn, here, other] += change
        if are_together:
            prices.own[turn, one] += change
            prices.own[turn, other] += change
