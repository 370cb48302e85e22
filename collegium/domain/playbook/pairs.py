"""Two by two within a step: the usual partners where both are there, the others in order."""

from collegium.domain.playbook.state import State


def pair_up(state: State) -> tuple[tuple[str, ...], ...]:
    """Return pairs of those present, and one trio where their number is odd."""
    there = [one for one in state.members if one in state.present]
    usual = [tuple(one for one in pair if one in there) for pair in state.partners]
    pairs = [pair for pair in usual if len(pair) > 1]
    paired = {one for pair in pairs for one in pair}
    rest = [one for one in there if one not in paired]
    pairs += [tuple(rest[n : n + 2]) for n in range(0, len(rest) - 1, 2)]
    if len(rest) % 2 == 0:
        return tuple(pairs)
    if not pairs:
        return (tuple(rest),)
    shortest = min(range(len(pairs)), key=lambda n: len(pairs[n]))
    pairs[shortest] = (*pairs[shortest], rest[-1])
    return tuple(pairs)


def take_in(state: State, member: str) -> tuple[tuple[str, ...], ...]:
    """Return the pairs with somebody who comes late in the one where fewest are there."""
    if not state.pairs or any(member in pair for pair in state.pairs):
        return state.pairs
    fewest = min(state.pairs, key=lambda pair: len(state.present.intersection(pair)))
    return tuple((*pair, member) if pair is fewest else pair for pair in state.pairs)


def partners_of(pairs: tuple[tuple[str, ...], ...], member: str) -> tuple[str, ...]:
    """Return with whom `member` works."""
    return tuple(one for pair in pairs if member in pair for one in pair if one != member)
