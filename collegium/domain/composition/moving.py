"""Hand work: what one move would change."""

from collections.abc import Sequence

from collegium.domain.composition.checking import positions_of, seats_of
from collegium.domain.composition.index import Index
from collegium.domain.composition.problem import Groups, Problem
from collegium.domain.composition.result import Move, Price
from collegium.domain.composition.seated import NOWHERE, Seated, Shift


def moved(groups: Sequence[Sequence[str]], move: Move) -> Groups:
    """The groups after a move; the person of an exchange takes the other's old place.

    Raises KeyError where there is no such group or the other does not sit in it.
    """
    seats = [list(group) for group in groups]
    origin = next((at for at, group in enumerate(seats) if move.person in group), None)
    if move.to is not None and not 0 <= move.to < len(seats):
        raise KeyError(move.to)
    other = move.in_exchange_for
    if other is not None and (move.to is None or other not in seats[move.to]):
        raise KeyError(other)
    if origin is not None:
        seats[origin].remove(move.person)
    if other is not None and move.to is not None:
        seats[move.to].remove(other)
        if origin is not None:
            seats[origin].append(other)
    if move.to is not None:
        seats[move.to].append(move.person)
    return tuple(tuple(sorted(group)) for group in seats)


def price(problem: Problem, groups: Sequence[Sequence[str]], move: Move) -> Price:
    """What a move changes. Raises as `check` and `moved` do."""
    return prices(problem, groups, (move,))[0]


def prices(
    problem: Problem, groups: Sequence[Sequence[str]], moves: Sequence[Move]
) -> tuple[Price, ...]:
    """What each of these moves would change by itself, in their order. Raises as `price` does."""
    seated = seat_by_hand(problem, groups)
    return tuple(seated.price(shift_of(seated, move)) for move in moves)


def seat_by_hand(
    problem: Problem, groups: Sequence[Sequence[str]], index: Index | None = None
) -> Seated:
    """Groups made by hand, ready for questions; `index` where the problem's is at hand.

    Raises as `check` does.
    """
    if index is None:
        index, seats = seats_of(problem, groups)
        return Seated(index, seats)
    return Seated(index, positions_of(index, groups))


def shift_of(seated: Seated, move: Move) -> Shift:
    """A move as a shift. Raises as `moved` does, and KeyError for an unknown person."""
    one = seated.index.position[move.person]
    if move.to is None:
        if move.in_exchange_for is not None:
            raise KeyError(move.in_exchange_for)
        return {one: NOWHERE}
    if not 0 <= move.to < len(seated.seats):
        raise KeyError(move.to)
    if move.in_exchange_for is None:
        return {one: move.to}
    other = seated.index.position[move.in_exchange_for]
    if seated.place.get(other) != move.to:
        raise KeyError(move.in_exchange_for)
    return {one: move.to, other: seated.place.get(one, NOWHERE)}
