"""Who counts as having started, who is compared with them, and whether they are enough."""

from collections import Counter, defaultdict
from collections.abc import Container, Hashable, Iterable, Sequence
from dataclasses import dataclass

from collegium.domain.evidence.cube import Row, Threshold
from collegium.domain.evidence.gate import refusal
from collegium.domain.evidence.series import AFTER, CHECKED, EARLIER, QUARTER, Series, Verdict

BEFORE = (range(-CHECKED, -QUARTER), range(-QUARTER, 0))
SINCE = range(1, AFTER + 1)  # the month of the start is neither before nor after


@dataclass(frozen=True, slots=True)
class Sides:
    """Who counts as having started, against which months of whom."""

    series: tuple[Series, ...]
    counted: tuple[Series, ...]
    months: frozenset[int]  # with enough leaders who have not started
    months_earlier: frozenset[int]  # with enough who are not even about to
    over: range  # the known months that lie far enough back for a start
    begun: tuple[Series, ...]  # whose months after the start are over
    started: tuple[Series, ...]  # those of them with one that can be compared

    @classmethod
    def of(cls, series: Sequence[Series], threshold: Threshold) -> "Sides":
        """Sort everybody."""
        months = _comparable(series, 0, threshold)
        earlier = _comparable(series, CHECKED, threshold)
        over = _over(series, threshold)
        begun = [
            one
            for one in series
            if one.start is not None and one.start < over.stop and _within(one, SINCE, one.values)
        ]
        started = [one for one in begun if _within(one, SINCE, months)]
        counted = [one for one in started if _known_before(one, earlier)]
        return cls(
            tuple(series), tuple(counted), months, earlier, over, tuple(begun), tuple(started)
        )

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

    def newcomers_are_too_few(self, known: frozenset[Hashable], threshold: Threshold) -> bool:
        """Whether who counts and did not the last time would be no figure of their own."""
        newcomers = [one for one in self.counted if one.person not in known]
        return refusal(_rows(newcomers), threshold) is not None

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


def _over(series: Sequence[Series], threshold: Threshold) -> range:
    """From the first month of which enough is known to the last whose half year after is over."""
    sizes = Counter(month for one in series for month in one.values)
    known = [month for month, size in sizes.items() if size >= threshold.people]
    return range(min(known, default=0), max(known, default=0) - AFTER + 1)


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
