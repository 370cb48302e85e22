"""Somebody who adds, subtracts and bounds whatever was published, knowing all but the answers.

The attacker knows who sits in which group and department, who joined and left when, and who was
counted in which edition. Persons that stand in exactly the same published cells cannot be told
apart: they make an atom, and a set that follows from the cells is a union of whole atoms.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver import pywraplp

from collegium.domain.evidence import Scale, Threshold

PRIME = 2_147_483_629  # what holds for fractions holds modulo a prime, and is faster there
PATIENCE = 100_000  # steps of the search in one component

type Matrix = NDArray[np.int64]
type People = frozenset[int]


@dataclass(frozen=True, slots=True)
class Cell:
    """People of whom it is known between what their mean lies."""

    people: People
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Range:
    """Between what the sum over some people lies, by all that was published."""

    people: People
    low: float
    high: float


def breaks(people: People, groups: Sequence[int], threshold: Threshold) -> bool:
    """The rule once more, written apart from the gate."""
    sizes = sorted(Counter(groups[one] for one in people).values(), reverse=True)
    too_few = len(people) < threshold.people or len(sizes) < threshold.groups
    return too_few or sizes[0] > threshold.share * len(people)


def atoms_of(cells: Sequence[People]) -> list[People]:
    """Who stands in the same cells, by what they stand in; who stands in none is left out."""
    places: dict[int, list[int]] = defaultdict(list)
    for number, cell in enumerate(cells):
        for one in cell:
            places[one].append(number)
    alike: dict[tuple[int, ...], set[int]] = defaultdict(set)
    for one, columns in places.items():
        alike[tuple(columns)].add(one)
    return [frozenset(people) for people in alike.values()]


def derivable(cells: Sequence[People]) -> Iterator[People]:
    """Sets of people whose sum is a combination of the cells' sums, with any factors.

    Of sets without a person in common that do not hang together only the single ones are
    named: a union of sets that keep the rule keeps it too.
    """
    atoms = atoms_of(cells)
    if not atoms:
        return
    matrix = np.array([[int(atom <= cell) for atom in atoms] for cell in cells], dtype=np.int64)
    reduced, pivots = _reduced(matrix)
    for rows in _components(reduced):
        for chosen in _unions(reduced[rows], [pivots[row] for row in rows]):
            people = frozenset[int]().union(*(atoms[column] for column in np.flatnonzero(chosen)))
            if people:
                yield people


def _reduced(matrix: Matrix) -> tuple[Matrix, list[int]]:
    """The reduced row echelon form modulo the prime, and its pivot columns."""
    rest, pivots = matrix % PRIME, list[int]()
    for column in range(matrix.shape[1]):
        row = len(pivots)
        found = np.flatnonzero(rest[row:, column])
        if not found.size:
            continue
        rest[[row, row + found[0]]] = rest[[row + found[0], row]]
        rest[row] = rest[row] * pow(int(rest[row, column]), -1, PRIME) % PRIME
        others = np.flatnonzero(rest[:, column])
        for other in others[others != row]:
            rest[other] = (rest[other] - rest[other, column] * rest[row]) % PRIME
        pivots.append(column)
        if len(pivots) == len(rest):
            break
    return rest[: len(pivots)], pivots


def _components(reduced: Matrix) -> list[list[int]]:
    """Rows that share a column, directly or over others, together."""
    found: list[tuple[set[int], list[int]]] = []
    for row, values in enumerate(reduced):
        columns, rows = set(np.flatnonzero(values).tolist()), [row]
        apart = []
        for known, its_rows in found:
            if known & columns:
                columns, rows = columns | known, rows + its_rows
            else:
                apart.append((known, its_rows))
        found = [*apart, (columns, rows)]
    return [sorted(rows) for _columns, rows in found]


def _unions(rows: Matrix, pivots: Sequence[int]) -> Iterator[Matrix]:
    """Combinations of rows with nothing but zeros and ones: a pivot's entry is its factor."""
    used = [column for column in range(rows.shape[1]) if rows[:, column].any()]
    last = [int(np.flatnonzero(rows[:, column])[-1]) for column in used]
    open_ones = [(0, np.zeros(rows.shape[1], dtype=np.int64))]
    for _step in range(PATIENCE):
        if not open_ones:
            return
        depth, total = open_ones.pop()
        if depth == len(pivots):
            yield total
            continue
        for factor in (0, 1):
            found = (total + factor * rows[depth]) % PRIME
            settled = [column for column, end in zip(used, last, strict=True) if end == depth]
            if (found[settled] <= 1).all():
                open_ones.append((depth + 1, found))
    raise RuntimeError("the search was not finished, so nothing is proved")


def ranges(cells: Sequence[Cell], scale: Scale) -> list[Range]:
    """Between what each atom's sum lies, given what each cell's mean lies between (two programs
    of linear constraints for each atom).
    """
    atoms = atoms_of([cell.people for cell in cells])
    solver = pywraplp.Solver.CreateSolver("GLOP")
    sums = [solver.NumVar(scale.low * len(atom), scale.high * len(atom), "") for atom in atoms]
    for cell in cells:
        inside = [one for one, atom in zip(sums, atoms, strict=True) if atom <= cell.people]
        size = len(cell.people)
        solver.Add(solver.Sum(inside) >= cell.low * size - 1e-6)
        solver.Add(solver.Sum(inside) <= cell.high * size + 1e-6)
    return [Range(atom, *_ends(solver, one)) for one, atom in zip(sums, atoms, strict=True)]


def _ends(solver: pywraplp.Solver, variable: pywraplp.Variable) -> tuple[float, float]:
    ends = []
    for ask in (solver.Minimize, solver.Maximize):
        ask(variable)
        if solver.Solve() != pywraplp.Solver.OPTIMAL:
            raise ValueError("what was published contradicts itself")
        ends.append(variable.solution_value())
    return ends[0], ends[1]


def width_of(known: Range, people: int, scale: Scale) -> float:
    """How far apart the ends are between which the mean of so many of an atom's people lies."""
    others = len(known.people) - people
    low = max(people * scale.low, known.low - others * scale.high)
    high = min(people * scale.high, known.high - others * scale.low)
    return (high - low) / people
