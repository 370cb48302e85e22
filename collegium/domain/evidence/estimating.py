"""From teams to arrays and back to differences. Loads numpy and scipy; import it late."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from collegium.domain.evidence.imputing import Cells, Numbers, Unconnected, impute
from collegium.domain.evidence.series import CHECKED, Likely
from collegium.domain.evidence.sides import BEFORE, SINCE, Sides


@dataclass(frozen=True, slots=True)
class Estimated:
    """The exact differences, before they are rounded; `spread` is that of untouched values."""

    effect: Likely
    before: tuple[Likely, ...]
    chance_of_trends: float
    spread: float


def estimated(sides: Sides) -> Estimated | None:
    """Return the effect since the start and the differences before it, None if nothing holds.

    The differences before come from the same estimator, told that everybody had started half a
    year earlier than they did.
    """
    grid = _Grid.of(sides)
    clusters = grid.clusters
    try:
        after = impute(
            grid.values, grid.untouched(0, sides.months), [grid.far(SINCE, sides.months)], clusters
        )
        ahead = impute(
            grid.values,
            grid.untouched(CHECKED, sides.months_earlier),
            [grid.far(span, sides.months_earlier) for span in BEFORE],
            clusters,
        )
    except Unconnected:
        return None
    freedom = sides.freedom
    return Estimated(
        effect=Likely(*after.interval(0, freedom)),
        before=tuple(Likely(*ahead.interval(at, freedom)) for at in range(len(BEFORE))),
        chance_of_trends=ahead.chance_of_more(freedom),
        spread=float(np.std(grid.values[grid.untouched(0, sides.months)])),
    )


@dataclass(frozen=True, slots=True)
class _Grid:
    """Teams x months; NaN where there is no value."""

    values: Numbers
    clusters: NDArray[np.intp]
    distance: Numbers  # months since the leader's start; -inf for those without
    counts: Cells  # one a team: whether its leader counts
    first: int

    @classmethod
    def of(cls, sides: Sides) -> "_Grid":
        every = sorted({month for one in sides.series for month in one.values})
        first, last = every[0], every[-1]
        values = np.full((len(sides.series), last - first + 1), np.nan)
        for at, one in enumerate(sides.series):
            values[at, [month - first for month in one.values]] = list(one.values.values())
        starts = np.array(
            [np.inf if one.start is None else one.start - first for one in sides.series]
        )
        counted = {one.person for one in sides.counted}
        named = dict.fromkeys(one.cluster for one in sides.series)
        number = {cluster: at for at, cluster in enumerate(named)}
        return cls(
            values,
            np.array([number[one.cluster] for one in sides.series], dtype=np.intp),
            np.arange(values.shape[1]) - starts[:, None],
            np.array([one.person in counted for one in sides.series]),
            first,
        )

    def untouched(self, early: int, months: frozenset[int]) -> Cells:
        """Cells of who had not come within `early` months of their start."""
        cells: Cells = ~np.isnan(self.values) & (self.distance < -early) & self._among(months)
        return cells

    def far(self, span: range, months: frozenset[int]) -> Cells:
        """Cells of who counts, so far from their start."""
        near = (self.distance >= span.start) & (self.distance < span.stop)
        cells: Cells = ~np.isnan(self.values) & near & self.counts[:, None] & self._among(months)
        return cells

    def _among(self, months: frozenset[int]) -> Cells:
        return np.array([self.first + at in months for at in range(self.values.shape[1])])
