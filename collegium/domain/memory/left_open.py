"""Opportunities: what a group found worth doing, or wanted to know, and never took up."""

from collections.abc import Sequence
from dataclasses import dataclass

from collegium.domain.memory.sayings import Nearness, Saying

MOST = 8


@dataclass(frozen=True, slots=True, repr=False)
class Idea:
    """An alternative that was weighed, or a question left open. `worth` orders those of one kind.

    `worth` of an alternative is what the group gave it on average, 1 to 5.
    """

    saying: Saying
    worth: float = 0.0


def left_open(
    ideas: Sequence[Idea],
    taken: Sequence[Saying],
    near: Nearness,
    *,
    least: float = 0.0,
    most: int = MOST,
) -> tuple[Idea, ...]:
    """Ideas of at least that worth near to which nothing was `taken` up then or later.

    The worthiest first, then the oldest: it has waited longest. Of ideas that say the same the
    first in that order stands for all.
    """
    wanted = sorted(
        (one for one in ideas if one.worth >= least),
        key=lambda one: (-one.worth, one.saying.at, one.saying.id),
    )
    found = near([*(one.saying.text for one in wanted), *(one.text for one in taken)])
    open_: list[int] = []
    for place, idea in enumerate(wanted):
        others = found[place]
        is_said = any(at in others for at in open_)
        after = (taken[at - len(wanted)] for at in others if at >= len(wanted))
        if not is_said and not any(one.at >= idea.saying.at for one in after):
            open_.append(place)
    return tuple(wanted[at] for at in open_[:most])
