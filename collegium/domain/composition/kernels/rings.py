"""Several rounds of groups at once: seats passed on round rings of people.

Where hardly any exchange of two is without a repeat, longer rings still are: in one round each
of up to six people, all of different groups, takes the seat of the next. What each of them
adds and takes is independent of the others, so that a ring is found link by link.
"""

from typing import NamedTuple

import numpy as np

from collegium.domain.composition.kernels.compiling import kernel
from collegium.domain.composition.kernels.dice import below
from collegium.domain.composition.kernels.rotation import Plan, Singles, wishes_met
from collegium.domain.composition.kernels.rules import may_join, quotas_hold
from collegium.domain.composition.kernels.shapes import Floats, Ints, Law, Worth

_LONGEST = 6  # rings
_WISHES_SWAYED = 2  # by one link, as a rule
_FAIREST = 4.0  # a bad round counts so many times as much as others, or a good one as little


class Seats(NamedTuple):
    """What joining each group is worth in every round, repeats counted apart."""

    pairs: Singles  # N x N: what two people are worth to a group, see `Prices.pairs`
    join: Floats  # R x N x G: the sum of these over a group's people
    again: Ints  # R x N x G: how many of them somebody meets in another round or met before
    value: Floats  # R: what all groups are worth


class Links(NamedTuple):
    """Scratch: the ring so far, and for each of its people the links not yet tried."""

    ring: Ints  # _LONGEST
    gain: Floats  # _LONGEST: of the links before a person
    left: Ints  # _LONGEST: links not yet tried
    to: Ints  # _LONGEST x N
    worth: Floats  # _LONGEST x N


@kernel
def set_seats(worth: Worth, plan: Plan, seats: Seats) -> None:
    """Fill the tables from the plan."""
    rounds, people = plan.who.shape
    seats.join[:] = 0
    seats.again[:] = 0
    seats.value[:] = 0
    for row in range(rounds):
        for one in range(people):
            for other in range(people):
                if one != other:
                    group = plan.group[row, other]
                    together = plan.group[row, one] == group
                    seats.join[row, one, group] += seats.pairs[one, other]
                    seats.again[row, one, group] += plan.met[one, other] - together > 0
            seats.value[row] += seats.join[row, one, plan.group[row, one]] / 2
        if worth.strengths > 0:
            for group in range(len(plan.start) - 1):
                low, high = plan.start[group], plan.start[group + 1]
                seats.value[row] += wishes_met(worth, plan.who[row], low, high, -1, -1)


@kernel
def pass_seats(
    worth: Worth,
    law: Law,
    plan: Plan,
    seats: Seats,
    heat: float,
    repeat: float,
    fair: float,
    searches: int,
    drawn: Singles,
    dice: np.ndarray,
) -> int:
    """Search so many times for a lawful ring good enough and close it; how many were closed.

    `heat` and `repeat` are in the units of `Seats.pairs`; a round worth 1 / `fair` less than
    the others counts twice as much as they do.
    """
    rounds, people = plan.who.shape
    links = Links(
        np.zeros(_LONGEST, dtype=np.int32),
        np.zeros(_LONGEST),
        np.zeros(_LONGEST, dtype=np.int32),
        np.zeros((_LONGEST, people), dtype=np.int32),
        np.zeros((_LONGEST, people)),
    )
    made = 0
    for _ in range(searches):
        row, one = below(dice, rounds), below(dice, people)
        chance = heat * drawn[below(dice, len(drawn))]
        if plan.still[one] > 0:
            continue
        weight = _weight(fair * (np.sum(seats.value) / rounds - seats.value[row]))
        price = repeat / weight
        least = chance / max(1.0, weight)
        length = _find(worth, law, plan, seats, row, one, least, price, links, dice)
        if length > 0:
            ring = links.ring[:length]
            seats.value[row] += _gain(worth, plan, seats, row, ring)
            for at in range(length - 1):
                _change(plan, seats, row, ring[at], ring[at + 1])
            made += 1
    return made


@kernel
def _weight(behind: float) -> float:
    if behind > 0:
        return min(_FAIREST, 1 + behind)
    return max(1 / _FAIREST, 1 / (1 - behind))


@kernel
def _find(
    worth: Worth,
    law: Law,
    plan: Plan,
    seats: Seats,
    row: int,
    first: int,
    least: float,
    price: float,
    links: Links,
    dice: np.ndarray,
) -> int:
    """The length of a lawful ring that gains more than `least` at each link, 0 if none is found."""
    group = plan.group[row]
    depth = 0
    links.ring[0], links.gain[0] = first, 0.0
    _list(worth, plan, seats, row, first, least, price, links, depth, dice)
    while depth >= 0:
        if links.left[depth] == 0:
            depth -= 1
            continue
        links.left[depth] -= 1
        one, other = links.ring[depth], links.to[depth, links.left[depth]]
        gain = links.gain[depth] + links.worth[depth, links.left[depth]]
        closes = other == first
        if not closes and (depth + 1 == _LONGEST or _is_in(group, links.ring[: depth + 1], other)):
            continue
        if worth.strengths > 0:
            gain += _wishes_gained(worth, plan, row, one, other)
        if gain <= least or not _may_take(law, plan, row, one, other):
            continue
        if closes:
            return depth + 1
        depth += 1
        links.ring[depth], links.gain[depth] = other, gain
        _list(worth, plan, seats, row, other, least, price, links, depth, dice)
    return 0


