"""What drawing lots would give on average: the floor that a grouping is measured from."""

from collections import Counter
from collections.abc import Sequence
from math import fsum

from collegium.domain.composition.index import Index, Number


def by_lot(index: Index, seated: Sequence[int], sizes: Sequence[int]) -> float:
    """The expected objective when `seated` are dealt to groups of `sizes` without looking."""
    people = len(seated)
    if not people:
        return 0.0
    together = sum(size * (size - 1) for size in sizes) / (people * max(1, people - 1))
    totals = Counter(column for one in seated for column in index.items[one])
    present = set(seated)
    met = fsum(
        cost
        for one in seated
        for other, cost in index.met.get(one, {}).items()
        if one < other and other in present
    )
    return (
        together
        * fsum(index.weights[at] * count * (people - count) for at, count in totals.items())
        + fsum(_number(number, seated, sizes, together) for number in index.numbers)
        + index.problem.weights.complement * _wishes(index, seated, sizes)
        - together * met
    )


def _number(number: Number, seated: Sequence[int], sizes: Sequence[int], together: float) -> float:
    values = [number.values[one] for one in seated]
    people = len(values)
    squares, whole = fsum(value * value for value in values), fsum(values) ** 2
    distances = people * squares - whole  # of all pairs
    off_average = fsum(
        squares / people + (size - 1) * (whole - squares) / (people * max(1, people - 1))
        for size in sizes
    )  # expected square of a group's sum over its size
    return number.spread * together * distances - number.balance * off_average


def _wishes(index: Index, seated: Sequence[int], sizes: Sequence[int]) -> float:
    others = len(seated) - 1
    offers = Counter(strength for one in seated for strength in index.offers[one])
    wishes = Counter(strength for one in seated for strength in index.wishes[one])
    total = 0.0
    for size, groups in Counter(sizes).items():
        share = size * groups / len(seated)
        for strength, count in wishes.items():
            missed = 1.0
            for drawn in range(size - 1):
                missed *= max(0, others - offers[strength] - drawn) / (others - drawn)
            total += share * count * (1 - missed)
    return total
