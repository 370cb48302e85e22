"""Matching: how near sentences are in what they mean, whatever the words or the language.

One function, `likeness`. With the extra `meaning` installed it compares meanings over languages;
without, the words by their stems, which crosses languages only where words look alike.
"""

from collegium.domain.matching.matching import (
    NEAR,
    Measure,
    likeness,
    measure_installed,
)
from collegium.domain.matching.pairs import (
    meanings,
    near_by_either,
    near_by_meaning,
    near_by_words,
)

__all__ = [
    "NEAR",
    "Measure",
    "likeness",
    "meanings",
    "measure_installed",
    "near_by_either",
    "near_by_meaning",
    "near_by_words",
]
