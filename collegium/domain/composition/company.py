"""How many people somebody could sit with, counted by kinds of language, hours and level.

Counting kinds instead of pairs keeps it linear: 100,000 people are a few hundred kinds.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import and_
from typing import NamedTuple

from collegium.domain.composition.index import Index, bits

_MOST_PAIRS_OF_WEEKS = 500_000


class Kind(NamedTuple):
    """What one or several people, taken together, bring to a group: masks and known levels."""

    languages: int
    hours: int
    low: int
    high: int


def kind_of(index: Index, people: Sequence[int]) -> Kind:
    """The kind of people who sit together; levels are -1 where nothing is known."""
    known = [index.levels[one] for one in people if index.levels[one] >= 0]
    return Kind(
        reduce(and_, (index.languages[one] for one in people)),
        reduce(and_, (index.hours[one] for one in people)),
        min(known, default=-1),
        max(known, default=-1),
    )


class Company:
    """The people at hand, counted."""

    def __init__(self, index: Index, people: Iterable[int]) -> None:
        self._index = index
        self._kinds = Counter(
            (index.languages[one], index.hours[one], index.levels[one]) for one in people
        )
        weeks = {hours for _, hours, _ in self._kinds}
        self._count_hours = bool(index.half_hours) and len(weeks) ** 2 <= _MOST_PAIRS_OF_WEEKS
        self._levels = sorted({level for _, _, level in self._kinds if level >= 0})
        self._by_week: dict[int, dict[int, Counter[int]]] = defaultdict(dict)
        for (languages, hours, level), count in self._kinds.items():
            for language in bits(languages):
                spoken = self._by_week[language]
                spoken.setdefault(hours if self._count_hours else 0, Counter())[level] += count
        self._near: dict[tuple[int, int], Counter[int]] = {}
        self._known: dict[Kind, int] = {}

    def around(self, kind: Kind) -> int:
        """The most people with whom this kind could share one language and span of levels.

        Never too few: pairs of hours are looked at, not the hours of the whole group. People
        of the kind itself count.
        """
        if kind not in self._known:
            self._known[kind] = max(
                (
                    sum(count for level, count in levels.items() if level < 0 or level in span)
                    for language in bits(kind.languages)
                    for levels in (self._levels_near(language, kind.hours),)
                    for span in self.spans(kind)
                ),
                default=0,
            )
        return self._known[kind]

    def spans(self, kind: Kind) -> Iterator[range]:
        """Spans of levels that a group around this kind may have: all that matter."""
        limit = self._index.problem.rules.levels_apart
        if limit is None or not self._levels:
            yield range(self._levels[-1] + 1 if self._levels else 0)
            return
        first = 0 if kind.low < 0 else bisect_left(self._levels, kind.high - limit)
        for level in self._levels[first:]:
            if kind.low >= 0 and level > kind.low:
                return
            yield range(level, level + limit + 1)

    def _levels_near(self, language: int, hours: int) -> Counter[int]:
        """Speakers of a language with enough hours in common, by level."""
        key = (language, hours)
        if key not in self._near:
            near: Counter[int] = Counter()
            for other, levels in self._by_week.get(language, {}).items():
                if not self._count_hours or self._enough(hours & other):
                    near.update(levels)
            self._near[key] = near
        return self._near[key]

    def _enough(self, hours: int) -> bool:
        return self._index.common_half_hours(hours) >= self._index.half_hours
