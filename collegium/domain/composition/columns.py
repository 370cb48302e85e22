"""The columns of an exact search: every lawful group of the sizes asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import comb

import numpy as np

from collegium.domain.composition.kernels.columns import Kinds, Listing, Units, list_groups
from collegium.domain.composition.kernels.shapes import Floats, Ints, Law, Worth

_MOST_COLUMNS = 1_500_000


@dataclass(frozen=True, slots=True)
class Columns:
    """Lawful groups as kinds of units; those of one size, `wanted` so often, between `starts`."""

    units: Units
    entries: Kinds
    worths: Floats
    starts: Ints
    wanted: Ints

    def row_of(self, entries: Sequence[int]) -> int | None:
        """The row of these kinds, None where they are no lawful group."""
        padded = [*entries, *[len(self.units.many)] * (self.entries.shape[1] - len(entries))]
        rows = np.flatnonzero((self.entries == np.array(padded, dtype=np.int8)).all(axis=1))
        return int(rows[0]) if len(rows) else None

    def spans(self) -> list[tuple[int, int]]:
        """From which row to which the columns of each size go."""
        return list(pairwise(self.starts.tolist()))


def list_columns(worth: Worth, law: Law, units: Units, sizes: Sequence[int]) -> Columns | None:
    """Every lawful group of these sizes; None where they are too many, or none of some size."""
    if sum(_expected(units, size) for size in set(sizes)) > _MOST_COLUMNS:
        return None
    entries: list[Kinds] = []
    worths: list[Floats] = []
    classes = sorted(set(sizes))
    for size in classes:
        room = min(_MOST_COLUMNS, comb(len(units.people), size)) + 1
        rows = np.empty((room, max(classes)), dtype=np.int8)
        listing = Listing(size, rows, np.empty(room))
        found = list_groups(law, worth, units, listing)
        if found <= 0:
            return None
        entries.append(rows[:found].copy())
        worths.append(listing.worths[:found].copy())
    return Columns(
        units=units,
        entries=np.concatenate(entries),
        worths=np.concatenate(worths),
        starts=np.cumsum([0, *map(len, worths)]).astype(np.int32),
        wanted=np.array([sizes.count(size) for size in classes], dtype=np.int32),
    )


def _expected(units: Units, size: int) -> float:
    """About how many groups of this size are lawful, from the share of pairs that are."""
    together = 0
    for closed, many in zip(units.closed.tolist(), units.many.tolist(), strict=True):
        open_kinds = [not closed >> kind & 1 for kind in range(len(units.many))]
        together += many * int(units.many[open_kinds].sum())
    share = together / int(units.many.sum()) ** 2
    return comb(len(units.people), size) * share ** comb(size, 2)
