"""The best grouping of everybody into lawful groups, by bounds and a search of what is left.

Budgets are counted in steps, so that the answer is the same on every machine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from collegium.domain.composition.columns import Columns
from collegium.domain.composition.kernels.columns import Kinds, Units
from collegium.domain.composition.kernels.covering import Puzzle, cover
from collegium.domain.composition.kernels.shapes import Floats, Words
from collegium.domain.composition.pricing import priced

COVER_STEPS = 60_000_000  # half a second
_FIRST_RANK = 300
_LAST_RANK = 60_000
_WORD = 64
_TICKS = 10_000
_SLIGHT = 1e-9  # no difference: what sums of the same numbers may differ by


@dataclass(frozen=True, slots=True)
class Cover:
    """The rows of columns that are worth more than the floor, None where none are known.

    No grouping is worth more than `bound`; `complete`: nor more than these rows, or the floor.
    """

    rows: list[int] | None
    bound: float
    complete: bool


def best_cover(columns: Columns, floor: float, steps: int = COVER_STEPS) -> Cover:
    """The grouping of everybody worth the most, if it is worth more than `floor`.

    A step is one column looked at in the search; with none left, the best found so far.
    """
    prices = priced(columns)
    slight = max(_grain(columns.worths), _SLIGHT * max(1.0, abs(prices.bound)))
    most = prices.bound - floor - slight
    if most < 0:
        return Cover(None, max(prices.bound, floor), complete=True)
    excluded = 0.0
    chosen = np.zeros(int(columns.wanted.sum()), dtype=np.int32)
    for within in _widths(prices.loss, most):
        near = np.flatnonzero(prices.loss <= within)
        near = near[np.argsort(prices.loss[near], kind="stable")]
        puzzle = _puzzle(columns, prices.loss, near)
        least, steps = cover(puzzle, within, slight, steps, chosen)
        rows = near[chosen].tolist() if least < inf else None
        if steps < 0:
            return Cover(rows, prices.bound - excluded, complete=False)
        if rows is not None:
            return Cover(rows, prices.bound - least, complete=True)
        if within >= most:
            return Cover(None, floor, complete=True)
        excluded = within
    return Cover(None, prices.bound - excluded, complete=False)


def _widths(loss: Floats, most: float) -> Iterator[float]:
    """Ever greater total losses to search within, up to the most that is of interest."""
    rank = _FIRST_RANK
    last = -1.0
    while rank < min(len(loss), _LAST_RANK):
        within = float(np.partition(loss, rank)[rank])
        if within >= most:
            break
        if within > last:
            yield within
        last = within
        rank *= 3
    if np.count_nonzero(loss <= most) <= _LAST_RANK:
        yield most


def _puzzle(columns: Columns, loss: Floats, near: NDArray[np.int64]) -> Puzzle:
    entries = columns.entries[near]
    taken, everybody, guard = _fields(columns.units, entries)
    return Puzzle(
        columns=entries,
        loss=loss[near],
        size=np.searchsorted(columns.starts[1:], near, side="right").astype(np.int32),
        taken=taken,
        everybody=everybody,
        guard=guard,
        wanted=columns.wanted,
        many=columns.units.many,
    )


def _fields(units: Units, entries: Kinds) -> tuple[Words, Words, Words]:
    """Units of each kind counted in bit fields: of each column, of everybody, and guard bits."""
    kinds = len(units.many)
    one = np.zeros((kinds + 1, 2), dtype=np.uint64)
    everybody = np.zeros(2, dtype=np.uint64)
    guard = np.zeros(2, dtype=np.uint64)
    used = [0, 0]
    for kind, many in enumerate(units.many.tolist()):
        bits = many.bit_length() + 1
        word = 0 if used[0] + bits <= _WORD else 1
        one[kind, word] = 1 << used[word]
        everybody[word] |= np.uint64(many << used[word])
        used[word] += bits
        guard[word] |= np.uint64(1 << used[word] - 1)
    taken = np.zeros((len(entries), 2), dtype=np.uint64)
    for at in range(entries.shape[1]):
        taken += one[entries[:, at]]
    return taken, everybody, guard


def _grain(worths: Floats) -> float:
    """A little less than what every worth is a multiple of, 0 where nothing coarse is."""
    ticks = np.round(worths * _TICKS)
    if np.abs(worths * _TICKS - ticks).max() > 1e-3:
        return 0.0
    return float(np.gcd.reduce(ticks.astype(np.int64))) / _TICKS * (1 - 1e-6)
