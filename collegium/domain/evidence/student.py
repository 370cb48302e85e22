"""Quantiles of Student's t distribution, exact for whole degrees of freedom."""

import math
from collections.abc import Callable

SERIES_UP_TO = 200  # beyond it the expansion is as exact as a float can tell, and much faster


def t_quantile(probability: float, freedom: int) -> float:
    """Return the t below which `probability` of the distribution lies.

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 to 26.7.5.
    Raises ValueError for less than one degree of freedom or a probability outside (0, 1).
    """
    if freedom < 1:
        raise ValueError("a t distribution has at least one degree of freedom")
    if not 0 < probability < 1:
        raise ValueError("a probability lies between 0 and 1")
    if probability < 0.5:
        return -t_quantile(1 - probability, freedom)
    if freedom > SERIES_UP_TO:
        return _expansion(normal_quantile(probability), freedom)
    return _invert(lambda t: 0.5 + _central(t, freedom) / 2, probability)


def normal_quantile(probability: float) -> float:
    """Return the z below which `probability` of the standard normal lies, from 0.5 upwards."""
    return _invert(lambda z: 0.5 + math.erf(z / math.sqrt(2)) / 2, probability)


def _central(t: float, freedom: int) -> float:
    """The share of the distribution that lies between -t and t."""
    angle = math.atan(t / math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    odd = freedom % 2
    term = cosine if odd else 1.0
    total = term if freedom > 1 else 0.0
    for step in range(2 + odd, freedom - 1, 2):
        term *= cosine * cosine * (step - 1) / step
        total += term
    return 2 / math.pi * (angle + sine * total) if odd else sine * total


def _expansion(z: float, freedom: int) -> float:
    square = z * z
    first = z * (square + 1) / 4
    second = z * (5 * square**2 + 16 * square + 3) / 96
    third = z * (3 * square**3 + 19 * square**2 + 17 * square - 15) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


def _invert(share_below: Callable[[float], float], probability: float) -> float:
    low, high = 0.0, 1.0
    while share_below(high) < probability:
        low, high = high, high * 2
    for _ in range(60):
        middle = (low + high) / 2
        if share_below(middle) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2
