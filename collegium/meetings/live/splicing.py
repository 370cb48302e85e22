"""What has to be sent so that somebody who knows the old text comes to know the new one."""

import json
from functools import lru_cache

WORTH_IT = 64  # characters that need not be sent again


@lru_cache(maxsize=64)  # all who look at a session in one language know and learn the same
def splice(old: str | None, new: str) -> str:
    """Return as JSON the new text, or `[head, tail, middle]`: what to keep of both ends.

    Lengths count UTF-16 units, as scripts in browsers do; where a character takes two of them,
    the whole text is sent.
    """
    if old is None or not (_is_plain(old) and _is_plain(new)):
        return json.dumps(new)
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    if head + tail < WORTH_IT:
        return json.dumps(new)
    return json.dumps([head, tail, new[head : len(new) - tail]], separators=(",", ":"))


def _is_plain(text: str) -> bool:
    return len(text.encode("utf-16-le")) == 2 * len(text)


def _alike(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    sure, most = 0, min(len(one), len(other))
    while sure < most:
        middle = (sure + most + 1) // 2
        if one[sure:middle] == other[sure:middle]:
            sure = middle
        else:
            most = middle - 1
    return sure
