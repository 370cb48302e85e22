"""An upper bound on what any grouping into groups of the given sizes can be worth.

Term by term: each is at its best where a value is spread evenly over the groups, which can
be said without looking at any grouping. On rosters in which no term stands in another's way
the sum is nearly reached.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from collegium.domain.composition.index import Index, Number


def upper_bound(index: Index, seated: Sequence[int], sizes: Sequence[int]) -> float:
    """Valid for every way to cut `seated` into groups of `sizes` (positive numbers of people)."""
    sizes = [size for size in sizes if size]
    if not sizes:
        return 0.0
    kinds = Counter(sizes)
    totals = Counter(column for one in seated for column in index.items[one])
    return (
        fsum(_attribute(index, columns, totals, kinds) for columns in _attributes(index))
        + fsum(_number(number, seated, sizes) for number in index.numbers)
        + index.problem.weights.complement * _wishes(index, seated, sizes)
    )


def _attributes(index: Index) -> Iterable[tuple[bool, list[int]]]:
    """The columns of each attribute, and whether everybody has exactly one of them."""
    columns: dict[str, list[int]] = {}
    for at, (name, _) in enumerate(index.column_names):
        columns.setdefault(name, []).append(at)
    return [(at < index.aligned, found) for at, found in enumerate(columns.values())]


def _attribute(
    index: Index,
    attribute: tuple[bool, list[int]],
    totals: Mapping[int, int],
    kinds: Mapping[int, int],
) -> float:
    single, columns = attribute
    weight = index.weights[columns[0]]
    if weight < 0:
        return weight * sum(_fewest_splits(totals[column], kinds) for column in columns)
    by_value = sum(_most_splits(totals[column], kinds) for column in columns)
    if not single:
        return weight * by_value
    present = sum(1 for column in columns if totals[column])
    by_group = sum(
        groups * (size * size - _even_squares(size, present)) for size, groups in kinds.items()
    )
    return weight * min(by_value, by_group)


def _most_splits(total: int, kinds: Mapping[int, int]) -> int:
    """Largest sum of c (n - c) over groups of n people of whom c, `total` in all, are of a kind.

    The k-th of a kind in a group adds n - 2 k + 1, so the best additions come first.
    """
    additions: Counter[int] = Counter()
    for size, groups in kinds.items():
        for earlier in range(size):
            additions[size - 2 * earlier - 1] += groups
    splits = 0
    for worth in sorted(additions, reverse=True):
        taken = min(total, additions[worth])
        splits += worth * taken
        total -= taken
    return splits


def _fewest_splits(total: int, kinds: Mapping[int, int]) -> int:
    """A floor under the same sum: whole groups of one kind, and one of what is left over."""
    if len(kinds) > 1:
        return 0
    (size,) = kinds
    over = total % size
    return over * (size - over)


def _even_squares(total: int, parts: int) -> int:
    share, over = divmod(total, parts)
    return (parts - over) * share * share + over * (share + 1) ** 2


def _number(number: Number, seated: Sequence[int], sizes: Sequence[int]) -> float:
    values = [number.values[one] for one in seated]
    whole = fsum(values) ** 2
    most = number.spread * _most_distance(values, whole, sizes)
    if number.spread < 0:
        most = number.spread * _least_distance(values, min(sizes))
    return most - number.balance * whole / len(values)


def _most_distance(values: Sequence[float], whole: float, sizes: Sequence[int]) -> float:
    """Squared distances of a group add up to its size times the squares, less the sum squared."""
    if min(sizes) == max(sizes):
        return sizes[0] * fsum(value * value for value in values) - whole / len(sizes)
    mean = fsum(values) / len(values)
    squares = sorted((value - mean) ** 2 for value in values)
    seats = sorted(size for size in sizes for _ in range(size))
    return fsum(square * size for square, size in zip(squares, seats, strict=True))


def _least_distance(values: Sequence[float], size: int) -> float:
    """Everybody among their nearest neighbours, counted by halves."""
    line = sorted(values)
    total = 0.0
    for at, value in enumerate(line):
        near = line[max(0, at - size + 1) : at + size]
        nearest = sorted((value - other) ** 2 for other in near)
        total += fsum(nearest[:size])
    return total / 2


def _wishes(index: Index, seated: Sequence[int], sizes: Sequence[int]) -> int:
    """A wish needs somebody who offers; each fills at most one group with people who wish."""
    offers = Counter(strength for one in seated for strength in index.offers[one])
    wishes = Counter(strength for one in seated for strength in index.wishes[one])
    company = max(sizes) - 1
    return sum(
        min(count, min(len(sizes), offers[strength]) * company)
        for strength, count in wishes.items()
    )
