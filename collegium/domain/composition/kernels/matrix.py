"""A full matrix of what pairs are worth, and the best exchange of one person at a glance.

All worths are whole numbers (see `scaled`), so that every machine finds the same groups and
a row of candidates is priced with vector instructions.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from collegium.domain.composition.kernels.compiling import kernel, part
from collegium.domain.composition.kernels.dice import roll
from collegium.domain.composition.kernels.shapes import Ints, Words

ROOM = 1 << 29
NOISES = 4096
_NEVER = -ROOM
_OFFSET_BITS = np.uint64(52)


class Board(NamedTuple):
    """N people in G groups. Worths of pairs are in `pair_twice`, doubled."""

    pair_twice: Ints  # N + 1 x N; the last row is nobody's: zeros
    table: Ints  # G x N: what a person is worth to the members of a group
    own: Ints  # N: the same for the group they are in; `ROOM` where they may not move
    group: Ints  # N
    heads: Ints  # G
    least: Ints  # G
    most: Ints  # G
    gumbel: NDArray[np.float32]  # chance of the heat bath, at temperature 1
    noise: Ints  # the same at the present temperature
    row: Ints  # N + G: scratch; what a candidate's group offers, then the groups' offers
    best: Ints  # N: groups of the best seen
    worth: NDArray[np.int64]  # 2: of the present groups, of the best seen


@kernel
def lay(board: Board) -> None:
    """Fill `table`, `own`, `heads`, `best` and `worth` from `group`; `table` holds extras."""
    people = len(board.group)
    total = np.int64(0)
    for group in range(len(board.heads)):
        board.heads[group] = 0
    for one in range(people):
        group = board.group[one]
        board.heads[group] += 1
        total += 2 * board.table[group, one]
    for one in range(people):
        into = board.table[board.group[one]]
        for other in range(people):
            into[other] += np.int32(board.pair_twice[one, other] >> 1)
    for one in range(people):
        group = board.group[one]
        for other in range(people):
            if board.group[other] == group:
                total += board.pair_twice[one, other] >> 1
        if board.own[one] != ROOM:
            board.own[one] = board.table[group, one]
    board.worth[0] = board.worth[1] = total >> 1
    for one in range(people):
        board.best[one] = board.group[one]


@part
def heat(board: Board, temperature: float) -> None:
    """Set the strength of chance, in scaled worth."""
    for at in range(len(board.noise)):
        board.noise[at] = np.int32(board.gumbel[at] * temperature)


@part
def deal(board: Board, one: int, dice: Words) -> np.int64:
    """Lay out what each group offers `one`; the answer says where in `noise` to read."""
    people = len(board.group)
    own = board.own[one]
    for group in range(len(board.heads)):
        board.row[people + group] = np.int32(board.table[group, one] - own)
    board.row[people + board.group[one]] = _NEVER
    offers = np.uint64(people)
    for other in range(people):  # within one array, for gathering by vector is slower
        board.row[other] = board.row[offers + np.uint64(board.group[other])]
    return np.int64(roll(dice) >> _OFFSET_BITS)


@part
def top(pair: Ints, table: Ints, own: Ints, noise: Ints, row: Ints) -> np.int32:
    """The highest change, noise included, among exchanges with anybody; no store, no branch."""
    best = np.int32(_NEVER)
    for other in range(len(own)):
        change = np.int32(row[other] + table[other] - own[other] - pair[other] + noise[other])
        best = change if change > best else best
    return best


@part
def holder(pair: Ints, table: Ints, own: Ints, noise: Ints, row: Ints, change: np.int32) -> int:
    """The first person whose exchange has this change."""
    wanted = np.int32(change)
    for other in range(len(own)):
        if np.int32(row[other] + table[other] - own[other] - pair[other] + noise[other]) == wanted:
            return other
    return -1


@part
def swap(board: Board, one: int, other: int, change: int) -> None:
    """Let two people of different groups change places."""
    here = board.group[one]
    there = board.group[other]
    board.group[one] = there
    board.group[other] = here
    board.worth[0] += change
    _shift(board, one, other, here, there)


@part
def move(board: Board, one: int, there: int, change: int) -> None:
    """Put somebody into another group."""
    here = board.group[one]
    board.group[one] = there
    board.heads[here] -= 1
    board.heads[there] += 1
    board.worth[0] += change
    _shift(board, one, len(board.group), here, there)


@part
def remember(board: Board) -> bool:
    """Keep the present groups if they are the best so far."""
    if board.worth[0] <= board.worth[1]:
        return False
    board.worth[1] = board.worth[0]
    for one in range(len(board.group)):
        board.best[one] = board.group[one]
    return True


@part
def _shift(board: Board, gone: int, come: int, here: int, there: int) -> None:
    """`gone` has left `here` for `there`, `come` (row N: nobody) the other way round."""
    lost = board.pair_twice[gone]
    won = board.pair_twice[come]
    mine = board.table[here]
    yours = board.table[there]
    for at in range(len(lost)):
        mine[at] += np.int32((won[at] - lost[at]) >> 1)
    for at in range(len(lost)):
        yours[at] -= np.int32((won[at] - lost[at]) >> 1)
    for at in range(len(lost)):
        if board.own[at] == ROOM:
            continue
        if board.group[at] == here:
            board.own[at] = mine[at]
        elif board.group[at] == there:
            board.own[at] = yours[at]
