"""Random programmes over twelve periods, with people who come and go, and what is published."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from collegium.domain.evidence import (
    Cube,
    Figure,
    Published,
    Reason,
    Row,
    Scale,
    Threshold,
    Withheld,
    next_edition,
    publish_together,
)
from tests.domain.evidence.attacker import Cell, People

PERIODS = 12
SURE = Scale(0, 100)
FLOOR = Threshold()
LEVELS = ((20, 50, 60, 80), (20, 50, 80), (40, 60), (40, 60), (60, 99), (90, 99), (1, 10, 20))


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person: where they sit, what they would answer, and when that is final, if ever."""

    group: int
    part: str
    value: float
    final: int | None
    leaves: int | None


@dataclass(frozen=True, slots=True)
class World:
    """A programme as everybody in the organisation knows it, answers apart."""

    people: tuple[Somebody, ...]

    @property
    def groups(self) -> list[int]:
        """Everybody's group."""
        return [one.group for one in self.people]

    def cube(self, people: Sequence[int]) -> Cube:
        """The measure over some of them."""
        rows = tuple(
            Row(one, self.people[one].group, self.people[one].part, self.people[one].value)
            for one in people
        )
        return Cube("sure", rows, SURE, tuple(sorted({row.part for row in rows})))

    def final(self, period: int) -> list[int]:
        """Whose value is final when a period is over."""
        return [
            number
            for number, one in enumerate(self.people)
            if one.final is not None and one.final <= period
        ]


type Publishing = Callable[[World], Iterator[tuple[Published, People]]]


def a_world(chance: random.Random) -> World:
    """Three to forty groups in one to six departments, alike or not, early or late."""
    parts = [f"department {number}" for number in range(chance.randint(1, 6))]
    weights = [chance.choice((1, 1, 3, 8)) for _ in parts]
    levels = chance.choice(LEVELS)
    people: list[Somebody] = []
    for group in range(chance.choice((3, 5, 9, 15, 25, 40))):
        begins = chance.choice((0, 0, 0, 1, 2, 4, 7))
        ends = begins + chance.choice((1, 1, 1, 2, 3))
        level = chance.choice(levels)
        for _seat in range(chance.randint(4, 8)):
            part = chance.choices(parts, weights)[0]
            people.append(_somebody(chance, group, part, (begins, ends), level))
    return World(tuple(people))


def _somebody(
    chance: random.Random, group: int, part: str, cycle: tuple[int, int], level: int
) -> Somebody:
    begins, ends = cycle
    joins = chance.choice((begins,) * 8 + (begins + 1, ends + 1))
    leaves = chance.randrange(joins, PERIODS + 1) if chance.random() < 0.15 else None
    final: int | None = ends if joins <= ends else None
    if leaves is not None and final is not None:
        final = min(final, leaves)
    if chance.random() < 0.1:
        final = None  # did not answer
    value = min(100, max(0, round(chance.gauss(level, 15), -1)))
    return Somebody(group, part, value, final, leaves)


def as_built(world: World, threshold: Threshold = FLOOR) -> Iterator[tuple[Published, People]]:
    """Editions that stand still."""
    counted: set[int] = set()
    for period in range(PERIODS):
        cube = world.cube(world.final(period))
        edition = next_edition((cube,), counted=counted, threshold=threshold)
        if edition:
            batch = frozenset(one for one in world.final(period) if one not in counted)
            counted |= batch
            yield edition.published[0], batch


def without_complements(world: World) -> Iterator[tuple[Published, People]]:
    """The same, but what only protects others is shown."""
    for published, batch in as_built(world):
        parts = tuple(
            (part, _shown(world, [one for one in batch if world.people[one].part == part]))
            if cell == Withheld(Reason.PROTECTS_OTHERS)
            else (part, cell)
            for part, cell in published.parts
        )
        yield replace(published, parts=parts), batch


def without_freezing(world: World) -> Iterator[tuple[Published, People]]:
    """Everything is computed anew each period, from whoever is there."""
    for period in range(PERIODS):
        here = [
            one
            for one in world.final(period)
            if (left := world.people[one].leaves) is None or left > period
        ]
        yield publish_together((world.cube(here),), threshold=FLOOR)[0], frozenset(here)


def _shown(world: World, people: Sequence[int]) -> Figure:
    mean = sum(world.people[one].value for one in people) / len(people)
    return Figure(len(people), round(mean, 1))


def cells_of(world: World, publishing: Publishing) -> list[Cell]:
    """What the attacker makes of what was published: people, and what their mean lies between."""
    return [
        cell for published, batch in publishing(world) for cell in _cells(world, published, batch)
    ]


def _cells(world: World, published: Published, batch: People) -> Iterator[Cell]:
    margin = SURE.width / published.threshold.people
    for part, cell in (("", published.total), *published.parts):
        people = frozenset(one for one in batch if part in ("", world.people[one].part))
        match cell:
            case Figure(mean=mean):
                yield Cell(people, mean - 0.05, mean + 0.05)
            case Withheld(Reason.NEAR_THE_TOP):
                yield Cell(people, SURE.high - margin, SURE.high)
            case Withheld(Reason.NEAR_THE_BOTTOM):
                yield Cell(people, SURE.low, SURE.low + margin)
            case _:
                pass


def exact(world: World, publishing: Publishing) -> list[People]:
    """The people of every published mean, for who reckons as if it were not rounded."""
    return [
        frozenset(one for one in batch if part in ("", world.people[one].part))
        for published, batch in publishing(world)
        for part, cell in (("", published.total), *published.parts)
        if isinstance(cell, Figure)
    ]
