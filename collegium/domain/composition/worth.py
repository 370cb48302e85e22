"""What a group and a grouping are worth, in plain Python."""

from collections import Counter
from collections.abc import Sequence
from math import fsum

from collegium.domain.composition.index import Index


def group_worth(index: Index, members: Sequence[int]) -> float:
    """The worth of one group: differences, wishes met, less people met before and imbalance."""
    return (
        _columns(index, members)
        + _numbers(index, members)
        + index.problem.weights.complement * wishes_met(index, members)
        - _met(index, members)
    )


def wishes_met(index: Index, members: Sequence[int]) -> int:
    """How many wishes to learn something somebody else of the group can meet."""
    offered = {strength for one in members for strength in index.offers[one]}
    return sum(1 for one in members for wish in index.wishes[one] if wish in offered)


def _columns(index: Index, members: Sequence[int]) -> float:
    counts = Counter(column for one in members for column in index.items[one])
    heads = len(members)
    return fsum(index.weights[column] * count * (heads - count) for column, count in counts.items())


def _numbers(index: Index, members: Sequence[int]) -> float:
    total = 0.0
    for number in index.numbers:
        values = [number.values[one] for one in members]
        squared = fsum(values) ** 2
        total += number.spread * (len(values) * fsum(v * v for v in values) - squared)
        total -= number.balance * squared / len(values) if values else 0.0
    return total


def _met(index: Index, members: Sequence[int]) -> float:
    present = set(members)
    costs = (
        cost
        for one in members
        for other, cost in index.met.get(one, {}).items()
        if one < other and other in present
    )
    return fsum(costs)
