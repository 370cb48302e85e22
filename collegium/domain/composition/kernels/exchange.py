"""Annealing on a board by heat bath: each person in turn is exchanged with one of all others.

The best change with Gumbel noise added is a draw from the Boltzmann distribution over all
exchanges of that person, staying included. Rules are asked for that candidate only; where
they forbid it, the next best is drawn.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from collegium.domain.composition.kernels.compiling import kernel, part
from collegium.domain.composition.kernels.matrix import (
    ROOM,
    Board,
    deal,
    heat,
    holder,
    move,
    remember,
    swap,
    top,
)
from collegium.domain.composition.kernels.rules import may_join
from collegium.domain.composition.kernels.shapes import Ints, Law, Words

type Flags = NDArray[np.uint8]


class Seats(NamedTuple):
    """Who sits where, for rules; sizes do not change. A board's people are numbered anew."""

    person: Ints  # N: the row in the law of a board's person
    who: Ints  # N: rows in the law, slot by slot
    start: Ints  # G + 1: the slots of each group
    slot: Ints  # N: where a board's person sits
    guest: Ints  # G: each group's facilitator, -1 for none
    counted: Ints  # G x Q: how many of a group count for each quota
    best: Ints  # N: `who` of the best seen


@part
def sweep(board: Board, dice: Words, loose: bool) -> int:
    """Let everybody be exchanged once, or where sizes are `loose` moved; how many were."""
    people = len(board.group)
    taken = 0
    for one in range(people):
        offset = deal(board, one, dice)
        here = board.group[one]
        noise = board.noise[offset:]
        pair = board.pair_twice[one]
        table = board.table[here]
        best = top(pair, table, board.own, noise, board.row)
        into = -1
        if loose and board.heads[here] > board.least[here]:
            for group in range(len(board.heads)):
                change = board.row[people + group] + noise[people + group]
                if change > best and board.heads[group] < board.most[group]:
                    best = change
                    into = group
        if best <= noise[one]:
            continue
        taken += 1
        if into >= 0:
            move(board, one, into, board.row[people + into])
        else:
            other = holder(pair, table, board.own, noise, board.row, best)
            swap(board, one, other, best - noise[other])
    return taken


@part
def lawful_sweep(board: Board, law: Law, seats: Seats, dice: Words) -> int:
    """Let everybody who may move be exchanged once within the rules; how many were."""
    taken = 0
    for one in range(len(board.group)):
        if board.own[one] == ROOM:
            continue
        offset = deal(board, one, dice)
        noise = board.noise[offset:]
        pair = board.pair_twice[one]
        table = board.table[board.group[one]]
        while True:
            best = top(pair, table, board.own, noise, board.row)
            if best <= noise[one]:
                break
            other = holder(pair, table, board.own, noise, board.row, best)
            if allowed(board, law, seats, one, other):
                reseat(law, seats, one, other, board.group[one], board.group[other])
                swap(board, one, other, best - noise[other])
                taken += 1
                break
            board.row[other] = -ROOM
    return taken


@part
def allowed(board: Board, law: Law, seats: Seats, one: int, other: int) -> bool:
    """Whether both groups keep every rule once these two have changed places."""
    here = board.group[one]
    there = board.group[other]
    mine, yours = seats.person[one], seats.person[other]
    if not (_quotas(law, seats, here, mine, yours) and _quotas(law, seats, there, yours, mine)):
        return False
    low, high = seats.start[here], seats.start[here + 1]
    least, most = seats.start[there], seats.start[there + 1]
    return may_join(law, seats.who, least, most, seats.guest[there], yours, mine) and may_join(
        law, seats.who, low, high, seats.guest[here], mine, yours
    )


@kernel
def shut_out(law: Law, some: Ints, others: Ints) -> Flags:
    """Who of some (rows) can never share a group with whom of others (columns)."""
    shut = np.zeros((len(some), len(others)), dtype=np.uint8)
    for one in range(len(some)):
        for other in range(len(others)):
            if others[other] >= 0 and some[one] != others[other]:
                shut[one, other] = not may_join(law, others, other, other + 1, -1, -1, some[one])
    return shut


@kernel
def anneal(board: Board, temperature: float, sweeps: int, dice: Words, loose: bool) -> int:
    """So many sweeps at one temperature; how many changes were made."""
    heat(board, temperature)
    taken = 0
    for _ in range(sweeps):
        taken += sweep(board, dice, loose)
    remember(board)
    return taken


@kernel
def lawful_anneal(
    board: Board, law: Law, seats: Seats, temperature: float, sweeps: int, dice: Words
) -> int:
    """The same within the rules."""
    heat(board, temperature)
    taken = 0
    for _ in range(sweeps):
        taken += lawful_sweep(board, law, seats, dice)
    if remember(board):
        for slot in range(len(seats.who)):
            seats.best[slot] = seats.who[slot]
    return taken


@part
def reseat(law: Law, seats: Seats, one: int, other: int, here: int, there: int) -> None:
    """Let two people of a board change seats, from group `here` and `there`."""
    mine, yours = seats.person[one], seats.person[other]
    slot, other_slot = seats.slot[one], seats.slot[other]
    seats.who[slot], seats.who[other_slot] = yours, mine
    seats.slot[one], seats.slot[other] = other_slot, slot
    for quota in range(len(law.quota_least)):
        change = np.int32(law.quota[yours, quota]) - np.int32(law.quota[mine, quota])
        seats.counted[here, quota] += change
        seats.counted[there, quota] -= change


@part
def _quotas(law: Law, seats: Seats, group: int, out: int, into: int) -> bool:
    """Whether every quota holds in a group when `out` leaves it and `into` comes."""
    for quota in range(len(law.quota_least)):
        gone, come = law.quota[out, quota], law.quota[into, quota]
        if gone == come:
            continue
        count = seats.counted[group, quota] + come - gone
        if count < law.quota_least[quota] and not (count == 0 and law.quota_or_none[quota]):
            return False
    return True
