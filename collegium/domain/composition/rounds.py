"""Rounds of groups, annealed all at once: loads the compiled kernels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from collegium.domain.composition.arrays import law_arrays, worth_arrays
from collegium.domain.composition.bound import upper_bound
from collegium.domain.composition.index import Index
from collegium.domain.composition.kernels.columns import pair_clashes, pair_worths
from collegium.domain.composition.kernels.rings import Seats, pass_seats, set_seats
from collegium.domain.composition.kernels.rotation import (
    NEVER,
    Plan,
    Prices,
    count_meetings,
    mix_rounds,
    repeats,
    set_prices,
    thresholds,
)
from collegium.domain.composition.kernels.shapes import Worth
from collegium.domain.composition.result import Stop

# In standard deviations of what two people are worth to each other. Exchanges stop at a price
# at which some repeats are left: they would freeze before the last are gone. Rings of exchanges
# take these out one by one, the cheapest first.
_HEAT = (0.6, 0.4)
_REPEAT = (1.5, 3.0)
_RING_HEAT = (0.5, 0.4)
_RING_REPEAT = (2.5, 12.0)
_EXCHANGES = 0.8  # share of the budget, the rest are rings
_QUENCH = 0.97  # share of the rings after which nothing is lost any more
_FAIR = 100.0  # a round behind the others by a hundredth of the bound counts twice
_A_RING = 4  # moves for each person that a search for a ring takes as long as
_CHANCES = 8192
_SWEEPS = 40  # of everybody in every round, between two looks at the budget

type Report = Callable[[int, int], None]  # moves and repeats so far


@dataclass(frozen=True, slots=True)
class Start:
    """The groups that every round starts with, and who stays there in every round."""

    groups: Sequence[Sequence[int]]
    guests: Sequence[int]
    still: frozenset[int]


def may_never_meet(index: Index) -> NDArray[np.uint8]:
    """For each two people whether a rule between them keeps them apart in every round."""
    people = np.arange(len(index.people), dtype=np.int32)
    apart = np.zeros((len(people), len(people)), dtype=np.uint8)
    pair_clashes(law_arrays(index), people, apart)
    return apart


def met_before(index: Index) -> NDArray[np.uint8]:
    """For each two people whether `Problem.met` names them."""
    met = np.zeros((len(index.people), len(index.people)), dtype=np.uint8)
    for (one, other), share in index.problem.met.items():
        if share and one in index.position and other in index.position:
            at, to = index.position[one], index.position[other]
            met[at, to] = met[to, at] = at != to
    return met


def anneal_rounds(
    index: Index,
    start: Start,
    rounds: int,
    *,
    stop: Stop,
    seed: int,
    report: Report,
) -> list[list[list[int]]]:
    """Round by round the groups, in the order of those at the start; everybody must be in one."""
    worth, law = worth_arrays(index), law_arrays(index)
    plan = _plan(index, start, rounds)
    pairs, scale = _pairs(index, worth, len(index.people) / len(start.groups))
    worth = worth._replace(wish=worth.wish / scale)
    people = len(index.people)
    prices, seats = _prices(plan, pairs), _seats(plan, pairs)
    sizes = [len(group) for group in start.groups]
    bound = upper_bound(index, range(people), sizes) / scale
    fair = _FAIR / bound if bound > 0 else 0.0
    dice = np.array([seed % (1 << 64)], dtype=np.uint64)
    drawn = thresholds(max(_CHANCES, people), dice)
    moves, a_turn = 0, _SWEEPS * people * people * rounds
    while (spent := stop.spent(moves)) < _EXCHANGES:
        heat, repeat = (_between(ends, spent / _EXCHANGES) for ends in (_HEAT, _REPEAT))
        set_prices(plan, prices, repeat)
        mix_rounds(worth, law, plan, prices, heat, repeat, a_turn, drawn, dice)
        moves += a_turn
        report(moves, repeats(plan))
    set_seats(worth, plan, seats)
    searches = a_turn // (_A_RING * people)
    while (spent := stop.spent(moves)) < 1:
        share = min(1.0, (spent - _EXCHANGES) / (1 - _EXCHANGES) / _QUENCH)
        heat = _between(_RING_HEAT, share) if share < 1 else 0.0
        repeat = _between(_RING_REPEAT, share)
        pass_seats(worth, law, plan, seats, heat, repeat, fair, searches, drawn, dice)
        moves += a_turn
        report(moves, repeats(plan))
    return [_groups(plan, row) for row in range(rounds)]


def _between(ends: tuple[float, float], share: float) -> float:
    low, high = ends
    return float(low * (high / low) ** share)


def _prices(plan: Plan, pairs: NDArray[np.float32]) -> Prices:
    (rounds, people), groups = plan.who.shape, len(plan.start) - 1
    return Prices(
        pairs=pairs,
        fresh=np.zeros_like(pairs),
        join=np.zeros((rounds, groups, people), dtype=np.float32),
        own=np.zeros((rounds, people), dtype=np.float32),
        sweep=np.zeros(people, dtype=np.float32),
        step=np.zeros(groups, dtype=np.float32),
    )


def _seats(plan: Plan, pairs: NDArray[np.float32]) -> Seats:
    (rounds, people), groups = plan.who.shape, len(plan.start) - 1
    return Seats(
        pairs=pairs,
        join=np.zeros((rounds, people, groups)),
        again=np.zeros((rounds, people, groups), dtype=np.int32),
        value=np.zeros(rounds),
    )


def _plan(index: Index, start: Start, rounds: int) -> Plan:
    people = len(index.people)
    sizes = [len(group) for group in start.groups]
    still = np.zeros(people, dtype=np.float32)
    still[sorted(start.still)] = NEVER
    order = np.array([one for group in start.groups for one in group], dtype=np.int32)
    plan = Plan(
        who=np.tile(order, (rounds, 1)),
        start=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
        guest=np.array(start.guests, dtype=np.int32),
        seat=np.zeros((rounds, people), dtype=np.int32),
        group=np.zeros((rounds, people), dtype=np.int32),
        met=np.zeros((people, people), dtype=np.int32),
        earlier=met_before(index),
        still=still,
    )
    count_meetings(plan)
    return plan


def _pairs(index: Index, worth: Worth, size: float) -> tuple[NDArray[np.float32], float]:
    """What two are worth to a group of about `size`, in standard deviations, which come second.

    Balance weighs on squared sums, and so on each pair; who may never meet is kept from it.
    """
    people = np.arange(len(index.people), dtype=np.int32)
    pairs = np.zeros((len(people), len(people)))
    pair_worths(worth, people, pairs)
    pairs -= 2 / size * (worth.numbers * worth.balance) @ worth.numbers.T
    np.fill_diagonal(pairs, 0.0)
    off = pairs[~np.eye(len(people), dtype=bool)]
    scale = sqrt(float(np.mean((off - np.mean(off)) ** 2))) if len(off) else 0.0
    scale = scale if scale > 1e-9 else 1.0
    pairs /= scale
    pairs -= NEVER * may_never_meet(index)
    return pairs.astype(np.float32), scale


def _groups(plan: Plan, row: int) -> list[list[int]]:
    return [
        sorted(int(one) for one in plan.who[row, low:high])
        for low, high in zip(plan.start[:-1], plan.start[1:], strict=True)
    ]
