"""A small version of `make bench-evidence`: the real actions, a known effect, a few runs."""

import pytest

from benchmarks.evidence.harder import CASES, measured
from benchmarks.evidence.runs import run
from benchmarks.evidence.tally import ENGAGEMENT, PRODUCTIVITY, TOO_FEW, Tally
from benchmarks.evidence.world import SMALL, Step, build
from collegium.domain.evidence.series import Verdict
from collegium.groups.models import Group, Member

pytestmark = pytest.mark.django_db(databases=("default", "vault"))

STEPS = (Step("North", 30, 14), Step("East", 30, 20), Step("Centre", 60, None))
NO_EFFECT = {Verdict.NO_DIFFERENCE, Verdict.DOUBTFUL, Verdict.TRENDS_DIFFERED}


def test_a_known_effect_is_found_where_it_is() -> None:
    world = build("north", STEPS)
    assert Group.objects.count() == 10
    tally = Tally()
    for at in range(2):
        tally.add(run(world, (1, at)))
    assert tally.recovered == 2
    assert tally.verdicts[PRODUCTIVITY].keys() <= NO_EFFECT
    assert "true effect inside the published interval | 2 of 2" in "\n".join(tally.lines())


def test_a_small_organisation_is_told_that_it_is_too_small() -> None:
    world = build("small", SMALL)
    assert Member.objects.count() == 12
    found = run(world, (1, 0))
    assert {finding.verdict for finding in found.values()} <= TOO_FEW


def test_harder_histories_are_counted_and_too_few_hits_are_not_enough() -> None:
    grows, first, _shocks = (measured(case, 2, 1) for case in CASES)
    assert grows.runs == 2
    assert grows.verdicts[ENGAGEMENT].keys() & {Verdict.HELPED, Verdict.NO_DIFFERENCE}
    assert first.verdicts[ENGAGEMENT].keys() <= {Verdict.UNCHECKED, Verdict.DOUBTFUL} | TOO_FEW
    assert Tally(recovered=93, estimates=[2.0] * 100).is_enough
    assert not Tally(recovered=92, estimates=[2.0] * 100).is_enough
