"""How much something changed, and how sure one can be of it."""

import math
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from collegium.domain.evidence.student import t_quantile

FEWEST_PEOPLE = 10
FEWEST_CLUSTERS = 3
CONFIDENCE = 0.95


class Method(StrEnum):
    """What the interval speaks about."""

    BY_GROUP = "by_group"  # groups differ; holds for groups like these
    BY_PERSON = "by_person"  # too few groups to tell; holds for the people asked only


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its 95 % interval, in the unit of the answers, and how it was reached."""

    value: float
    low: float
    high: float
    n: int
    method: Method


@dataclass(frozen=True, slots=True)
class TooFew:
    """Instead of a number: `n` people answered, where it takes `needed`."""

    n: int
    needed: int = FEWEST_PEOPLE


def estimate(
    before: Sequence[float | None], after: Sequence[float | None], *, groups: Sequence[Hashable]
) -> Estimate | TooFew:
    """Return the mean change of those who answered both times, with its 95 % interval.

    The three sequences run in step, one place a person; None is "did not answer".
    Raises ValueError when their lengths differ or an answer is not a finite number.
    """
    pairs = [
        (later - earlier, group)
        for earlier, later, group in zip(before, after, groups, strict=True)
        if earlier is not None and later is not None
    ]
    return mean_of([change for change, _ in pairs], groups=[group for _, group in pairs])


def mean_of(values: Sequence[float], *, groups: Sequence[Hashable]) -> Estimate | TooFew:
    """Return the mean of one value a person, with its 95 % interval.

    People of one group influence each other, so from three groups on the groups are what is
    sampled: the variance is the delete-one-group jackknife (CV3 in MacKinnon, Nielsen and
    Webb, Journal of Econometrics 232, 2023) with one degree of freedom less than groups.
    Raises ValueError when the lengths differ or a value is not a finite number.
    """
    if len(values) != len(groups):
        raise ValueError("every value has a group")
    if not all(map(math.isfinite, values)):
        raise ValueError("only finite numbers have a mean")
    if len(values) < FEWEST_PEOPLE:
        return TooFew(len(values))
    if len(set(groups)) >= FEWEST_CLUSTERS:
        return _jackknife(values, groups, Method.BY_GROUP)
    return _jackknife(values, range(len(values)), Method.BY_PERSON)


def _jackknife(values: Sequence[float], clusters: Sequence[Hashable], method: Method) -> Estimate:
    count, total = len(values), math.fsum(values)
    members: dict[Hashable, list[float]] = defaultdict(list)
    for value, cluster in zip(values, clusters, strict=True):
        members[cluster].append(value)
    mean = total / count
    without = [(total - math.fsum(inside)) / (count - len(inside)) for inside in members.values()]
    freedom = len(members) - 1
    variance = freedom / len(members) * math.fsum((other - mean) ** 2 for other in without)
    reach = t_quantile((1 + CONFIDENCE) / 2, freedom) * math.sqrt(variance)
    return Estimate(mean, mean - reach, mean + reach, count, method)
