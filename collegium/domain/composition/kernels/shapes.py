"""What kernels are given: the objective and the rules as arrays, people by position."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

type Words = NDArray[np.uint64]
type Ints = NDArray[np.int32]
type Floats = NDArray[np.float64]


class Worth(NamedTuple):
    """The objective. N people, V columns: one for each value of a category or set.

    A group of n people of whom c have a column is worth `weights[column] * c * (n - c)` for
    it; for a number `spread * (n * sum of squares - square of sum) - balance * (square of
    sum) / n`; for a wish `wish` per person whose wish somebody offers; less `met_cost` for
    each pair that met.
    """

    items: Ints  # N x K: the columns of a person, -1 pads
    facets: Ints  # N x F: the value of each category, and of all sets at once, numbered from 0
    values: Ints  # F: how many values each facet has
    aligned: int  # the first so many entries of each row are one value of each category
    weights: Floats  # V
    numbers: Floats  # N x M, in standard deviations from the mean
    spread: Floats  # M
    balance: Floats  # M
    offers: Ints  # N x O: strengths of a person that others want, -1 pads
    wishes: Ints  # N x W: what a person wants to learn and lacks, -1 pads
    strengths: int  # how many strengths offers and wishes speak of
    wish: float
    met_start: Ints  # N + 1: entries of one person in the next two
    met_other: Ints
    met_cost: Floats


class Law(NamedTuple):
    """The hard rules. Rows from N on are facilitators, who count for all but pools and quotas."""

    enter: Ints  # one reports to another at some depth where the other's interval
    leave: Ints  # [enter, leave) holds the one's `enter`
    pool: Ints  # promotion pool, -1 for none
    foe_start: Ints  # N + F + 1: entries of one person in the next
    foe: Ints
    level: Ints  # -1 for unknown
    levels_apart: int  # -1 for no limit
    languages: Words  # N + F x words, all bits where unknown
    hours: Words  # N + F x words: bit by bit the stretches of the week they work in
    hour_length: Ints  # half-hours of each stretch, one for each bit
    half_hours: int  # wanted in common
    quota: NDArray[np.uint8]  # N + F x Q: who counts for which quota
    quota_least: Ints  # Q
    quota_or_none: NDArray[np.uint8]  # Q: whether a group with nobody is right too
