"""How wide an interval has to be so that it does not tell how alike the groups are."""

import math
from collections import Counter
from collections.abc import Hashable, Sequence

from collegium.domain.evidence.estimates import CONFIDENCE
from collegium.domain.evidence.student import t_quantile


def furthest(sizes: Sequence[int], deviation: float) -> tuple[float, ...]:
    """How far each group's mean can lie from the mean of all, given a standard error.

    `deviation` is the delete-one-group jackknife's standard error, in the unit of the answers.
    A group of share w that is d off moves the mean without it by wd / (1 - w); the others must
    make up for it, and do so at the least cost (Cauchy and Schwarz). Raises ZeroDivisionError
    for fewer than two groups.
    """
    total, count = sum(sizes), len(sizes)
    shares = [size / total for size in sizes]
    squares = [(1 - share) ** 2 for share in shares]
    reached = deviation * math.sqrt(count / (count - 1))
    return tuple(
        reached / (share * math.sqrt(1 / square + 1 / (sum(squares) - square)))
        for share, square in zip(shares, squares, strict=True)
    )


def least_reach(groups: Sequence[Hashable], apart: float) -> float:
    """The half width of a 95 % interval below which one of the groups could be pinned down.

    A narrow interval over few groups says that they are all alike, and with the mean, what
    each of them said. From this half width on, each may be `apart` or more from the mean.
    """
    sizes = list(Counter(groups).values())
    deviation = apart / min(furthest(sizes, 1.0))
    return t_quantile((1 + CONFIDENCE) / 2, len(sizes) - 1) * deviation
