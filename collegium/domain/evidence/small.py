"""What a group may see of its own answers, so that nobody's can be worked out."""

from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass
from statistics import fmean

FEWEST = 4
FEWEST_AUTHORS = 3  # of what others may read anyway
STEPS = 8  # of a shown mean, from one end of the scale to the other
FALL = 0.5  # below what was usual, in points of the scale


@dataclass(frozen=True, slots=True)
class Scale:
    """From the lowest to the highest answer, and how far one answer lies from the next."""

    low: float
    high: float
    step: float = 1

    def rounded(self, value: float) -> float:
        """The nearest of the means that may be shown."""
        step = (self.high - self.low) / STEPS
        return self.low + round((value - self.low) / step) * step


def group_mean(answers: Sequence[float], scale: Scale) -> float | None:
    """Return the mean of a group's answers in eighths of the scale, None below four of them.

    Never near an end: who answered at one end would read there that all the others answered at
    the other. So the lowest that is shown also stands for one answer at the top with one step
    among the others, and for all below; the highest likewise. Eighths also hide whose answer
    went when somebody's is erased.
    """
    if len(answers) < FEWEST:
        return None
    beyond = (scale.high - scale.low + scale.step) / len(answers)
    lowest, highest = scale.rounded(scale.low + beyond), scale.rounded(scale.high - beyond)
    return min(max(scale.rounded(fmean(answers)), lowest), highest)


def has_fallen(sessions: Sequence[Sequence[float]]) -> bool:
    """Return whether the latest answers lie clearly below what the group knew before.

    `sessions` holds the answers of each, oldest first; those with fewer than four do not count.
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
    if len(authors) < FEWEST_AUTHORS:
        return False
    unknown = (len(authors - known - {member}) for member, known in readable.items())
    return all(count != 1 for count in unknown)
