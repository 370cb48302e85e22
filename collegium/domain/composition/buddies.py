"""Buddies: pairs inside a group, one trio where the number is odd."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from collegium.domain.composition.dice import Dice
from collegium.domain.composition.problem import Pair

_REPEAT = 1_000
_AT_ONCE = 12

type Pairing = tuple[int, tuple[tuple[str, ...], ...]]


def pair_buddies(
    members: Sequence[str],
    *,
    strengths: Mapping[str, frozenset[str]],
    wants: Mapping[str, frozenset[str]],
    earlier_pairs: Iterable[Pair],
    seed: int,
) -> tuple[tuple[str, ...], ...]:
    """The pairing that repeats the fewest earlier pairs and matches most strengths to wants.

    Exact for up to twelve members; more are dealt into tables of at most twelve first.
    Raises ValueError for fewer than two members or for a name twice.
    """
    if len(members) < 2 or len(set(members)) < len(members):
        raise ValueError("buddies need at least two different members")
    earlier = Counter(frozenset(pair) for pair in earlier_pairs)
    order = Dice(seed).shuffled(sorted(members))

    def cost(one: str, other: str) -> int:
        given = strengths.get(one, frozenset()) & wants.get(other, frozenset())
        taken = strengths.get(other, frozenset()) & wants.get(one, frozenset())
        return _REPEAT * earlier[frozenset((one, other))] - len(given) - len(taken)

    costs = {(a, b): cost(a, b) for a in order for b in order if a != b}
    chosen = [buddies for table in _tables(order) for buddies in _best(tuple(table), costs, {})[1]]
    return tuple(sorted(tuple(sorted(buddies)) for buddies in chosen))


def _tables(order: list[str]) -> Iterator[list[str]]:
    while len(order) > _AT_ONCE + 1:
        yield order[:_AT_ONCE]
        order = order[_AT_ONCE:]
    yield order


def _best(
    waiting: tuple[str, ...],
    costs: Mapping[Pair, int],
    known: dict[tuple[str, ...], Pairing],
) -> Pairing:
    """The cheapest way to pair those who wait, the first of equals."""
    if not waiting:
        return 0, ()
    if waiting not in known:
        options = []
        for buddies in _partners(waiting):
            rest = tuple(one for one in waiting if one not in buddies)
            cost, others = _best(rest, costs, known)
            own = sum(costs[pair] for pair in combinations(buddies, 2))
            options.append((own + cost, (buddies, *others)))
        known[waiting] = min(options, key=lambda option: option[0])
    return known[waiting]


def _partners(waiting: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What the first who waits can be part of; an odd number needs its trio somewhere."""
    first, *others = waiting
    odd = len(waiting) % 2 == 1
    if not odd or len(waiting) > 3:
        yield from ((first, other) for other in others)
    if odd:
        yield from ((first, *two) for two in combinations(others, 2))
