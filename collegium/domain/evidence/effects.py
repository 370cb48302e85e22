"""What a programme did for teams: who counts, who is compared, what may be said."""

import math
from collections import Counter, defaultdict
from collections.abc import Container, Hashable, Iterable, Sequence
from dataclasses import dataclass

from collegium.domain.evidence.cube import Row, Threshold
from collegium.domain.evidence.gate import COUNTS_TO, refusal
from collegium.domain.evidence.series import (
    AFTER,
    CHECKED,
    EARLIER,
    QUARTER,
    Finding,
    Judged,
    Likely,
    Series,
    Verdict,
)

# One true finding in a hundred is thrown away because trends seem to differ, where the usual 5 %
# would throw away one in twenty; but what would seem so for one in ten is called doubtful.
TRENDS_DIFFER, TRENDS_DOUBTFUL = 0.01, 0.1
LEAST_STEP = 0.01  # of rounding: finer is not shown
STEPS = 50  # at least so many steps of rounding in a standard deviation

BEFORE = (range(-CHECKED, -QUARTER), range(-QUARTER, 0))
SINCE = range(1, AFTER + 1)  # the month of the start is neither before nor after


def publish_effect(
    series: Sequence[Series],
    *,
    threshold: Threshold,
    counted: frozenset[Hashable] = frozenset(),
) -> Judged | None:
    """Return what may be said about the effect on one measure, and whom it rests on.

    Leaders who started are compared with leaders who had not started yet. `counted` are the
    people of the last finding. A new one is made only with newcomers who would be enough for a
    figure of their own, so that nobody learns about a few from the difference between the two;
    None means that the last one stands.
    """
    if not any(one.values for one in series):
        return Judged(Finding(Verdict.NOTHING_YET))
    sides = Sides.of(series, threshold)
    newcomers = [one for one in sides.counted if one.person not in counted]
    if counted and refusal(_rows(newcomers), threshold):
        return None
    if refused := sides.refused(threshold):
        return None if counted else Judged(Finding(refused))
    return _measured(sides)


@dataclass(frozen=True, slots=True)
class Sides:
    """Who counts as having started, against which months of whom."""

    series: tuple[Series, ...]
    counted: tuple[Series, ...]
    months: frozenset[int]  # with enough leaders who have not started
    months_earlier: frozenset[int]  # with enough who are not even about to
    begun: tuple[Series, ...]  # whose months after the start are over
    started: tuple[Series, ...]  # those of them with one that can be compared

    @classmethod
    def of(cls, series: Sequence[Series], threshold: Threshold) -> "Sides":
        """Sort everybody."""
        months = _comparable(series, 0, threshold)
        earlier = _comparable(series, CHECKED, threshold)
        over = _latest(series, threshold) - AFTER
        begun = [
            one
            for one in series
            if one.start is not None and one.start <= over and _within(one, SINCE, one.values)
        ]
        started = [one for one in begun if _within(one, SINCE, months)]
        counted = [one for one in started if _known_before(one, earlier)]
        return cls(tuple(series), tuple(counted), months, earlier, tuple(begun), tuple(started))

    @property
    def compared(self) -> tuple[Series, ...]:
        """Who had not started in a month in which somebody's start is judged."""
        judged = {month for one in self.counted for month in _within(one, SINCE, self.months)}
        return tuple(
            one for one in self.series if any(_untouched(one, month, 0) for month in judged)
        )

    def refused(self, threshold: Threshold) -> Verdict | None:
        """Why nothing can be said, if so."""
        sides = (
            (self.begun, Verdict.TOO_FEW_LEADERS),
            (self.started, Verdict.TOO_FEW_COMPARED),
            (self.counted, Verdict.TOO_SHORT_BEFORE),
            (self.compared, Verdict.TOO_FEW_COMPARED),
        )
        return next((why for side, why in sides if refusal(_rows(side), threshold)), None)

    @property
    def freedom(self) -> int:
        """Degrees of freedom: the side with fewer clusters decides how sure one can be."""
        sides = (self.counted, self.compared)
        return min(len({one.cluster for one in side}) for side in sides) - 1


def _untouched(one: Series, month: int, early: int) -> bool:
    return month in one.values and (one.start is None or month < one.start - early)


def _comparable(series: Sequence[Series], early: int, threshold: Threshold) -> frozenset[int]:
    """The months in which enough leaders of enough clusters have not come within `early`."""
    there: dict[int, list[Row]] = defaultdict(list)
    for one, row in zip(series, _rows(series), strict=True):
        for month in one.values:
            if _untouched(one, month, early):
                there[month].append(row)
    return frozenset(month for month, rows in there.items() if not refusal(rows, threshold))


def _latest(series: Sequence[Series], threshold: Threshold) -> int:
    """The last month of which enough is known to call what was before it over."""
    sizes = Counter(month for one in series for month in one.values)
    return max((month for month, size in sizes.items() if size >= threshold.people), default=0)


def _within(one: Series, span: range, months: Container[int]) -> list[int]:
    """The leader's months that lie so far from the start and can be compared."""
    start = one.start
    if start is None:
        return []
    return [start + far for far in span if start + far in months and start + far in one.values]


def _known_before(one: Series, months: frozenset[int]) -> bool:
    """Whether it is known how the team did before the start, and long before."""
    long_before = sum(_untouched(one, month, CHECKED) for month in months)
    return long_before >= EARLIER and all(_within(one, span, months) for span in BEFORE)


def _rows(series: Iterable[Series]) -> list[Row]:
    return [Row(one.person, one.cluster, "", 0.0) for one in series]


def _measured(sides: Sides) -> Judged:
    # numpy and scipy take 40 MB, which a page that only reads findings does not need
    from collegium.domain.evidence.estimating import estimated  # noqa: PLC0415 - see above

    found = estimated(sides, BEFORE, SINCE)
    if found is None:
        return Judged(Finding(Verdict.TOO_FEW_COMPARED))
    step = rounding(found.spread)
    before = tuple(_rounded(likely, step) for likely in found.before)
    effect = _rounded(found.effect, step)
    verdict = _verdict(effect, found.chance_of_trends)
    finding = Finding(
        verdict=verdict,
        effect=None if verdict is Verdict.TRENDS_DIFFERED else effect,
        before=before,
        leaders=_to_five(sides.counted),
        compared=_to_five(sides.compared),
    )
    return Judged(finding, frozenset(one.person for one in sides.counted))


def _verdict(effect: Likely, chance_of_trends: float) -> Verdict:
    if chance_of_trends < TRENDS_DIFFER:
        return Verdict.TRENDS_DIFFERED
    if chance_of_trends < TRENDS_DOUBTFUL:
        return Verdict.DOUBTFUL
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


def _to_five(series: Sequence[Series]) -> int:
    return round(len(series) / COUNTS_TO) * COUNTS_TO
