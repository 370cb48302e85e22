"""Seeded chance for kernels: SplitMix64, the same on every machine and thread."""

import numpy as np

from collegium.domain.composition.kernels.compiling import kernel, part
from collegium.domain.composition.kernels.shapes import Words


@part
def roll(state: Words) -> np.uint64:
    """The next 64 random bits; `state` is an array of one word that changes."""
    state[0] += np.uint64(0x9E3779B97F4A7C15)
    word = state[0]
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.uint64(word ^ (word >> np.uint64(31)))


@part
def below(state: Words, limit: int) -> int:
    """A whole number from 0 to limit - 1, limit under 2**31."""
    return int(np.int64(((roll(state) >> np.uint64(33)) * np.uint64(limit)) >> np.uint64(31)))


@kernel
def shuffle(state: Words, order: np.ndarray) -> None:
    """Put the entries of a one-dimensional array into a random order (Fisher and Yates)."""
    for last in range(len(order) - 1, 0, -1):
        other = below(state, last + 1)
        kept = order[last]
        order[last] = order[other]
        order[other] = kept
