"""Which columns seat everybody with the least loss: a depth-first search with bounds."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from collegium.domain.composition.kernels.columns import Kinds
from collegium.domain.composition.kernels.compiling import kernel, part
from collegium.domain.composition.kernels.shapes import Floats, Ints, Words


class Puzzle(NamedTuple):
    """Columns by ascending loss, and whom they are to seat; see `Units` for kinds.

    `taken` and `everybody` count the units of each kind in bit fields, each with a `guard`
    bit on top. `size` says which of the sizes a column has; so many of each are `wanted`.
    """

    columns: Kinds
    loss: Floats
    size: Ints
    taken: Words
    everybody: Words
    guard: Words
    wanted: Ints
    many: Ints


class _Search(NamedTuple):
    """The state of a search level by level: so many groups are chosen."""

    listed: Ints  # the columns that may still be chosen
    length: Ints  # how many
    following: Ints  # the place in the list to go on with
    branch: Ints  # the kind that the next column must have
    chosen: Ints
    lost: Floats
    left: Words
    units: Ints  # left of each kind
    sizes: Ints  # left to fill


@kernel
def cover(puzzle: Puzzle, slack: float, slight: float, steps: int, best: Ints) -> tuple[float, int]:
    """Choose columns that seat everybody with the least loss, `slack` at most, into `best`.

    What comes later must be better by `slight`. Returns the least loss (infinite where there
    is none) and the steps left; below 0 the search was cut short.
    """
    groups = len(best)
    search = _Search(
        listed=np.empty((groups + 1, len(puzzle.loss)), dtype=np.int32),
        length=np.zeros(groups + 1, dtype=np.int32),
        following=np.zeros(groups + 1, dtype=np.int32),
        branch=np.zeros(groups + 1, dtype=np.int32),
        chosen=np.zeros(groups + 1, dtype=np.int32),
        lost=np.zeros(groups + 1),
        left=np.zeros((groups + 1, len(puzzle.everybody)), dtype=np.uint64),
        units=np.zeros((groups + 1, len(puzzle.many)), dtype=np.int32),
        sizes=np.zeros((groups + 1, len(puzzle.wanted)), dtype=np.int32),
    )
    least = np.inf
    for at in range(len(puzzle.loss)):
        search.listed[0, at] = at
    search.length[0] = len(puzzle.loss)
    _copy(puzzle.everybody, search.left[0])
    _copy(puzzle.many, search.units[0])
    _copy(puzzle.wanted, search.sizes[0])
    depth = 0 if _branch(puzzle, search, 0) <= slack else -1
    while depth >= 0 and steps >= 0:
        started = search.following[depth]
        place = _next_place(puzzle, search, depth)
        steps -= place + 1 - started
        if place == search.length[depth]:
            depth -= 1
            continue
        column = search.listed[depth, place]
        total = search.lost[depth] + puzzle.loss[column]
        if total > slack:
            depth -= 1
            continue
        search.chosen[depth] = column
        if depth + 1 == groups:
            least = total
            slack = total - slight
            _copy(search.chosen[:groups], best)
            continue
        steps -= search.length[depth]
        _descend(puzzle, search, depth, place, slack)
        if total + _branch(puzzle, search, depth + 1) <= slack:
            depth += 1
    return least, steps


@part
def _copy(row: NDArray[np.generic], onto: NDArray[np.generic]) -> None:
    for at in range(len(row)):
        onto[at] = row[at]


@part
def _next_place(puzzle: Puzzle, search: _Search, depth: int) -> int:
    """The next place of this level's list with a column that has the kind branched on."""
    place = int(search.following[depth])
    while place < search.length[depth] and not _contains(
        puzzle.columns[search.listed[depth, place]], search.branch[depth]
    ):
        place += 1
    search.following[depth] = place + 1
    return place


@part
def _descend(puzzle: Puzzle, search: _Search, depth: int, place: int, slack: float) -> None:
    """Choose the column in this place: who is left, and which columns still fit.

    Columns with the kind branched on that came earlier are through, whoever else is left.
    """
    column = search.listed[depth, place]
    below = depth + 1
    search.lost[below] = search.lost[depth] + puzzle.loss[column]
    for word in range(len(puzzle.everybody)):
        search.left[below, word] = search.left[depth, word] - puzzle.taken[column, word]
    _copy(search.units[depth], search.units[below])
    for kind in puzzle.columns[column]:
        if kind < len(puzzle.many):
            search.units[below, kind] -= 1
    _copy(search.sizes[depth], search.sizes[below])
    search.sizes[below, puzzle.size[column]] -= 1
    kept = 0
    for at in range(search.length[depth]):
        other = search.listed[depth, at]
        if search.lost[below] + puzzle.loss[other] > slack:
            break
        if (
            search.sizes[below, puzzle.size[other]]
            and _fits(search.left[below], puzzle.taken[other], puzzle.guard)
            and (at >= place or not _contains(puzzle.columns[other], search.branch[depth]))
        ):
            search.listed[below, kept] = other
            kept += 1
    search.length[below] = kept
    search.following[below] = 0


@part
def _branch(puzzle: Puzzle, search: _Search, depth: int) -> float:
    """Branch on the kind with the fewest columns; what is lost at least, from here on.

    The units of a column share its loss; each unit loses at least the smallest share it can.
    """
    kinds = len(puzzle.many)
    options = np.zeros(kinds + 1, dtype=np.int32)
    cheapest = np.full(kinds + 1, np.inf)
    for at in range(search.length[depth]):
        column = search.listed[depth, at]
        units = 0
        for kind in puzzle.columns[column]:
            units += kind < kinds
        for kind in puzzle.columns[column]:
            cheapest[kind] = min(cheapest[kind], puzzle.loss[column] / units)
            options[kind] += 1
    narrowest = -1
    lost = 0.0
    for kind in range(kinds):
        if search.units[depth, kind] > 0:
            lost += search.units[depth, kind] * cheapest[kind]
            if narrowest < 0 or options[kind] < options[narrowest]:
                narrowest = kind
    search.branch[depth] = narrowest
    return lost if narrowest < 0 or options[narrowest] else np.inf


@part
def _contains(column: Kinds, kind: int) -> bool:
    for entry in column:
        if entry == kind:
            return True
    return False


@part
def _fits(left: Words, taken: Words, guard: Words) -> bool:
    for word in range(len(left)):
        if ((left[word] | guard[word]) - taken[word]) & guard[word] != guard[word]:
            return False
    return True
