"""People as units for an exact search: who stays together, and who is like whom."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from collegium.domain.composition.kernels.columns import Units, pair_clashes, pair_worths
from collegium.domain.composition.kernels.shapes import Floats, Ints, Law, Worth


def units_of(
    worth: Worth, law: Law, wholes: Sequence[Sequence[int]], nuclei: int, guests: Sequence[int]
) -> Units | None:
    """Units and kinds of all these wholes, 64 at most; None where one breaks a rule by itself.

    A whole is a person or several who stay together; the first so many are `nuclei`, which
    never meet. Each group must suit one of the `guests`, where there are any.
    """
    apart = _apart(law, wholes, nuclei, guests)
    if apart.diagonal().any():
        return None
    kinds = _kinds(worth, law, wholes, apart, single_from=nuclei)
    people = [one for kind in kinds for unit in kind for one in wholes[unit]]
    firsts = [kind[0] for kind in kinds]
    closed = np.zeros(len(kinds), dtype=np.uint64)
    for at, first in enumerate(firsts):
        for other, kind in enumerate(kinds):
            if any(apart[first, unit] for unit in kind):
                closed[at] |= np.uint64(1 << other)
    widths = [len(wholes[first]) for first in firsts]
    lengths = [width * len(kind) for width, kind in zip(widths, kinds, strict=True)]
    return Units(
        start=_ints([0, *accumulate(lengths)]),
        people=_ints(people),
        width=_ints(widths),
        many=_ints([len(kind) for kind in kinds]),
        closed=closed,
        pairs=_pairs(worth, _ints(people)),
        guests=_ints(guests),
    )


def entries_of(units: Units, group: Sequence[int]) -> list[int] | None:
    """The kinds of a group, one entry for each unit; None where it holds part of a unit."""
    present = set(group)
    entries: list[int] = []
    for kind, unit in _units(units):
        if present.issuperset(unit):
            entries.append(kind)
            present.difference_update(unit)
    return entries if not present else None


def seats_of_columns(units: Units, columns: Sequence[Sequence[int]]) -> list[list[int]]:
    """People for the kinds of these columns: whoever of a kind comes first is seated first."""
    waiting: dict[int, list[list[int]]] = defaultdict(list)
    for kind, unit in _units(units):
        waiting[kind].append(unit)
    return [
        sorted(one for kind in column if kind in waiting for one in waiting[kind].pop(0))
        for column in columns
    ]


def _units(units: Units) -> Iterator[tuple[int, list[int]]]:
    for kind, (low, width, many) in enumerate(
        zip(units.start[:-1].tolist(), units.width.tolist(), units.many.tolist(), strict=True)
    ):
        for unit in range(many):
            at = low + unit * width
            yield kind, units.people[at : at + width].tolist()


def _apart(
    law: Law, wholes: Sequence[Sequence[int]], nuclei: int, guests: Sequence[int]
) -> NDArray[np.uint8]:
    """Which wholes, and after them which guests, a rule between two people keeps apart."""
    rows = [*(one for whole in wholes for one in whole), *guests]
    clashes = np.zeros((len(rows), len(rows)), dtype=np.uint8)
    pair_clashes(law, _ints(rows), clashes)
    at = [whole for whole, members in enumerate(wholes) for _ in members]
    at += range(len(wholes), len(wholes) + len(guests))
    apart = np.zeros((at[-1] + 1, at[-1] + 1), dtype=np.uint8)
    np.maximum.at(apart, np.ix_(at, at), clashes)
    apart[:nuclei, :nuclei] |= 1 - np.eye(nuclei, dtype=np.uint8)
    return apart


def _kinds(
    worth: Worth,
    law: Law,
    wholes: Sequence[Sequence[int]],
    apart: NDArray[np.uint8],
    single_from: int,
) -> list[list[int]]:
    """Wholes that could change places without a trace; those of several people stay single."""
    kinds: list[list[int]] = []
    alike: dict[tuple[bytes, ...], list[list[int]]] = defaultdict(list)
    for whole, members in enumerate(wholes):
        character = _character(worth, law, members[0])
        known = alike[character] if len(members) == 1 and whole >= single_from else []
        if worth.met_start[members[0]] < worth.met_start[members[0] + 1]:
            known = []
        kind = next((kind for kind in known if _interchangeable(apart, kind[0], whole)), None)
        if kind is None:
            kinds.append([whole])
            known.append(kinds[-1])
        else:
            kind.append(whole)
    return kinds


def _character(worth: Worth, law: Law, one: int) -> tuple[bytes, ...]:
    tables = (worth.items, worth.numbers, worth.offers, worth.wishes)
    rules = (law.level, law.languages, law.hours, law.quota)
    return tuple(table[one].tobytes() for table in (*tables, *rules))


def _interchangeable(apart: NDArray[np.uint8], one: int, other: int) -> bool:
    different = apart[one] != apart[other]
    different[[one, other]] = False
    return not different.any()


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int32)


def _pairs(worth: Worth, people: Ints) -> Floats:
    pairs = np.zeros((len(people), len(people)))
    pair_worths(worth, people, pairs)
    return pairs
