"""Who counts, what is refused, and what is said."""

import subprocess
import sys

import pytest

from collegium.domain.evidence import Threshold
from collegium.domain.evidence.effects import publish_effect, rounding
from collegium.domain.evidence.series import Finding, Judged, Series, Verdict
from tests.domain.evidence.teams import some_teams, without_month

USUAL = Threshold()


def judged(series: list[Series]) -> Judged:
    found = publish_effect(series, threshold=USUAL)
    assert found
    return found


def found(series: list[Series]) -> Finding:
    return judged(series).finding


def test_a_true_effect_is_found_within_its_interval() -> None:
    finding = found(some_teams(effect=2))
    assert finding.verdict is Verdict.HELPED
    assert finding.effect is not None
    assert finding.effect.low <= 2 <= finding.effect.high
    assert (finding.leaders, finding.compared) == (60, 90)
    assert len(finding.before) == 2
    assert all(likely.low <= 0 <= likely.high for likely in finding.before)


def test_it_is_told_how_many_began_whose_teams_might_have_been_brought() -> None:
    """Whoever brings values chooses whose; so the reader is told of how many they are."""
    series = some_teams(effect=2)
    began = [12] * 98 + [23] * 40  # the half year of the latter is not over
    told = publish_effect(series, threshold=USUAL, began=began)
    assert told
    assert (told.finding.leaders, told.finding.began) == (60, 100)


def test_harm_is_called_harm() -> None:
    assert found(some_teams(effect=-2)).verdict is Verdict.HURT


def test_no_effect_is_no_difference_that_could_be_told() -> None:
    finding = found(some_teams(effect=0))
    assert finding.verdict is Verdict.NO_DIFFERENCE
    assert finding.effect is not None


def test_trends_that_differed_before_are_told_instead_of_an_effect() -> None:
    finding = found(some_teams(effect=2, drift=0.4))
    assert finding.verdict is Verdict.TRENDS_DIFFERED
    assert finding.effect is None
    assert finding.before[1].low > 0


def test_trends_that_may_have_differed_are_never_called_help() -> None:
    findings = [found(some_teams(effect=2, drift=0.15, seed=seed)) for seed in range(1, 9)]
    doubtful = [one for one in findings if one.verdict is Verdict.DOUBTFUL]
    assert doubtful
    assert all(one.effect for one in doubtful)
    assert {one.verdict for one in findings} == {Verdict.DOUBTFUL, Verdict.TRENDS_DIFFERED}


def test_too_few_groups_to_check_what_was_before_are_never_called_help() -> None:
    """With three to five, hardly any difference before the start would be found by the check."""
    findings = [
        found(some_teams(effect=9, drift=drift, groups=groups, alone=30, seed=seed))
        for groups in (3, 4, 5)
        for drift in (0.0, 0.4)
        for seed in range(1, 5)
    ]
    told = {one.verdict for one in findings}
    assert Verdict.UNCHECKED in told
    assert not told & {Verdict.HELPED, Verdict.HURT, Verdict.NO_DIFFERENCE}
    assert all(one.effect for one in findings if one.verdict is Verdict.UNCHECKED)
    assert found(some_teams(effect=9, groups=6, alone=30)).verdict is Verdict.HELPED


@pytest.mark.parametrize(
    ("groups", "alone", "verdict"),
    [
        (0, 40, Verdict.TOO_FEW_LEADERS),
        (2, 40, Verdict.TOO_FEW_LEADERS),  # twelve people, but of two groups
        (8, 0, Verdict.TOO_FEW_COMPARED),  # as soon as one has started, all others have
        (3, 5, Verdict.TOO_FEW_COMPARED),
        (1, 1, Verdict.TOO_FEW_LEADERS),
    ],
)
def test_too_few_are_refused(groups: int, alone: int, verdict: Verdict) -> None:
    finding = found(some_teams(groups=groups, alone=alone, steps=(14,) if groups < 8 else (14, 15)))
    assert finding == Finding(verdict)


def test_without_a_past_nothing_is_said() -> None:
    series = some_teams()
    for month in range(8):
        series = without_month(series, month)
    assert found(series) == Finding(Verdict.TOO_SHORT_BEFORE)


def test_nothing_imported_is_nothing_yet() -> None:
    assert found([]) == Finding(Verdict.NOTHING_YET)
    assert found([Series("ada", "ada", None, {})]) == Finding(Verdict.NOTHING_YET)


def test_who_came_from_elsewhere_is_never_a_comparison_after_the_start() -> None:
    """Leaders whose past is unknown do not count; their months after the start are not used."""
    series = some_teams(effect=2)
    spoiled = [
        Series(("late", at), f"late {at // 5}", 14, dict.fromkeys(range(15, 24), 9000.0))
        for at in range(10)
    ]
    assert found([*series, *spoiled]) == found(series)


def test_figures_are_rounded_to_a_fiftieth_of_their_spread() -> None:
    assert [rounding(spread) for spread in (0.8, 8, 3, 260, 0)] == [0.01, 0.1, 0.05, 5, 1.0]
    effect = found(some_teams(effect=2)).effect
    assert effect is not None
    for number in (effect.value, effect.low, effect.high):
        assert number == round(number, 1)


def test_a_level_that_all_share_and_a_shift_of_months_change_nothing() -> None:
    series = some_teams(effect=2)
    moved = [
        Series(
            one.person,
            one.cluster,
            None if one.start is None else one.start + 24_000,
            {month + 24_000: value + 30 for month, value in one.values.items()},
        )
        for one in series
    ]
    assert found(moved) == found(series)


def entering(count: int, groups: int) -> tuple[Judged, Judged | None]:
    """A finding, and the next, for which `count` more have begun in `groups` groups."""
    series = some_teams(effect=2)
    first = judged(series)
    more = [
        Series(("new", at), ("new", at % groups), 15, dict(one.values))
        for at, one in enumerate(some_teams(seed=8)[:count])
    ]
    return first, publish_effect([*series, *more], threshold=USUAL, counted=first.counted)


@pytest.mark.parametrize(("count", "groups"), [(0, 1), (7, 3), (12, 2)])
def test_a_few_newcomers_change_nothing_that_is_published(count: int, groups: int) -> None:
    assert entering(count, groups)[1] is None


def test_enough_newcomers_make_a_new_finding_about_all() -> None:
    first, second = entering(12, 3)
    assert second
    assert len(second.counted - first.counted) == 12
    assert first.counted < second.counted


def test_nobody_counts_before_the_half_year_is_over() -> None:
    series = some_teams(effect=2, steps=(18, 20))
    assert found(series) == Finding(Verdict.TOO_FEW_LEADERS)


def test_the_interval_covers_the_truth_with_few_groups() -> None:
    """Five groups of five that share their mood; the benchmark asks more of it."""
    hits = shown = 0
    for seed in range(40):
        effect = found(some_teams(effect=2, groups=5, size=5, alone=30, mood=1.0, seed=seed)).effect
        if effect:
            shown += 1
            hits += effect.low <= 2 <= effect.high
    assert shown >= 36
    assert hits / shown >= 0.9


def test_figures_can_be_read_without_loading_what_estimates_them() -> None:
    code = (
        "import sys, collegium.domain.evidence, collegium.domain.evidence.effects; "
        "raise SystemExit(bool({'numpy', 'scipy', 'pandas'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_no_figure_of_a_team_stands_in_a_representation() -> None:
    series = Series("ada", "ada", None, {1: 123.456})
    assert "123.456" not in repr(series)
    assert "ada" not in repr(Judged(Finding(Verdict.NO_DIFFERENCE), frozenset({"ada"})))
