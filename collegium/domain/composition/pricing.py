"""The tightest bound that prices of people give, and how far each column falls short of it."""

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from collegium.domain.composition.columns import Columns
from collegium.domain.composition.kernels.pricing import Market, settle, surpluses
from collegium.domain.composition.kernels.shapes import Floats

_SAMPLE = 20_000
_PRICINGS = 80
_COLDEST = 1e-9
_ROUNDS = 12
_WINDOW = 25.0  # units of heat

type _Chosen = NDArray[np.int64]
type _Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Priced:
    """How far each column falls short of the greatest surplus of its size."""

    loss: Floats
    bound: float


def priced(columns: Columns) -> Priced:
    """The tightest bound over all prices: softened first, then less and less.

    Prices settle on active columns; it gets cooler once no other one stands out at them.
    """
    kinds = len(columns.units.many)
    prices = np.zeros(kinds + 1)
    surplus = np.empty(len(columns.worths))
    active = np.zeros(len(columns.worths), dtype=np.bool_)
    heat = max(float(np.ptp(columns.worths[low:high])) for low, high in columns.spans()) / 8
    coldest = heat * _COLDEST
    best = Priced(surplus, inf)
    settled = False
    for _ in range(_PRICINGS):
        surpluses(columns.entries, columns.worths, prices, surplus)
        tried = _bound(columns, prices, surplus)
        if tried.bound < best.bound:
            best = tried
        if settled and not _stands_out(columns, surplus, active, heat):
            heat /= 4
        if heat <= coldest:
            break
        active[_near(columns, surplus, heat)] = True
        settled = _settle(columns, active, prices, heat)
    return best


def _stands_out(columns: Columns, surplus: Floats, active: _Mask, heat: float) -> bool:
    for low, high in columns.spans():
        known = surplus[low:high][active[low:high]]
        if not len(known) or surplus[low:high].max() > known.max() + heat:
            return True
    return False


def _near(columns: Columns, surplus: Floats, heat: float) -> _Chosen:
    """The rows that count at this heat; where they are very many, the best and a fair sample."""
    near: list[_Chosen] = []
    for low, high in columns.spans():
        span = surplus[low:high]
        most = span.max()
        if len(span) > _SAMPLE:
            most_missed = np.partition(span, len(span) - _SAMPLE)[len(span) - _SAMPLE]
            near.append(np.arange(low, high, -(-len(span) // _SAMPLE)))
            near.append(low + np.flatnonzero(span > max(most - _WINDOW * heat, most_missed)))
        else:
            near.append(low + np.flatnonzero(span > most - _WINDOW * heat))
    return np.concatenate(near)


def _settle(columns: Columns, active: _Mask, prices: Floats, heat: float) -> bool:
    rows = np.flatnonzero(active)
    starts = np.searchsorted(rows, columns.starts).astype(np.int32)
    market = Market(
        columns=columns.entries[rows],
        worths=columns.worths[rows],
        starts=starts,
        wanted=columns.wanted,
        many=columns.units.many,
    )
    return settle(market, prices, heat, _ROUNDS)


def _bound(columns: Columns, prices: Floats, surplus: Floats) -> Priced:
    loss = np.empty_like(surplus)
    bound = sum(
        price * many
        for price, many in zip(prices.tolist(), columns.units.many.tolist(), strict=False)
    )
    for (low, high), wanted in zip(columns.spans(), columns.wanted.tolist(), strict=True):
        greatest = float(surplus[low:high].max())
        bound += wanted * greatest
        loss[low:high] = greatest - surplus[low:high]
    return Priced(loss, bound)
