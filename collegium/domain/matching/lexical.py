"""Likeness by words: stems that two sentences share, or that look alike in two languages.

It finds "delegate" in "delegating" and "conflict" in "Konflikt"; it does not know that "dismiss"
and "entlassen" are the same.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from math import sqrt

from collegium.domain.matching.stems import stems

ALIKE = 0.75  # of two stems' letters, from which they count as one word
SHORTEST = 5  # letters of a stem that may look like another; shorter ones do so by accident
NEAR_SHARE = 0.2  # measured in tests/domain/matching


def likeness(sentence: str, others: Sequence[str]) -> tuple[float, ...]:
    """As `matching.likeness`."""
    mine = stems(sentence)
    return tuple(_scaled(_shared(mine, stems(other))) for other in others)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words in common: of the shorter sentence's and of both, halfway between."""
    if not one or not other:
        return 0.0
    few, many = sorted((one, other), key=lambda words: (len(words), sorted(words)))
    common = sum(max(_alike(word, beside) for beside in many) for word in sorted(few))
    return sqrt(common / len(few) * common / (len(one) + len(other) - common))


def _alike(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if min(len(word), len(other)) < SHORTEST:
        return 0.0
    ratio = SequenceMatcher(None, word, other, autojunk=False).ratio()
    return ratio if ratio >= ALIKE else 0.0


def _scaled(share: float) -> float:
    """0 for no word in common, 0.5 at the measured border, 1 for the same words."""
    if share < NEAR_SHARE:
        return 0.5 * share / NEAR_SHARE
    return 0.5 + 0.5 * (share - NEAR_SHARE) / (1 - NEAR_SHARE)
