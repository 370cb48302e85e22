"""Themes that recur: sentences that lie near one another, from several occasions.

A theme is called by the most central of its sentences, so that it speaks in the group's own words.
The same sentences give the same themes, in whatever order they come.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from collegium.domain.memory.sayings import Near, Nearness, Saying

OCCASIONS = 2  # from which a theme recurs
MOST = 8
SHORT = 140  # characters of a sentence that can name a theme, as long as there is one


@dataclass(frozen=True, slots=True, repr=False)
class Theme:
    """What a group comes back to. `name` is one of `sayings`, which stand oldest first."""

    name: Saying
    sayings: tuple[Saying, ...]

    @property
    def occasions(self) -> int:
        """On how many occasions it came up."""
        return len({one.occasion for one in self.sayings})


def themes(sayings: Sequence[Saying], near: Nearness, *, most: int = MOST) -> tuple[Theme, ...]:
    """The themes of at least two occasions, those of the most occasions first.

    Each sentence belongs to one theme at most. The widest star is taken first: a sentence and
    all that lies near it.
    """
    ordered = sorted(sayings, key=lambda one: (one.at, one.id))
    found = near([one.text for one in ordered])
    free = dict.fromkeys(range(len(ordered)))
    themes: list[Theme] = []
    for centre in sorted(free, key=lambda at: _width(at, found, ordered)):
        star = [at for at in (centre, *found[centre]) if at in free]
        if centre in free and _occasions(star, ordered) >= OCCASIONS:
            themes.append(_theme(sorted(star), found, ordered))
            for at in star:
                del free[at]
    themes.sort(key=lambda one: (-one.occasions, -len(one.sayings), one.name.at, one.name.id))
    return tuple(themes[:most])


def _width(at: int, near: Near, sayings: Sequence[Saying]) -> tuple[int, float, int]:
    """The widest first: occasions, then nearness, then age."""
    return (-_occasions([at, *near[at]], sayings), -sum(near[at].values()), at)


def _occasions(places: Sequence[int], sayings: Sequence[Saying]) -> int:
    return len({sayings[at].occasion for at in places})


def _theme(star: Sequence[int], near: Near, sayings: Sequence[Saying]) -> Theme:
    short = [at for at in star if len(sayings[at].text) <= SHORT] or star
    name = min(short, key=lambda at: (-_closeness(near[at], star), at))
    return Theme(sayings[name], tuple(sayings[at] for at in star))


def _closeness(near: Mapping[int, float], star: Sequence[int]) -> float:
    return sum(near.get(at, 0.0) for at in star)
