"""Difference-in-differences against printed figures and against statsmodels.

The printed figures are cell means, so that anybody can check them with a pencil; the estimator
sees one team for each cell mean, twice over so that the jackknife has something to leave out.
"""

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.typing import NDArray
from scipy.stats import f

from collegium.domain.evidence.imputing import Cells, Imputed, Numbers, Unconnected, impute

type Clusters = NDArray[np.intp]


def two_by_two(treated: tuple[float, float], compared: tuple[float, float]) -> float:
    values = np.array([treated, treated, compared, compared], dtype=float)
    untouched = np.array([[True, False], [True, False], [True, True], [True, True]])
    return float(impute(values, untouched, [~untouched], np.arange(4)).values[0])


@pytest.mark.parametrize(
    ("treated", "compared", "printed"),
    [
        # Kiel and McClain's incinerator, house prices far from and near to it, as in Wooldridge,
        # Introductory Econometrics, section 13.2: -11,863.9
        ((82517.23 - 18824.37, 101307.5 - 30688.27), (82517.23, 101307.5), -11863.90),
        # Card and Krueger, American Economic Review 84 (1994), table 3: full-time equivalents a
        # restaurant, New Jersey against Pennsylvania; they print 2.76 from unrounded means
        ((20.44, 21.03), (23.33, 21.17), 2.75),
        # Snow's deaths of cholera per 10,000 houses, 1849 and 1854, Lambeth against Southwark
        # and Vauxhall, as in Cunningham, Causal Inference: The Mixtape, chapter 9
        ((85, 19), (135, 147), -78),
        # banks in business, Mississippi, sixth against eighth Federal Reserve district, 1930 and
        # 1931, as in Angrist and Pischke, Mastering 'Metrics, chapter 5
        ((135, 121), (165, 132), 19),
    ],
)
def test_it_finds_what_is_printed(
    treated: tuple[float, float], compared: tuple[float, float], printed: float
) -> None:
    assert two_by_two(treated, compared) == pytest.approx(printed, abs=0.005)


