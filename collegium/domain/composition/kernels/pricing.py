"""Prices of people that bound the worth of every grouping.

Each kind of unit has a price. What a column is worth beyond the prices of its units is its
surplus; for any prices, those of all units plus the greatest surplus of each group wanted
bound the worth of every grouping from above, and a grouping lies below that bound by the sum
of its columns' distances from the greatest surplus.
"""

from typing import NamedTuple

import numpy as np

from collegium.domain.composition.kernels.columns import Kinds
from collegium.domain.composition.kernels.compiling import kernel, part
from collegium.domain.composition.kernels.shapes import Floats, Ints

_NEGLIGIBLE = 30.0  # e to the minus this
_SETTLED = 1e-2  # of a group
_FARTHEST = 20.0  # a step, in units of heat
_LEAST_CAUTION = 1e-6
_MOST_CAUTION = 1e6
_RETREAT = 8.0
_GRID = 1024.0


class Market(NamedTuple):
    """Columns of one size lie between two `starts`; so many of each size are `wanted`."""

    columns: Kinds
    worths: Floats
    starts: Ints
    wanted: Ints
    many: Ints  # units of each kind


class _Slope(NamedTuple):
    """First and second derivative of the softened bound by prices."""

    first: Floats
    second: Floats


@kernel
def surpluses(columns: Kinds, worths: Floats, prices: Floats, surplus: Floats) -> None:
    """Fill `surplus`; `prices` has a zero at its end for the columns' padding."""
    for at in range(len(worths)):
        value = worths[at]
        for kind in columns[at]:
            value -= prices[kind]
        surplus[at] = value


@kernel
def settle(market: Market, prices: Floats, heat: float, rounds: int) -> bool:
    """Change `prices` until columns, softened by `heat`, cover each kind as often as it is.

    The softened bound is smooth and convex in the prices: Newton's method, with shortened
    steps. Returns whether it came to rest within so many `rounds`.
    """
    kinds = len(market.many)
    slope = _Slope(np.empty(kinds), np.empty((kinds, kinds)))
    tried = _Slope(np.empty(kinds), np.empty((kinds, kinds)))
    trial = np.zeros(kinds + 1)
    bound = _soft_bound(market, prices, heat, slope)
    caution = _LEAST_CAUTION / heat
    at_rest = False
    for _ in range(rounds):
        if _largest(slope.first) < _SETTLED or caution > _MOST_CAUTION / heat:
            at_rest = True
            break
        step = _newton_step(slope, caution)
        while _largest(step) > _FARTHEST * heat:
            caution *= _RETREAT
            step = _newton_step(slope, caution)
        for kind in range(kinds):
            trial[kind] = prices[kind] + step[kind]
        trial_bound = _soft_bound(market, trial, heat, tried)
        if trial_bound < bound:
            bound = trial_bound
            for kind in range(kinds):
                prices[kind] = trial[kind]
            slope, tried = tried, slope
            caution = max(caution / _RETREAT, _LEAST_CAUTION / heat)
        else:
            caution *= _RETREAT
    # rounded, so that no platform's exponential can tip a choice
    for kind in range(kinds):
        prices[kind] = np.floor(prices[kind] / heat * _GRID + 0.5) / _GRID * heat
    return at_rest


@part
def _soft_bound(market: Market, prices: Floats, heat: float, slope: _Slope) -> float:
    """The softened bound; fills its slope."""
    kinds = len(market.many)
    surplus = np.empty(len(market.worths))
    surpluses(market.columns, market.worths, prices, surplus)
    bound = 0.0
    for kind in range(kinds):
        bound += market.many[kind] * prices[kind]
        slope.first[kind] = market.many[kind]
        for other in range(kinds):
            slope.second[kind, other] = 0.0
    for size in range(len(market.wanted)):
        low, high = market.starts[size], market.starts[size + 1]
        wanted = market.wanted[size]
        mean = np.zeros(kinds + 1)
        product = np.zeros((kinds + 1, kinds + 1))
        mass = 0.0
        greatest = surplus[low]
        for at in range(low, high):
            greatest = max(greatest, surplus[at])
        for at in range(low, high):
            below = (greatest - surplus[at]) / heat
            if below < _NEGLIGIBLE:
                share = np.exp(-below)
                mass += share
                for kind in market.columns[at]:
                    mean[kind] += share
                    for other in market.columns[at]:
                        product[kind, other] += share
        bound += wanted * (greatest + heat * np.log(mass))
        for kind in range(kinds):
            slope.first[kind] -= wanted * mean[kind] / mass
            for other in range(kinds):
                covariance = product[kind, other] - mean[kind] * mean[other] / mass
                slope.second[kind, other] += wanted * covariance / mass / heat
    return bound


@part
def _largest(values: Floats) -> float:
    most = 0.0
    for value in values:
        most = max(most, abs(value))
    return most


@part
def _newton_step(slope: _Slope, caution: float) -> Floats:
    """Solve (second + caution) * step = -first by Cholesky's method."""
    kinds = len(slope.first)
    lower = slope.second.copy()
    for kind in range(kinds):
        lower[kind, kind] += caution
        for before in range(kind):
            for at in range(before):
                lower[kind, before] -= lower[kind, at] * lower[before, at]
            lower[kind, before] /= lower[before, before]
            lower[kind, kind] -= lower[kind, before] ** 2
        lower[kind, kind] = np.sqrt(max(caution / 2.0, lower[kind, kind]))
    step = np.empty(kinds)
    for kind in range(kinds):
        step[kind] = -slope.first[kind]
        for before in range(kind):
            step[kind] -= lower[kind, before] * step[before]
        step[kind] /= lower[kind, kind]
    for kind in range(kinds - 1, -1, -1):
        for after in range(kind + 1, kinds):
            step[kind] -= lower[after, kind] * step[after]
        step[kind] /= lower[kind, kind]
    return step
