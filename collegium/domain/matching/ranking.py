"""What was found by words and by meaning, put into one order."""

from collections.abc import Iterable
from dataclasses import dataclass

# Chosen on the labelled set of benchmarks/search; see docs/develop/search.md.
ALIKE = 0.1  # of the better score: no reason to put one before the other
MEANT = 0.15  # cosine from which a document may have something to do with a query
WORDS_COUNT = 0.3  # beside the meaning
HALF = 0.5  # of a query has to stand in a document whose meaning is another
A_WORD = 0.01  # of it is enough where words are all there is
SHARE_OF_BEST = 0.6  # what scores less than this beside the best one is only in the way


@dataclass(frozen=True, slots=True)
class Found:
    """One document: the share of the query's words in it, weighed; its cosine, if there is one."""

    id: int
    words: float = 0.0
    cosine: float = 0.0
    compared: bool = False  # by meaning
    failure: bool = False

    @property
    def meant(self) -> bool:
        """Whether its meaning alone would have found it."""
        return self.cosine >= MEANT

    @property
    def is_one(self) -> bool:
        """Whether it is a find at all."""
        return self.meant or self.words >= (HALF if self.compared else A_WORD)

    @property
    def score(self) -> float:
        """From 0, nothing in common."""
        if not self.compared:
            return self.words
        return max(0.0, self.cosine) + WORDS_COUNT * self.words**2


def ranked(found: Iterable[Found]) -> tuple[Found, ...]:
    """The best first; among those that score alike, what did not work before what did."""
    some = [one for one in found if one.is_one]
    rest = sorted(some, key=lambda one: (-one.score, one.id))
    best = rest[0].score if rest else 0.0
    rest = [one for one in rest if one.score >= SHARE_OF_BEST * best]
    order: list[Found] = []
    while rest:
        near = [one for one in rest if one.score >= (1 - ALIKE) * rest[0].score]
        order += sorted(near, key=lambda one: not one.failure)
        rest = rest[len(near) :]
    return tuple(order)
