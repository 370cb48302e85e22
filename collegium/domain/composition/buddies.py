"""Buddies: pairs inside a group, one trio where the number is odd."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import combinations
from math import ceil
from typing import NamedTuple

from collegium.domain.composition.index import bits
from collegium.domain.composition.laps import Lap
from collegium.domain.composition.problem import Pair

_AT_ONCE = 8
_IN_A_ROW = 3
_LOOKED_AT = 6_000  # pairings in all, a few milliseconds

type Buddies = tuple[int, ...]


class _Turn(NamedTuple):
    share: int  # of cycles in a trio, in thousandths
    is_tired: bool


class _Pairing(NamedTuple):
    buddies: tuple[Buddies, ...]
    pairs: int  # bit by bit, in the order of `combinations`

    @property
    def trio(self) -> Buddies:
        """Those in the trio; nobody in an even group."""
        return next((buddies for buddies in self.buddies if len(buddies) == 3), ())


def pair_buddies(
    members: Sequence[str],
    *,
    strengths: Mapping[str, frozenset[str]],
    wants: Mapping[str, frozenset[str]],
    earlier_pairs: Iterable[Pair],
    seed: int,
    earlier_trios: Iterable[Sequence[str]] = (),
) -> tuple[tuple[str, ...], ...]:
    """Buddies for one cycle, a trio counting as its three pairs.

    Nobody is in the trio a fourth time in a row, by `earlier_trios` from first to last, where
    another can be. Of what is left: first the fewest repeats of `earlier_pairs` (named once for
    each time); then what lets the later cycles repeat the fewest until everybody has met
    everybody; then a trio of those who were in the fewest trios for the cycles they were there;
    then most strengths that a buddy wants. In an even group of up to eight everybody meets
    everybody before any pair comes again. More than ten members are dealt into tables of eight.
    Raises ValueError for fewer than two members or for a name twice.
    """
    if len(members) < 2 or len(set(members)) < len(members):
        raise ValueError("buddies need at least two different members")
    times = Counter(frozenset(pair) for pair in earlier_pairs)
    trios = list(earlier_trios)
    shares, tired = _shares(members, times, trios), _tired(trios)
    order = sorted(members, key=lambda name: sha256(f"{seed} {name}".encode()).digest())

    def fit(one: str, other: str) -> int:
        given = strengths.get(one, frozenset()) & wants.get(other, frozenset())
        return len(given) + len(strengths.get(other, frozenset()) & wants.get(one, frozenset()))

    chosen: list[tuple[str, ...]] = []
    for table in _tables(order):
        pairs = list(combinations(table, 2))
        counts = [times[frozenset(pair)] for pair in pairs]
        fits = [fit(*pair) for pair in pairs]
        turns = [_Turn(shares[name], name in tired) for name in table]
        best = _best(len(table), counts, fits, turns)
        chosen += [tuple(sorted(table[at] for at in buddies)) for buddies in best.buddies]
    return tuple(sorted(chosen))


def _tables(order: list[str]) -> Iterator[list[str]]:
    while len(order) > _AT_ONCE + 2:
        yield order[:_AT_ONCE]
        order = order[_AT_ONCE:]
    yield order


def _shares(
    members: Sequence[str], times: Counter[frozenset[str]], trios: Iterable[Sequence[str]]
) -> dict[str, int]:
    """For each member the share of cycles in a trio, were they in one now.

    A cycle brings a member one buddy, or two in a trio, so the number of cycles follows.
    """
    in_trios = Counter(name for trio in trios for name in trio)
    talks: Counter[str] = Counter()
    for pair, often in times.items():
        talks.update(dict.fromkeys(pair, often))
    return {
        name: 1000 * (in_trios[name] + 1) // (max(in_trios[name], talks[name] - in_trios[name]) + 1)
        for name in members
    }


def _tired(trios: Sequence[Sequence[str]]) -> frozenset[str]:
    """Who was in each of the last trios."""
    last = [frozenset(trio) for trio in trios[-_IN_A_ROW:]]
    return frozenset.intersection(*last) if len(last) == _IN_A_ROW else frozenset()


def _best(
    size: int, counts: Sequence[int], fits: Sequence[int], turns: Sequence[_Turn]
) -> _Pairing:
    pairings = _pairings(size)
    lap = Lap([pairing.pairs for pairing in pairings], counts, _cycles_left(size, counts))

    rested = [one for one in pairings if not any(turns[at].is_tired for at in one.trio)] or pairings
    repeats = [lap.repeats(one.pairs) for one in rested]
    fewest = min(repeats)
    able = [one for one, cost in zip(rested, repeats, strict=True) if cost == fewest]
    able.sort(
        key=lambda one: (
            sum(turns[at].share for at in one.trio),
            -sum(fits[at] for at in bits(one.pairs)),
        )
    )
    budget = max(2 * size, _LOOKED_AT // len(pairings))
    return able[lap.choose([one.pairs for one in able], budget)]


def _cycles_left(size: int, counts: Sequence[int]) -> int:
    """Cycles until everybody can have met everybody as often as those who meet the most rarely."""
    unmet = [
        pair
        for pair, often in zip(combinations(range(size), 2), counts, strict=True)
        if often == min(counts)
    ]
    a_cycle = size // 2 + 2 * (size % 2)
    busiest = max(Counter(at for pair in unmet for at in pair).values())
    return max(ceil(len(unmet) / a_cycle), ceil(busiest / 2) if size % 2 else busiest)


@lru_cache(maxsize=16)
def _pairings(size: int) -> tuple[_Pairing, ...]:
    """Every way to pair so many."""
    bit = {pair: 1 << at for at, pair in enumerate(combinations(range(size), 2))}
    return tuple(
        _Pairing(found, sum(bit[pair] for buddies in found for pair in combinations(buddies, 2)))
        for found in _ways(tuple(range(size)))
    )


def _ways(waiting: tuple[int, ...]) -> Iterator[tuple[Buddies, ...]]:
    if not waiting:
        yield ()
        return
    for buddies in _partners(waiting):
        rest = tuple(one for one in waiting if one not in buddies)
        yield from ((buddies, *others) for others in _ways(rest))


def _partners(waiting: Buddies) -> Iterator[Buddies]:
    """What the first who waits can be part of; an odd number needs its trio somewhere."""
    first, *others = waiting
    odd = len(waiting) % 2 == 1
    if not odd or len(waiting) > 3:
        yield from ((first, other) for other in others)
    if odd:
        yield from ((first, *two) for two in combinations(others, 2))
