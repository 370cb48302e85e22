"""What a group may see of its own answers, so that nobody's can be worked out."""

from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass
from statistics import fmean

FEWEST = 3
STEP = 0.5  # of a mean of answers on a short scale
FALL = 0.5  # below what was usual, in points of the scale


@dataclass(frozen=True, slots=True)
class Scale:
    """From the lowest to the highest answer."""

    low: float
    high: float


def group_mean(answers: Sequence[float], scale: Scale) -> float | None:
    """Return the mean of a group's answers in half points, None below three of them.

    Never the very end of the scale, which would say what everybody answered: the last half
    point stands for itself and all beyond. Half points also hide whose answer went when
    somebody's is erased.
    """
    if len(answers) < FEWEST:
        return None
    mean = round(fmean(answers) / STEP) * STEP
    return min(max(mean, scale.low + STEP), scale.high - STEP)


def has_fallen(sessions: Sequence[Sequence[float]]) -> bool:
    """Return whether the latest answers lie clearly below what the group knew before.

    `sessions` holds the answers of each, oldest first; those with fewer than three do not count.
    """
    means = [fmean(answers) if len(answers) >= FEWEST else None for answers in sessions]
    earlier = [mean for mean in means[:-1] if mean is not None]
    latest = means[-1] if means else None
    return latest is not None and bool(earlier) and latest <= fmean(earlier) - FALL


def nobody_stands_out[T: Hashable](authors: Set[T], readable: Mapping[T, Set[T]]) -> bool:
    """Return whether no member can work out an author's number from the mean of all of them.

    `readable` says for each member whose numbers they know anyway, apart from their own. Who
    knows all but one knows that one.
    """
    if len(authors) < FEWEST:
        return False
    unknown = (len(authors - known - {member}) for member, known in readable.items())
    return all(count != 1 for count in unknown)
