"""What a programme did for teams: who counts, who is compared, what may be said."""

import math
from collections.abc import Collection, Hashable, Sequence

from collegium.domain.evidence.cube import Threshold
from collegium.domain.evidence.gate import COUNTS_TO
from collegium.domain.evidence.series import Finding, Judged, Likely, Series, Verdict
from collegium.domain.evidence.sides import Sides

# One true finding in a hundred is thrown away because trends seem to differ, where the usual 5 %
# would throw away one in twenty; but what would seem so for one in ten is called doubtful.
TRENDS_DIFFER, TRENDS_DOUBTFUL = 0.01, 0.1
# With less, Hotelling's T² would have to pass 82 (at 4) to 20,000 (at 2), and finds nothing.
LEAST_FREEDOM = 5
LEAST_STEP = 0.01  # of rounding: finer is not shown
STEPS = 50  # at least so many steps of rounding in a standard deviation


def publish_effect(
    series: Sequence[Series],
    *,
    threshold: Threshold,
    counted: frozenset[Hashable] = frozenset(),
    began: Collection[int] = (),
) -> Judged | None:
    """Return what may be said about the effect on one measure, and whom it rests on.

    Leaders who started are compared with leaders who had not started yet. `counted` are the
    people of the last finding. A new one is made only with newcomers who would be enough for a
    figure of their own, so that nobody learns about a few from the difference between the two;
    None means that the last one stands. `began` are the months in which leaders started, those
    included of whose teams nothing is known.
    """
    if not any(one.values for one in series):
        return Judged(Finding(Verdict.NOTHING_YET))
    sides = Sides.of(series, threshold)
    if counted and sides.newcomers_are_too_few(counted, threshold):
        return None
    if refused := sides.refused(threshold):
        return None if counted else Judged(Finding(refused))
    judged = _measured(sides, sum(month in sides.over for month in began))
    return judged if judged.counted or not counted else None


def _measured(sides: Sides, began: int) -> Judged:
    # numpy and scipy take 40 MB, which a page that only reads findings does not need
    from collegium.domain.evidence.estimating import estimated  # noqa: PLC0415 - see above

    found = estimated(sides)
    if found is None:
        return Judged(Finding(Verdict.TOO_FEW_COMPARED))
    step = rounding(found.spread)
    before = tuple(_rounded(likely, step) for likely in found.before)
    effect = _rounded(found.effect, step)
    verdict = _verdict(effect, found.chance_of_trends, sides.freedom)
    finding = Finding(
        verdict=verdict,
        effect=None if verdict is Verdict.TRENDS_DIFFERED else effect,
        before=before,
        leaders=_to_five(len(sides.counted)),
        compared=_to_five(len(sides.compared)),
        began=_to_five(began),
    )
    return Judged(finding, frozenset(one.person for one in sides.counted))


def _verdict(effect: Likely, chance_of_trends: float, freedom: int) -> Verdict:
    if chance_of_trends < TRENDS_DIFFER:
        return Verdict.TRENDS_DIFFERED
    if chance_of_trends < TRENDS_DOUBTFUL:
        return Verdict.DOUBTFUL
    if freedom < LEAST_FREEDOM:
        return Verdict.UNCHECKED
    if effect.low > 0:
        return Verdict.HELPED
    return Verdict.HURT if effect.high < 0 else Verdict.NO_DIFFERENCE


def rounding(spread: float) -> float:
    """The step to which figures are rounded: 1, 2 or 5 times a power of ten."""
    if not spread > 0:
        return 1.0
    rough = spread / STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    step = max(power * lead for lead in (1, 2, 5) if power * lead <= rough * 1.001)
    return max(LEAST_STEP, step)


def _rounded(likely: Likely, step: float) -> Likely:
    """The value to the nearest step, its interval outwards, and never so narrow as to be none."""
    digits = max(0, -math.floor(math.log10(step)))
    places = (
        round(likely.value / step),
        math.floor(round(min(likely.low, likely.value - step) / step, 6)),
        math.ceil(round(max(likely.high, likely.value + step) / step, 6)),
    )
    return Likely(*(round(place * step, digits) for place in places))


def _to_five(people: int) -> int:
    return round(people / COUNTS_TO) * COUNTS_TO
