"""Invented teams with a known effect."""

from dataclasses import replace

import numpy as np

from collegium.domain.evidence.imputing import Numbers
from collegium.domain.evidence.series import Series


def some_teams(
    *,
    effect: float = 0,
    groups: int = 10,
    size: int = 6,
    alone: int = 60,
    steps: tuple[int, ...] = (12, 15),
    drift: float = 0,
    mood: float = 0.5,
    seed: int = 1,
) -> list[Series]:
    """Twenty-four months; groups start step by step, the effect is there a month later.

    `drift` is what the teams of those who start gain a month, before and after; `mood` how much
    a group's teams share.
    """
    chance = np.random.default_rng(seed)
    months = np.arange(24)
    climate = chance.normal(0, 0.5, 24).cumsum()

    def team(person: object, cluster: object, start: int | None, shared: Numbers | float) -> Series:
        values = chance.normal(70, 8) + climate + chance.normal(0, 1.5, 24) + shared
        if start is not None:
            values = values + effect * (months > start) + drift * months
        return Series(person, cluster, start, dict(zip(range(24), values.tolist(), strict=True)))

    series = []
    for group in range(groups):
        shared = chance.normal(0, mood, 24)
        start = steps[group % len(steps)]
        series += [team((group, seat), group, start, shared) for seat in range(size)]
    return series + [team(("alone", at), ("alone", at), None, 0.0) for at in range(alone)]


def without_month(series: list[Series], month: int) -> list[Series]:
    """The same teams, as if nobody had measured anything in this month."""
    return [
        replace(one, values={at: value for at, value in one.values.items() if at != month})
        for one in series
    ]
