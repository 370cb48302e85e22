"""What the teams of such an organisation go through: the truth, and the noise around it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.evidence.shape import FIRST, MONTHS, Leader
from benchmarks.evidence.tally import EFFECT
from collegium.insights.outcomes.cells import month_text

type Numbers = NDArray[np.float64]

DRIFT = 0.2  # what retention gains a month where groups start, before and after
LEVELS = 8.0  # standard deviation between teams
TRENDS = 0.05  # between teams, a month
CLIMATE = 0.5  # of each month, for all
MOOD = 1.0  # of each month, shared by the leaders of a group, fading by a fifth a month
NOISE = 3.0  # of one team in one month
LEAVING, LATE, MISSING = 0.15, 0.1, 0.03  # leave, come after the beginning, forget a month


def values_csv(leaders: Sequence[Leader], seed: Sequence[int]) -> bytes:
    """One export of the organisation's systems, a row a leader and month."""
    chance = np.random.default_rng(seed)
    starts = np.array([np.inf if one.starts is None else one.starts for one in leaders])
    since = np.arange(MONTHS) - starts[:, None]
    begins = np.isfinite(starts)[:, None]
    engagement = teams_without_effect(chance, leaders, 70) + EFFECT * (since > 0)
    productivity = teams_without_effect(chance, leaders, 100)
    retention = teams_without_effect(chance, leaders, 70) * 0.8 + DRIFT * np.arange(MONTHS) * begins
    known = there(chance, len(leaders))
    measures = (engagement, productivity, np.clip(retention, 0, 100))
    lines = ["email,month,engagement,productivity,retention"]
    months = [month_text(FIRST + at) for at in range(MONTHS)]
    for row, leader in enumerate(leaders):
        lines += [
            f"{leader.email},{months[at]},{','.join(f'{one[row, at]:.1f}' for one in measures)}"
            for at in np.flatnonzero(known[row])
        ]
    return "\n".join(lines).encode()


def teams_without_effect(
    chance: np.random.Generator, leaders: Sequence[Leader], middle: float
) -> Numbers:
    """Values of teams, a row each, as they would be without any programme."""
    count = len(leaders)
    months = np.arange(MONTHS)
    groups = [-1 if one.group is None else one.group for one in leaders]
    moods = np.vstack([fading(chance, max(groups) + 1), np.zeros(MONTHS)])  # the last: no group
    values: Numbers = (
        chance.normal(middle, LEVELS, count)[:, None]
        + chance.normal(0, CLIMATE, MONTHS).cumsum()
        + chance.normal(0, TRENDS, count)[:, None] * months
        + moods[groups]
        + chance.normal(0, NOISE, (count, MONTHS))
    )
    return values


def fading(chance: np.random.Generator, groups: int) -> Numbers:
    """What a month adds for all of a group, and less with each month after."""
    steps = chance.normal(0, MOOD, (groups, MONTHS))
    for month in range(1, MONTHS):
        steps[:, month] += 0.8 * steps[:, month - 1]
    return steps


def there(chance: np.random.Generator, count: int) -> NDArray[np.bool_]:
    """Of which months there are values: some leave, some come late, some months are missing."""
    months = np.arange(MONTHS)
    last = np.where(chance.random(count) < LEAVING, chance.integers(6, MONTHS, count), MONTHS)
    first = np.where(chance.random(count) < LATE, chance.integers(0, MONTHS, count), 0)
    inside = (months >= first[:, None]) & (months < last[:, None])
    known: NDArray[np.bool_] = inside & (chance.random((count, MONTHS)) >= MISSING)
    return known
