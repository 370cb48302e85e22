"""Harder histories, straight to the estimate: no database, so hundreds take a minute."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.evidence.shape import MONTHS, Leader
from benchmarks.evidence.tally import EFFECT, ENGAGEMENT, Tally
from benchmarks.evidence.teams import MOOD, Numbers, fading, teams_without_effect, there
from collegium.domain.evidence import Threshold
from collegium.domain.evidence.effects import publish_effect
from collegium.domain.evidence.series import AFTER, Series

SIZE = 5  # of a group


@dataclass(frozen=True, slots=True)
class Case:
    """Departments that begin, each with its leaders and month, and leaders who never do."""

    name: str
    steps: Sequence[tuple[int, int]]
    others: int
    grows: bool = False  # from month to month; its mean over six months is the same
    shock: float = 0.0  # of each month, shared by a whole department; standard deviation
    promised: bool = True  # whether the interval claims to hold for it


STEPPED = ((30, 13), (30, 18), (30, 23), (30, 28))
CASES = (
    Case("an effect that grows, four departments of thirty", STEPPED, 80, grows=True),
    Case("a first figure, three groups of five", ((15, 13),), 60),
    Case("months that move whole departments", STEPPED, 80, shock=1.0, promised=False),
)


def measured(case: Case, runs: int, seed: int) -> Tally:
    """What is published about so many histories of a case."""
    tally = Tally()
    for at in range(runs):
        chance = np.random.default_rng((seed, CASES.index(case), at))
        judged = publish_effect(_history(case, chance), threshold=Threshold())
        if judged:
            tally.add({ENGAGEMENT: judged.finding})
    return tally


def _history(case: Case, chance: np.random.Generator) -> list[Series]:
    places = list(_places(case))
    leaders = [leader for leader, _department in places]
    since = (
        np.arange(MONTHS)
        - np.array([np.inf if one.starts is None else one.starts for one in leaders])[:, None]
    )
    shocks = fading(chance, len(case.steps) + 1) * (case.shock / MOOD)
    values = teams_without_effect(chance, leaders, 70) + _effect(case, since)
    values += shocks[[department for _leader, department in places]]
    known = there(chance, len(leaders))
    return [
        Series(
            leader.email,
            leader.email if leader.group is None else leader.group,
            leader.starts,
            {int(month): float(values[at, month]) for month in np.flatnonzero(known[at])},
        )
        for at, leader in enumerate(leaders)
    ]


def _effect(case: Case, since: Numbers) -> Numbers:
    grown: Numbers = np.clip(since, 0.0, float(AFTER)) * (EFFECT * 2 / (AFTER + 1))
    return grown if case.grows else np.where(since > 0, EFFECT, 0.0)


def _places(case: Case) -> Iterator[tuple[Leader, int]]:
    """Each leader with the number of their department."""
    group = 0
    for department, (count, start) in enumerate(case.steps):
        for at in range(count):
            yield Leader(f"{department}.{at}", group + at // SIZE, start), department
        group += -(-count // SIZE)
    for at in range(case.others):
        yield Leader(f"other.{at}", None, None), len(case.steps)
