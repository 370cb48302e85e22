"""The best grouping of a handful of people, by a dynamic programme over sets of them."""

import numpy as np

from collegium.domain.composition.kernels.compiling import kernel, part
from collegium.domain.composition.kernels.shapes import Floats, Ints

_IMPOSSIBLE = -np.inf


@kernel
def best_parting(pair: Floats, least: Ints, most: Ints) -> Ints:
    """A group for each person; exact. Takes 3**people steps a group: for up to about 14."""
    people = len(pair)
    sets = 1 << people
    inside = _worths(pair)
    size = np.zeros(sets, dtype=np.int32)
    for some in range(1, sets):
        size[some] = size[some & (some - 1)] + 1
    best = np.full(sets, _IMPOSSIBLE)
    best[0] = 0.0
    choice = np.zeros((len(least), sets), dtype=np.int32)
    for group in range(len(least)):
        following = np.full(sets, _IMPOSSIBLE)
        for some in range(sets):
            part = some
            while True:
                if least[group] <= size[part] <= most[group]:
                    value = best[some ^ part] + inside[part]
                    if value > following[some]:
                        following[some] = value
                        choice[group, some] = part
                if part == 0:
                    break
                part = (part - 1) & some
        best = following
    return _read(choice, people)


@part
def _worths(pair: Floats) -> Floats:
    """The sum over pairs of every set of people."""
    people = len(pair)
    inside = np.zeros(1 << people)
    for some in range(1, 1 << people):
        last = 0
        while not (some >> last) & 1:
            last += 1
        rest = some & (some - 1)
        inside[some] = inside[rest]
        for other in range(last + 1, people):
            if (rest >> other) & 1:
                inside[some] += pair[last, other]
    return inside


@part
def _read(choice: Ints, people: int) -> Ints:
    group_of = np.zeros(people, dtype=np.int32)
    left = (1 << people) - 1
    for group in range(len(choice) - 1, -1, -1):
        part = choice[group, left]
        for person in range(people):
            if (part >> person) & 1:
                group_of[person] = group
        left ^= part
    return group_of
