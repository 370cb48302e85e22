"""How much higher values are than they would have been: difference-in-differences by imputation.

Each team has its own level and each month its own, both fitted on values that no programme has
touched; what they predict for the others is what would have been (Borusyak, Jaravel and Spiess,
Review of Economic Studies 91, 2024). Nobody who has started is ever a comparison, so stepped
starts and effects that grow do no harm. This module loads numpy and scipy; import it late.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import LinAlgError, cho_factor, cho_solve
from scipy.special import fdtrc, stdtrit

type Numbers = NDArray[np.float64]
type Cells = NDArray[np.bool_]

DUST = 1e-9  # of a level: what the arithmetic leaves over where nothing differs
LEAST_PIVOT = 1e-5  # of a matrix of counts; less means that months hang together by nothing


class Unconnected(ValueError):  # noqa: N818 - it says what the months are
    """Levels of months cannot be told apart from levels of teams."""


@dataclass(frozen=True, slots=True)
class Imputed:
    """Mean differences, one for each wanted set of cells, also without each of the clusters."""

    values: Numbers  # sets
    without: Numbers  # clusters x sets

    @property
    def covariance(self) -> Numbers:
        """By the delete-one-cluster jackknife (CV3), honest with few and unequal clusters."""
        apart = self.without - self.values
        clusters = len(self.without)
        spread: Numbers = (clusters - 1) / clusters * (apart.T @ apart)
        return spread

    def interval(self, at: int, freedom: int) -> tuple[float, float, float]:
        """One of the differences with its 95 % interval by Student's t."""
        value = float(self.values[at])
        reach = float(stdtrit(freedom, 0.975)) * float(np.sqrt(self.covariance[at, at]))
        return value, value - reach, value + reach

    def chance_of_more(self, freedom: int) -> float:
        """How often differences at least this far from none at all would come by chance (F).

        With less freedom than differences nothing speaks against chance: 1.
        """
        count = len(self.values)
        rest = freedom - count + 1
        if rest < 1 or not self.values.any():
            return 1.0
        wald = float(self.values @ np.linalg.pinv(self.covariance, hermitian=True) @ self.values)
        return float(fdtrc(count, rest, wald * rest / (count * freedom)))


def impute(
    values: Numbers, untouched: Cells, wanted: Sequence[Cells], clusters: NDArray[np.intp]
) -> Imputed:
    """Return the mean of value less prediction over each of the `wanted` sets of cells.

    Arrays are teams x months; `clusters` numbers each team's cluster from 0. Teams with wanted
    cells need untouched ones, and so do wanted months; raises `Unconnected` where that is not
    enough, or hangs on one cluster.
    """
    months = untouched.any(axis=0)
    free = untouched[:, months].astype(float)
    seen = np.where(untouched[:, months], values[:, months], 0.0)
    counts = free.sum(axis=1)
    share = free / np.maximum(counts, 1)[:, None]
    level = (seen * share).sum(axis=1)
    away = free * (seen - level[:, None])
    # What each team adds to the sums below; a cluster is left out by taking its teams' sums away.
    sets = np.stack([chosen[:, months] for chosen in wanted], axis=1).astype(float)
    size = sets.sum(axis=2)
    known = np.nan_to_num(values[:, months])
    dust = DUST * max(1.0, float(np.abs(level).max(initial=0)))
    above = np.einsum("ijt,it->ij", sets, known) - size * level[:, None]
    reference = sets - size[:, :, None] * share[:, None, :]
    order = np.argsort(clusters, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(clusters[order])) + 1)

    def mean(matrix: Numbers, right: Numbers, rows: Numbers, sums: Numbers, n: Numbers) -> Numbers:
        if (n < 0.5).any():
            raise Unconnected
        found: Numbers = (sums - rows @ _solved(matrix, right)) / n
        return np.where(np.abs(found) < dust, 0.0, found)

    matrix = np.diag(free.sum(axis=0)) - share.T @ free
    right, rows, sums, n = away.sum(0), reference.sum(0), above.sum(0), size.sum(0)
    without = [
        mean(
            matrix - np.diag(free[part].sum(axis=0)) + share[part].T @ free[part],
            right - away[part].sum(0),
            rows - reference[part].sum(0),
            sums - above[part].sum(0),
            n - size[part].sum(0),
        )
        for part in parts
    ]
    return Imputed(mean(matrix, right, rows, sums, n), np.array(without))


def _solved(matrix: Numbers, right: Numbers) -> Numbers:
    """The levels of months, adding up to none; the matrix knows them up to a common one only."""
    try:
        factor = cho_factor(matrix + 1 / len(matrix))
    except LinAlgError:
        raise Unconnected from None
    if np.diag(factor[0]).min() < LEAST_PIVOT:
        raise Unconnected
    found: Numbers = cho_solve(factor, right)
    return found