def a_panel(
    seed: int = 3,
) -> tuple[Numbers, Cells, Cells, "np.ndarray[tuple[int], np.dtype[np.intp]]"]:
    """Thirty-two teams over fourteen months with gaps, three starts, clusters of two to five."""
    chance = np.random.default_rng(seed)
    starts = np.array([6.0, 8, 10, np.inf])[np.arange(32) % 4]
    months = np.arange(14)
    values = chance.normal(50, 5, 32)[:, None] + chance.normal(0, 1, (32, 14)).cumsum(axis=1)
    gaps = chance.random((32, 14)) < 0.15
    since = months - starts[:, None]
    untouched = (since < 0) & ~gaps
    wanted = (since > 0) & ~gaps
    clusters = (np.arange(32) % 4) * 3 + (np.arange(32) // 4) % 3
    return np.where(gaps, np.nan, values), untouched, wanted, clusters


def by_regression(values: Numbers, untouched: Cells, wanted: Cells) -> float:
    """The same by least squares on a dummy for each team and month, with statsmodels."""
    teams, months = values.shape

    def dummies(cells: Cells) -> Numbers:
        where, when = np.nonzero(cells)
        return np.hstack([np.eye(teams)[where], np.eye(months)[when][:, 1:]])

    fitted = sm.OLS(values[untouched], dummies(untouched)).fit()
    return float(np.mean(values[wanted] - fitted.predict(dummies(wanted))))


def test_it_agrees_with_the_regression_it_stands_for() -> None:
    values, untouched, wanted, clusters = a_panel()
    found = impute(values, untouched, [wanted], clusters)
    assert found.values[0] == pytest.approx(by_regression(values, untouched, wanted), abs=1e-9)


def test_leaving_a_cluster_out_is_fitting_without_it() -> None:
    values, untouched, wanted, clusters = a_panel()
    found = impute(values, untouched, [wanted], clusters)
    others = [
        by_regression(values[rest], untouched[rest], wanted[rest])
        for rest in (clusters != one for one in range(12))
    ]
    assert found.without[:, 0] == pytest.approx(others, abs=1e-9)
    spread = 11 / 12 * sum((other - found.values[0]) ** 2 for other in others)
    assert found.covariance[0, 0] == pytest.approx(spread, abs=1e-9)


def test_with_teams_as_clusters_it_is_the_third_robust_error_of_white() -> None:
    """MacKinnon and White's HC3 of the change on who started, up to the jackknife's (n - 1) / n."""
    chance = np.random.default_rng(1)
    before, after = chance.normal(0, 1, 24), chance.normal(1, 2, 24)
    started = np.arange(24) < 9
    untouched = np.column_stack([np.ones(24, dtype=bool), ~started])
    found = impute(np.column_stack([before, after]), untouched, [~untouched], np.arange(24))
    fitted = sm.OLS(after - before, sm.add_constant(started.astype(float))).fit(cov_type="HC3")
    assert found.values[0] == pytest.approx(fitted.params[1], abs=1e-9)
    # HC3 blows each residual up by its leverage; the jackknife of a mean does just that
    assert found.covariance[0, 0] == pytest.approx(fitted.bse[1] ** 2 * 23 / 24, rel=1e-9)


def test_the_joint_check_is_that_of_hotelling() -> None:
    """Two means of no spread in common: T squared over 2 (n - 1) / (n - 2) is F."""
    chance = np.random.default_rng(5)
    rows: Numbers = chance.normal(0.4, 1, (12, 2))
    mean = np.asarray(rows.mean(axis=0), dtype=np.float64)
    without: Numbers = (rows.sum(axis=0) - rows) / 11
    hotelling = 12 * mean @ np.linalg.inv(np.cov(rows.T)) @ mean
    found = Imputed(mean, without).chance_of_more(11)
    assert found == pytest.approx(float(f.sf(hotelling * 10 / 22, 2, 10)), abs=1e-9)


def test_growing_effects_and_stepped_starts_are_found_exactly() -> None:
    """Where a regression with one dummy for "started" goes wrong (Goodman-Bacon 2021)."""
    starts = np.array([4, 4, 4, 9, 9, 9, np.inf, np.inf])
    since = np.arange(14) - starts[:, None]
    effect = np.where(since > 0, since, 0.0)
    values = (np.arange(8)[:, None] * 3.0 + np.sin(np.arange(14)) + effect).astype(np.float64)
    found = impute(values, since < 0, [since > 0], np.arange(8))
    assert found.values[0] == pytest.approx(effect[since > 0].mean(), abs=1e-9)
    assert found.without[:, 0] != pytest.approx([0.0] * 8)


@pytest.mark.parametrize("level", [0.1, 70.3, 1e6 + 0.7])
def test_what_only_the_arithmetic_leaves_over_speaks_for_nothing(level: float) -> None:
    """Teams that move exactly alike differ by 1e-14; that is no trend."""
    values = level * np.arange(1, 9)[:, None] + np.linspace(0, 1.1, 14)
    since = np.arange(14) - np.array([8.0] * 4 + [np.inf] * 4)[:, None]
    wanted = [(since > 0) & (since < 3), since >= 3]
    found = impute(values, since < 0, wanted, np.arange(8))
    assert not found.values.any()
    assert found.chance_of_more(7) == 1


def test_months_that_hang_together_by_nothing_are_refused() -> None:
    values = np.ones((4, 4))
    untouched = np.zeros((4, 4), dtype=bool)
    untouched[:2, :2] = untouched[2:, 2:] = True
    with pytest.raises(Unconnected):
        impute(values, untouched, [~untouched], np.arange(4))


def test_what_hangs_on_one_cluster_is_refused() -> None:
    untouched = np.array([[True, False], [True, True], [True, True]])
    values = np.ones((3, 2))
    with pytest.raises(Unconnected):
        impute(values, untouched, [~untouched], np.array([0, 1, 1]))
