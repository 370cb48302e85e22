"""Figures that stand still: each person enters one edition, and an edition never changes."""

import math
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, replace

from collegium.domain.evidence.cube import Cube, Figure, Published, Threshold
from collegium.domain.evidence.gate import publish_together, refusal


@dataclass(frozen=True, slots=True)
class Edition:
    """What is published of a batch of people, and who they are; nobody of them comes again."""

    published: tuple[Published, ...]
    counted: frozenset[Hashable]


def next_edition(
    cubes: Sequence[Cube], *, counted: Collection[Hashable], threshold: Threshold
) -> Edition | None:
    """Return the edition of those whose value is final and who were in none so far.

    The cubes are measures of the same people, as in `publish_together`; `counted` are the
    people of all earlier editions of these measures. Returns None where too few are new:
    they wait for the next period. Whether they wait never depends on what they answered.
    Two editions have nobody in common, so nothing follows from one less the other.
    """
    known = set(counted)
    fresh = [
        replace(cube, rows=tuple(row for row in cube.rows if row.person not in known))
        for cube in cubes
    ]
    batch = fresh[0].rows
    if refusal(batch, threshold):
        return None
    here = {row.part for row in batch}
    fresh = [replace(cube, parts=tuple(p for p in cube.parts if p in here)) for cube in fresh]
    return Edition(
        publish_together(fresh, threshold=threshold), frozenset(row.person for row in batch)
    )


def pooled(figures: Sequence[Figure]) -> Figure | None:
    """Put figures of several editions together, from what was published and nothing else.

    Means are weighted by the published people; half widths are added as for independent
    samples, and the ends left out where one of the figures has none. None without figures.
    """
    people = sum(figure.people for figure in figures)
    if not people:
        return None
    mean = math.fsum(figure.mean * figure.people for figure in figures) / people
    reaches = [
        max(figure.high - figure.mean, figure.mean - figure.low) * figure.people / people
        for figure in figures
        if figure.low is not None and figure.high is not None
    ]
    if len(reaches) < len(figures):
        return Figure(people, mean)
    reach = math.hypot(*reaches)
    return Figure(people, mean, mean - reach, mean + reach)
