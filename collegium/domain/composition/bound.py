"""An upper bound on what any grouping into groups of the given sizes can be worth."""

from collections import Counter
from collections.abc import Sequence

from collegium.domain.composition.blocks import clash_mask
from collegium.domain.composition.index import Index
from collegium.domain.composition.worth import complement, pair_worths


def upper_bound(index: Index, seated: Sequence[int], sizes: Sequence[int]) -> float:
    """The lower of two bounds: attribute by attribute, and person by person.

    Valid for every way to cut `seated` into groups of `sizes` (positive numbers of people).
    """
    if not sizes:
        return 0.0
    return min(_by_attribute(index, seated, sizes), _by_person(index, seated, max(sizes)))


def _by_attribute(index: Index, seated: Sequence[int], sizes: Sequence[int]) -> float:
    total = 0.0
    for _, weight, codes in index.categories:
        if weight > 0:
            total += weight * _most_differences([codes[at] for at in seated], sizes)
    for weight, values in index.numbers:
        if weight > 0:
            total += weight * _most_distance([values[at] for at in seated], sizes)
    return total + _most_complement(index, seated, max(sizes))


def _most_differences(codes: Sequence[int], sizes: Sequence[int]) -> float:
    """Pairs that differ = (sum of squared sizes - sum of squared counts) / 2.

    The counts of a value over the groups, or of a group over the values, add up to a
    constant; their squares are least when they are even.
    """
    counts = Counter(codes)
    by_value = sum(_even_squares(count, len(sizes)) for count in counts.values())
    by_group = sum(_even_squares(size, len(counts)) for size in sizes)
    return (sum(size * size for size in sizes) - max(by_value, by_group)) / 2


def _even_squares(total: int, parts: int) -> int:
    share, over = divmod(total, parts)
    return (parts - over) * share * share + over * (share + 1) ** 2


def _most_distance(values: Sequence[float], sizes: Sequence[int]) -> float:
    """Within a group the squared distances add up to at most size times the squares."""
    mean = sum(values) / len(values)
    squares = sorted((value - mean) ** 2 for value in values)
    seats = sorted(size for size in sizes for _ in range(size))
    return sum(square * size for square, size in zip(squares, seats, strict=True))


def _most_complement(index: Index, seated: Sequence[int], largest: int) -> float:
    weight = index.problem.weights.complement
    if weight <= 0:
        return 0.0
    total = 0
    for one in seated:
        matches = sorted((complement(index, one, at) for at in seated if at != one), reverse=True)
        total += sum(matches[: largest - 1])
    return weight * total / 2


def _by_person(index: Index, seated: Sequence[int], largest: int) -> float:
    """Each person in the best company that the rules allow them, counted by halves."""
    total = 0.0
    for one in seated:
        clash = clash_mask(index, one)
        company = [at for at in seated if at != one and not clash >> at & 1]
        worths = sorted(pair_worths(index, one, company), reverse=True)
        total += sum(worth for worth in worths[: largest - 1] if worth > 0)
    return total / 2
