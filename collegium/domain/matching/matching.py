"""The one question that others ask: which of these sentences are near to that one."""

from collections.abc import Callable, Sequence
from functools import cache

from collegium.domain.matching import lexical, semantic

NEAR = 0.5

type Measure = Callable[[str, Sequence[str]], tuple[float, ...]]


def likeness(
    sentence: str, others: Sequence[str], *, measure: Measure | None = None
) -> tuple[float, ...]:
    """How near each of `others` is to `sentence`: 0 nothing in common, 1 the same.

    From `NEAR` on people would mostly say that it is about the same. Without a `measure` the
    best that is installed is taken; the first use of meanings takes seconds to load.
    """
    return (measure or measure_installed())(sentence, others)


@cache
def measure_installed() -> Measure:
    """By meaning and by words where the extra is installed, else by words alone."""
    return by_either if semantic.is_installed() else lexical.likeness


def by_either(sentence: str, others: Sequence[str]) -> tuple[float, ...]:
    """The larger of both: each finds what the other misses. Needs the extra."""
    pairs = zip(
        semantic.likeness(sentence, others), lexical.likeness(sentence, others), strict=True
    )
    return tuple(max(pair) for pair in pairs)
