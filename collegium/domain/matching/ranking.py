"""What was found by words and by meaning, put into one order."""

from collections.abc import Iterable
from dataclasses import dataclass

ALIKE = 0.05  # scores no further apart are no reason to put one before the other
LEAST = 0.25  # of a score: less is no find
MEANT = 0.40  # cosine from which two texts have something to do with each other
WORDS_COUNT = 0.6  # beside the meaning; measured in docs/develop/search.md
SHARE_OF_BEST = 0.45  # what scores less than this beside the best one is only in the way


@dataclass(frozen=True, slots=True)
class Found:
    """One document: the share of the query's words in it, weighed; its cosine, if there is one."""

    id: int
    words: float = 0.0
    cosine: float = 0.0
    failure: bool = False

    @property
    def meant(self) -> bool:
        """Whether its meaning alone would have found it."""
        return self.cosine >= MEANT

    @property
    def score(self) -> float:
        """From 0, nothing in common."""
        meaning = max(0.0, self.cosine)
        return meaning + WORDS_COUNT * self.words if meaning else self.words


def ranked(found: Iterable[Found]) -> tuple[Found, ...]:
    """The best first; among those that score alike, what did not work before what did."""
    rest = sorted(found, key=lambda one: (-one.score, one.id))
    rest = [one for one in rest if one.meant or one.words > 0]
    best = rest[0].score if rest else 0.0
    rest = [one for one in rest if one.score >= max(LEAST, SHARE_OF_BEST * best)]
    order: list[Found] = []
    while rest:
        near = [one for one in rest if rest[0].score - one.score <= ALIKE]
        order += sorted(near, key=lambda one: not one.failure)
        rest = rest[len(near) :]
    return tuple(order)
