"""A problem by position: people in a fixed order, what they count for, what keeps them apart.

Plain Python, linear in the number of people, so that a page can ask it too.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from collegium.domain.composition.problem import Participant, Problem
from collegium.domain.composition.result import Rule

type Rows = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number of everybody's in standard deviations from the mean, and what it counts."""

    name: str
    spread: float
    balance: float
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Quota:
    """At least so many of these people in a group, or none where that is right too."""

    rule: Rule
    least: int
    or_none: bool
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class Index:
    """Positions 0 to N - 1 are people, those from N on are facilitators.

    `items` are the columns of each person (see `column_names`): one for each of the
    `aligned` categories, then those of sets, ascending. `languages` and `hours` are bit
    masks, all bits set where nothing is known; bit i of `hours` stands for
    `hour_lengths[i]` half-hours that the same people work in.
    """

    problem: Problem
    people: tuple[Participant, ...]
    position: Mapping[str, int]
    items: Rows
    aligned: int
    column_names: tuple[tuple[str, str], ...]
    weights: tuple[float, ...]
    numbers: tuple[Number, ...]
    strengths: tuple[str, ...]
    offers: Rows
    wishes: Rows
    met: Mapping[int, Mapping[int, float]]
    enter: tuple[int, ...]
    leave: tuple[int, ...]
    pools: tuple[int, ...]
    foes: Mapping[int, Mapping[int, Rule]]
    levels: tuple[int, ...]
    languages: tuple[int, ...]
    language_names: tuple[str, ...]
    hours: tuple[int, ...]
    hour_lengths: tuple[int, ...]
    half_hours: int
    quotas: tuple[Quota, ...]
    blocks: Rows

    def ids(self, positions: Iterable[int]) -> tuple[str, ...]:
        """The ids of people in the order of their positions."""
        return tuple(self.people[at].id for at in sorted(positions))

    def common_half_hours(self, mask: int) -> int:
        """How many half-hours of the week these bits stand for."""
        return sum(self.hour_lengths[at] for at in bits(mask))

    def rules_between(self, one: int, other: int) -> Iterator[Rule]:
        """The rules, language and hours included, that two may not share a group for."""
        below = self.enter[one] <= self.enter[other] < self.leave[one]
        if below or self.enter[other] <= self.enter[one] < self.leave[other]:
            yield Rule.LINE
        if self.pools[one] >= 0 and self.pools[one] == self.pools[other]:
            yield Rule.POOL
        foe = self.foes.get(one, {}).get(other)
        if foe:
            yield foe
        limit, levels = self.problem.rules.levels_apart, (self.levels[one], self.levels[other])
        if limit is not None and min(levels) >= 0 and max(levels) - min(levels) > limit:
            yield Rule.LEVELS
        if not self.languages[one] & self.languages[other]:
            yield Rule.LANGUAGE
        if self.half_hours:
            shared = self.hours[one] & self.hours[other]
            if self.common_half_hours(shared) < self.half_hours:
                yield Rule.HOURS

    def may_meet(self, one: int, other: int) -> bool:
        """Whether no rule between two keeps them from sharing a group."""
        return next(self.rules_between(one, other), None) is None


def bits(mask: int) -> Iterator[int]:
    """The positions of the bits that are set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def ancestors(person: str, managers: Mapping[str, str]) -> Iterator[str]:
    """Everybody above somebody, nearest first; ends at the top or where a loop closes."""
    seen = {person}
    while (boss := managers.get(person, "")) and boss not in seen:
        seen.add(boss)
        yield boss
        person = boss
