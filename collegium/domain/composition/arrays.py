"""The index as arrays for kernels."""

from collections.abc import Mapping, Sequence

import numpy as np

from collegium.domain.composition.index import Index, Rows
from collegium.domain.composition.kernels.shapes import Ints, Law, Words, Worth

_WORD = 64
_FULL = (1 << _WORD) - 1


def worth_arrays(index: Index) -> Worth:
    """The objective of a problem."""
    met = [dict(sorted(index.met.get(at, {}).items())) for at in range(len(index.people))]
    facets, values = _facets(index)
    return Worth(
        items=padded(index.items),
        facets=facets,
        values=values,
        aligned=index.aligned,
        weights=np.array(index.weights, dtype=np.float64),
        numbers=np.ascontiguousarray(
            np.array([n.values for n in index.numbers], dtype=np.float64)
            .reshape(len(index.numbers), len(index.people))
            .T
        ),
        spread=np.array([number.spread for number in index.numbers], dtype=np.float64),
        balance=np.array([number.balance for number in index.numbers], dtype=np.float64),
        offers=padded(index.offers),
        wishes=padded(index.wishes),
        strengths=len(index.strengths),
        wish=float(index.problem.weights.complement),
        met_start=_starts([len(row) for row in met]),
        met_other=_flat([list(row) for row in met]),
        met_cost=np.array([cost for row in met for cost in row.values()], dtype=np.float64),
    )


def _facets(index: Index) -> tuple[Ints, Ints]:
    """Each category as numbers from 0, and all sets of a person together as one more."""
    kinds: list[list[tuple[int, ...]]] = [
        [row[at : at + 1] for row in index.items] for at in range(index.aligned)
    ]
    if any(len(row) > index.aligned for row in index.items):
        kinds.append([row[index.aligned :] for row in index.items])
    numbered = [{kind: at for at, kind in enumerate(sorted(set(column)))} for column in kinds]
    table = np.zeros((len(index.people), len(kinds)), dtype=np.int32)
    for facet, (column, number) in enumerate(zip(kinds, numbered, strict=True)):
        table[:, facet] = [number[kind] for kind in column]
    return table, np.array([len(number) for number in numbered], dtype=np.int32)


def law_arrays(index: Index) -> Law:
    """The hard rules of a problem."""
    rows = len(index.enter)
    foes = [sorted(index.foes.get(at, {})) for at in range(rows)]
    limit = index.problem.rules.levels_apart
    quota = np.zeros((rows, len(index.quotas)), dtype=np.uint8)
    for at, asked in enumerate(index.quotas):
        quota[sorted(asked.people), at] = 1
    words = -(-max(1, len(index.language_names)) // _WORD)
    stretches = -(-len(index.hour_lengths) // _WORD)
    lengths = np.zeros(stretches * _WORD, dtype=np.int32)
    lengths[: len(index.hour_lengths)] = index.hour_lengths
    return Law(
        enter=_ints(index.enter),
        leave=_ints(index.leave),
        pool=_ints(index.pools),
        foe_start=_starts([len(row) for row in foes]),
        foe=_flat(foes),
        level=_ints(index.levels),
        levels_apart=-1 if limit is None else limit,
        languages=_words(index.languages, words),
        hours=_words(index.hours, stretches),
        hour_length=lengths,
        half_hours=int(index.half_hours),
        quota=quota,
        quota_least=_ints([asked.least for asked in index.quotas]),
        quota_or_none=np.array([asked.or_none for asked in index.quotas], dtype=np.uint8),
    )


def padded(rows: Rows) -> Ints:
    """Rows of different lengths as a table, -1 where they end; one column at least."""
    table = np.full((len(rows), max(1, max(map(len, rows), default=0))), -1, dtype=np.int32)
    for at, row in enumerate(rows):
        table[at, : len(row)] = row
    return table


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int32)


def _starts(lengths: Sequence[int]) -> Ints:
    starts = np.zeros(len(lengths) + 1, dtype=np.int32)
    np.cumsum(np.array(lengths, dtype=np.int32), out=starts[1:])
    return starts


def _flat(rows: Sequence[Sequence[int]]) -> Ints:
    return np.array([value for row in rows for value in row], dtype=np.int32)


def _words(masks: Sequence[int], words: int) -> Words:
    """Bit masks as rows of 64-bit words, the lowest first."""
    known: Mapping[int, list[int]] = {
        mask: [mask >> (_WORD * at) & _FULL for at in range(words)] for mask in set(masks)
    }
    return np.array([known[mask] for mask in masks], dtype=np.uint64).reshape(len(masks), words)
