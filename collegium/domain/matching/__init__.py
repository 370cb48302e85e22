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

__all__ = ["NEAR", "Measure", "likeness", "measure_installed"]
