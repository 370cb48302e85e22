"""Placing: people who come late get a place, and a group that became too small is saved."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from collegium.domain.composition.index import Index
from collegium.domain.composition.mending import mend
from collegium.domain.composition.moving import seat_by_hand
from collegium.domain.composition.problem import Problem
from collegium.domain.composition.result import Move
from collegium.domain.composition.seated import NOWHERE, Seated, Shift

_TRIED = 12


@dataclass(frozen=True, slots=True)
class Placing:
    """Moves to make, who finds no place by them, what it does to the mix.

    `dissolved` is a group whose people all go elsewhere.
    """

    moves: tuple[Move, ...]
    unplaced: tuple[str, ...]
    change: float
    dissolved: int | None = None


def place(
    problem: Problem,
    groups: Sequence[Sequence[str]],
    newcomers: Collection[str],
    *,
    stay: Collection[str] = (),
    closed: Collection[int] = (),
    index: Index | None = None,
) -> Placing:
    """Seats for people who have none: the fewest moves, and of these the best for the mix.

    Whoever has the fewest places to go is placed first; where every group is closed to
    somebody, others make room. `stay` are people who are not moved for it, `closed` groups that
    nobody enters. Raises as `check` and KeyError for an unknown newcomer.
    """
    seated = seat_by_hand(problem, groups, index)
    position = seated.index.position
    waiting = [position[one] for one in newcomers if position[one] not in seated.place]
    kept = {position[one] for one in stay if one in position}
    shift, unplaced = _placed(seated, waiting, kept, closed)
    return _answer(seated, shift, unplaced)


def rescue(
    problem: Problem,
    groups: Sequence[Sequence[str]],
    group: int,
    *,
    stay: Collection[str] = (),
    index: Index | None = None,
) -> Placing | None:
    """What saves the people of a group that is too small: others come, or they all go.

    Whichever takes fewer moves, then the better one. None where neither is possible.
    """
    seated = seat_by_hand(problem, groups, index)
    kept = {seated.index.position[one] for one in stay if one in seated.index.position}
    ways: list[Placing] = []
    joined = mend(seated, {group}, stay={*kept, *seated.seats[group]})
    if joined:
        ways.append(_answer(seated, joined, ()))
    members = seated.seats[group]
    if not kept.intersection(members):
        empty = seated.after(dict.fromkeys(members, NOWHERE))
        shift, unplaced = _placed(empty, list(members), kept, closed=(group,))
        if not unplaced:
            ways.append(_answer(seated, shift, (), dissolved=group))
    return min(ways, key=lambda way: (len(way.moves), -way.change), default=None)


def _placed(
    seated: Seated, people: Sequence[int], stay: Collection[int], closed: Collection[int]
) -> tuple[Shift, tuple[int, ...]]:
    """Seats for these people one after another, the most restricted first."""
    total: dict[int, int] = {}
    unplaced: list[int] = []
    open_groups = [at for at in range(len(seated.seats)) if at not in closed]
    units = sorted({seated.unit(one) for one in people})
    units.sort(key=lambda unit: len(_welcoming(seated, unit, open_groups)))
    for unit in units:
        shift = _seat(seated, unit, {*stay}, open_groups)
        if shift is None:
            unplaced += unit
        else:
            seated = seated.after(shift)
            total |= shift
    return total, tuple(unplaced)


def _welcoming(seated: Seated, unit: tuple[int, ...], groups: Sequence[int]) -> list[int]:
    """The groups into which these could go with no rule broken that is kept now."""
    return [
        at
        for at in groups
        if seated.seats[at]
        and not set(seated.broken_after(at, (), unit)).difference(seated.broken(at))
    ]


def _seat(
    seated: Seated, unit: tuple[int, ...], stay: set[int], groups: Sequence[int]
) -> Shift | None:
    direct = [dict.fromkeys(unit, at) for at in _welcoming(seated, unit, groups)]
    if direct:
        return max(direct, key=seated.gain)

    def trouble(at: int) -> tuple[int, float]:
        return len(seated.broken_after(at, (), unit)), -seated.gain(dict.fromkeys(unit, at))

    ways: list[Shift] = []
    for at in sorted((at for at in groups if seated.seats[at]), key=trouble)[:_TRIED]:
        step = dict.fromkeys(unit, at)
        room = mend(seated.after(step), {at}, stay={*stay, *unit}, most=2)
        if room is not None and not set(room.values()) & (
            set(range(len(seated.seats))) - {*groups}
        ):
            ways.append({**step, **room})
    return max(ways, key=lambda way: (-len(way), seated.gain(way)), default=None)


def _answer(
    seated: Seated, shift: Shift, unplaced: Sequence[int], dissolved: int | None = None
) -> Placing:
    people = seated.index.people
    moving = sorted(one for one, to in shift.items() if seated.place.get(one, NOWHERE) != to)
    return Placing(
        moves=tuple(Move(people[one].id, shift[one]) for one in moving),
        unplaced=tuple(people[one].id for one in sorted(unplaced)),
        change=seated.gain(shift),
        dissolved=dissolved,
    )
