"""One group counted, so that people who come and go are priced without counting it again."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from collegium.domain.composition.index import Index


class Tally:
    """What a group is worth, now and after a change. Agrees with `group_worth`."""

    __slots__ = ("_columns", "_index", "_linear", "_offers", "_squared", "_wishes", "members")

    def __init__(self, index: Index, members: Sequence[int]) -> None:
        self._index = index
        self.members = tuple(members)
        self._columns = Counter(column for one in members for column in index.items[one])
        self._offers = Counter(strength for one in members for strength in index.offers[one])
        self._wishes = Counter(strength for one in members for strength in index.wishes[one])
        weights = index.weights
        self._linear = sum(weights[at] * count for at, count in self._columns.items())
        self._squared = sum(weights[at] * count * count for at, count in self._columns.items())

    def worth(self, leaving: Sequence[int] = (), coming: Sequence[int] = ()) -> float:
        """The worth of the group without some of its members and with others."""
        members = self.members
        if leaving or coming:
            members = (*(one for one in members if one not in leaving), *coming)
        return (
            self._worth_of_columns(len(members), leaving, coming)
            + self._worth_of_numbers(members)
            + self._index.problem.weights.complement * self._wishes_met(leaving, coming)
            - self._cost_of_met(members)
        )

    def _worth_of_columns(self, heads: int, leaving: Iterable[int], coming: Iterable[int]) -> float:
        """Sum over columns of weight x count x (heads - count), from what changes."""
        items, weights = self._index.items, self._index.weights
        linear, squared = self._linear, self._squared
        for column, step in _steps(items, leaving, coming).items():
            if step:
                linear += weights[column] * step
                squared += weights[column] * step * (2 * self._columns[column] + step)
        return heads * linear - squared

    def _worth_of_numbers(self, members: Sequence[int]) -> float:
        total = 0.0
        for number in self._index.numbers:
            values = [number.values[one] for one in members]
            squared = sum(values) ** 2
            total += number.spread * (len(values) * sum(v * v for v in values) - squared)
            total -= number.balance * squared / len(values) if values else 0.0
        return total

    def _wishes_met(self, leaving: Sequence[int], coming: Sequence[int]) -> int:
        offers, wishes = self._offers, self._wishes
        if leaving or coming:
            offers = offers.copy()
            wishes = wishes.copy()
            offers.update(_steps(self._index.offers, leaving, coming))
            wishes.update(_steps(self._index.wishes, leaving, coming))
        return sum(count for strength, count in wishes.items() if offers[strength] > 0)

    def _cost_of_met(self, members: Sequence[int]) -> float:
        met = self._index.met
        if not met:
            return 0.0
        return sum(
            met[one].get(other, 0.0) for one, other in combinations(members, 2) if one in met
        )


def _steps(
    table: Sequence[Sequence[int]], leaving: Iterable[int], coming: Iterable[int]
) -> dict[int, int]:
    """How much each entry's count changes."""
    steps: dict[int, int] = {}
    for people, step in ((leaving, -1), (coming, 1)):
        for one in people:
            for entry in table[one]:
                steps[entry] = steps.get(entry, 0) + step
    return steps