@kernel
def _list(
    worth: Worth,
    plan: Plan,
    seats: Seats,
    row: int,
    one: int,
    least: float,
    price: float,
    links: Links,
    depth: int,
    dice: np.ndarray,
) -> None:
    """List in random order whose seat somebody may take, with what is gained, wishes aside.

    Seats that cost more than one repeat beyond those that leave with who sat there are not.
    """
    group, count = plan.group[row], 0
    before = links.gain[depth]
    slack = _WISHES_SWAYED * abs(worth.wish) * (worth.strengths > 0)
    to, gains = links.to[depth], links.worth[depth]
    for there in range(len(plan.start) - 1):
        again, joined = seats.again[row, one, there], seats.join[row, one, there]
        if there == group[one]:
            continue
        for slot in range(plan.start[there], plan.start[there + 1]):
            other = plan.who[row, slot]
            leaving = seats.again[row, other, there]
            coming = again - (plan.met[one, other] > 0)
            if coming > leaving + 1 or plan.still[other] > 0:
                continue
            gain = joined - seats.pairs[one, other] - seats.join[row, other, there]
            gain += price * (leaving - coming)
            if before + gain > least - slack:
                at = below(dice, count + 1)
                to[count], gains[count] = to[at], gains[at]
                to[at], gains[at] = other, gain
                count += 1
    links.left[depth] = count


@kernel
def _is_in(group: Ints, ring: Ints, other: int) -> bool:
    """Whether one of the ring's people sits in the same group."""
    for one in ring:
        if group[one] == group[other]:
            return True
    return False


@kernel
def _wishes_gained(worth: Worth, plan: Plan, row: int, one: int, other: int) -> float:
    low, high = plan.start[plan.group[row, other]], plan.start[plan.group[row, other] + 1]
    gained = wishes_met(worth, plan.who[row], low, high, other, one)
    gained -= wishes_met(worth, plan.who[row], low, high, -1, -1)
    return float(gained)


@kernel
def _may_take(law: Law, plan: Plan, row: int, one: int, other: int) -> bool:
    """Whether the law allows one to take the seat of the other, who leaves."""
    who, to = plan.who[row], plan.group[row, other]
    low, high = plan.start[to], plan.start[to + 1]
    return may_join(law, who, low, high, plan.guest[to], other, one) and quotas_hold(
        law, who, low, high, other, one
    )


@kernel
def _gain(worth: Worth, plan: Plan, seats: Seats, row: int, ring: Ints) -> float:
    """What the groups of a round gain by a ring, repeats aside."""
    total = 0.0
    for at in range(len(ring)):
        one, other = ring[at], ring[(at + 1) % len(ring)]
        there = plan.group[row, other]
        total += seats.join[row, one, there] - seats.pairs[one, other]
        total -= seats.join[row, other, there]
        if worth.strengths > 0:
            total += _wishes_gained(worth, plan, row, one, other)
    return total


@kernel
def _change(plan: Plan, seats: Seats, row: int, one: int, other: int) -> None:
    """Let two change places in one round, and keep all tables in step."""
    who, seat, group = plan.who[row], plan.seat[row], plan.group[row]
    own, to = group[one], group[other]
    for each in range(len(group)):
        change = np.float64(seats.pairs[each, other]) - np.float64(seats.pairs[each, one])
        seats.join[row, each, own] += change
        seats.join[row, each, to] -= change
        came = each != other and plan.met[each, other] - (group[each] == to) > 0
        left = each != one and plan.met[each, one] - (group[each] == own) > 0
        seats.again[row, each, own] += came - left
        seats.again[row, each, to] += left - came
    who[seat[one]], who[seat[other]] = other, one
    seat[one], seat[other] = seat[other], seat[one]
    group[one], group[other] = to, own
    for slot in range(plan.start[own], plan.start[own + 1]):
        if who[slot] != other:
            _meet(plan, seats, row, who[slot], one, -1)
            _meet(plan, seats, row, who[slot], other, 1)
    for slot in range(plan.start[to], plan.start[to + 1]):
        if who[slot] != one:
            _meet(plan, seats, row, who[slot], other, -1)
            _meet(plan, seats, row, who[slot], one, 1)


@kernel
def _meet(plan: Plan, seats: Seats, row: int, one: int, other: int, sign: int) -> None:
    """Count a meeting in a round in (1) or out (-1)."""
    before = plan.met[one, other]
    after = before + sign
    plan.met[one, other] = plan.met[other, one] = after
    if before > 1 and after > 1:
        return
    for turn in range(plan.who.shape[0]):
        here, there = plan.group[turn, one], plan.group[turn, other]
        are_together = here == there
        change = (after - are_together > 0) - (before - are_together > 0)
        if turn != row and change:
            seats.again[turn, one, there] += change
            seats.again[turn, other, here] += change
