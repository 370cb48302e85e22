"""Groups to start from: lawful ones with their facilitators, and as few left out as can be found.

Loads numpy and numba.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from collegium.domain.composition import proof
from collegium.domain.composition.checking import broken_rules
from collegium.domain.composition.doors import Doors
from collegium.domain.composition.exact import prove
from collegium.domain.composition.facilitating import NOBODY, assign_facilitators, may_support
from collegium.domain.composition.floor import Ground
from collegium.domain.composition.index import Index
from collegium.domain.composition.seating import group_counts, seat

_MOST_ASKED = 72  # people up to whom a solver has an answer in seconds
_EFFORT = 2.0
_STEPS = 20_000

type _Groups = list[list[int]]


@dataclass(slots=True)
class Start:
    """Groups that are not finished: those of `homes` first, positions in `Problem.fixed`.

    `kept` are those who stay in each of these; `guests` the row of each group's facilitator;
    of the `unsupported` is known that a group failed for want of one.
    """

    groups: _Groups
    guests: list[int]
    homes: list[int]
    kept: _Groups
    unsupported: set[int] = field(default_factory=set)

    def narrowed(self, index: Index) -> Index:
        """The index of the same people with these groups as the only fixed ones."""
        fixed = tuple(frozenset(index.ids(people)) for people in self.kept)
        return replace(index, problem=replace(index.problem, fixed=fixed, finished=frozenset()))


def find_start(ground: Ground, never: Iterable[int], *, seed: int) -> Start:
    """Seat everybody who is not in a finished group and might have a place."""
    index = ground.index
    fixed = [{index.position[one] for one in group} for group in index.problem.fixed]
    away = {one for at in index.problem.finished for one in fixed[at]}.union(never)
    people = [one for one in range(len(index.people)) if one not in away]
    nuclei = _nuclei(index, people)
    start = _by_search(ground, people, nuclei, seed)
    if _seated(start) == len(people):
        return start
    better = None
    if len(people) <= _MOST_ASKED and proof.can_prove():
        better = _by_solver(index, start, nuclei)
    elif len(people) <= _MOST_ASKED:
        better = _by_trying(ground, people, nuclei)
    if better and _seated(better) > _seated(start):
        start = replace(better, unsupported=start.unsupported)
    left = set(people).difference(*start.groups)
    if _used_up(index, start) and len(left) >= index.problem.sizes.minimum:
        start.unsupported |= left
    return start


def _used_up(index: Index, start: Start) -> bool:
    """Whether no facilitator has room for another group."""
    given = index.problem.facilitators
    return bool(given) and sum(one.capacity for one in given) <= len(start.groups)


def _seated(start: Start) -> int:
    return sum(map(len, start.groups))


def _nuclei(index: Index, people: Sequence[int]) -> dict[int, list[int]]:
    """Who of these stays in which group, with all who are kept together with them."""
    present = set(people)
    nuclei: dict[int, list[int]] = {}
    for at, group in enumerate(index.problem.fixed):
        members = {index.position[one] for one in group} & present
        for block in index.blocks:
            if members.intersection(block):
                members.update(block)
        if members and at not in index.problem.finished:
            nuclei[at] = sorted(members)
    return nuclei


def _by_search(
    ground: Ground, people: Sequence[int], nuclei: dict[int, list[int]], seed: int
) -> Start:
    """Where a group that people stay in cannot be, they are left out and it is tried again."""
    index, kept, without = ground.index, dict(nuclei), set[int]()
    while True:
        present = [one for one in people if one not in without]
        groups, guests = _supported(ground, present, list(kept.values()), seed)
        failed = [
            at
            for at, group, guest in zip(kept, groups, guests, strict=False)
            if not _stands(index, group, guest)
        ]
        if not failed:
            break
        failed.sort(key=lambda at: (len(kept[at]), at))
        for at in failed[: -(-len(failed) // 2)]:
            without.update(kept.pop(at))
    start = Start([], [], list(kept), list(kept.values()))
    for group, guest in zip(groups, guests, strict=True):
        if _stands(index, group, guest):
            start.groups.append(group)
            start.guests.append(guest)
        else:
            start.unsupported.update(group)
    _take_in(index, start, present)
    return start


def _supported(
    ground: Ground, people: Sequence[int], kept: Sequence[Sequence[int]], seed: int
) -> tuple[_Groups, list[int]]:
    """Groups and their facilitators; where some group finds none, filled around facilitators."""
    index = ground.index
    if not people:
        return [], []
    found = seat(index, ground.law, people, kept, seed=seed)
    groups = [list(group) for group in found.groups]
    guests = assign_facilitators(index, groups)
    if not index.problem.facilitators or NOBODY not in guests:
        return groups, guests
    around = _around(index, kept, len(groups))
    found = seat(index, ground.law, people, kept, seed=seed, around=around)
    others = [list(group) for group in found.groups]
    suited = assign_facilitators(index, others)
    with_guest, before = _heads(others, suited), _heads(groups, guests)
    return (others, suited) if with_guest > before else (groups, guests)


def _around(index: Index, kept: Sequence[Sequence[int]], count: int) -> list[int]:
    """A facilitator for each group to be, in turns as far as their capacities go."""
    first, free = len(index.people), [one.capacity for one in index.problem.facilitators]
    chosen: list[int] = []
    turn = 0
    for group in range(count):
        order = ((turn + step) % len(free) for step in range(len(free)))
        stay = kept[group] if group < len(kept) else ()
        able = (p for p in order if free[p] and may_support(index, first + p, stay))
        place = next(able, None)
        if place is None:
            chosen.append(NOBODY)
            continue
        free[place] -= 1
        turn = place + 1
        chosen.append(first + place)
    return chosen


def _heads(groups: _Groups, guests: Sequence[int]) -> int:
    return sum(len(g) for g, guest in zip(groups, guests, strict=True) if guest != NOBODY)


def _stands(index: Index, group: Sequence[int], guest: int) -> bool:
    if index.problem.facilitators and guest == NOBODY:
        return False
    return not any(True for _ in broken_rules(index, 0, group))


def _take_in(index: Index, start: Start, people: Iterable[int]) -> None:
    """Whoever is left out and may come into a group as it is does; one to a group in each pass."""
    units = list(_units(index, sorted(set(people).difference(*start.groups))))
    while units:
        doors, changed, waiting = Doors(index, start.groups, start.guests), set[int](), list(units)
        for unit in waiting:
            open_to = next((at for at in doors.open_to(unit) if at not in changed), None)
            if open_to is not None:
                start.groups[open_to] = sorted([*start.groups[open_to], *unit])
                changed.add(open_to)
                units.remove(unit)
        if not changed:
            break


def _units(index: Index, people: Sequence[int]) -> Iterator[Sequence[int]]:
    block_of = {one: block for block in index.blocks for one in block}
    return iter(dict.fromkeys(tuple(block_of.get(one, (one,))) for one in people))


def _by_solver(index: Index, start: Start, nuclei: dict[int, list[int]]) -> Start | None:
    known = [index.ids(group) for group in start.groups]
    found = proof.seat_most(index.problem, known=known, effort=_EFFORT).groups
    if found is None:
        return None
    groups = [sorted(index.position[one] for one in group) for group in found]
    finished = {one for at in index.problem.finished for one in index.problem.fixed[at]}
    open_to = [group for group in groups if index.people[group[0]].id not in finished]
    return _ordered(index, open_to, nuclei)


def _by_trying(ground: Ground, people: Sequence[int], nuclei: dict[int, list[int]]) -> Start | None:
    """Every grouping of everybody, where there are few enough."""
    index = Start([], [], [], list(nuclei.values())).narrowed(ground.index)
    rows = range(len(index.people), len(index.enter))
    guests = list(rows) if index.problem.facilitators else None
    for count in group_counts(len(people), index.problem.sizes):
        share, over = divmod(len(people), count)
        sizes = [share + (at < over) for at in range(count)]
        found = prove(
            index, ground.worth, ground.law, sizes,
            incumbent=list(_cut(people, sizes)), guests=guests, steps=_STEPS,
        )  # fmt: skip
        if found:
            return _ordered(index, found.groups, nuclei)
    return None


def _cut(people: Sequence[int], sizes: Sequence[int]) -> Iterator[Sequence[int]]:
    for last, size in zip(accumulate(sizes), sizes, strict=True):
        yield people[last - size : last]


def _ordered(index: Index, groups: _Groups, nuclei: dict[int, list[int]]) -> Start | None:
    """Those that people stay in first, with facilitators; None where these do not suffice."""
    homes = {
        at: group
        for at, nucleus in nuclei.items()
        for group in groups
        if not set(nucleus).isdisjoint(group)
    }
    kept = [sorted(set(nuclei[at]).intersection(group)) for at, group in homes.items()]
    others = [group for group in groups if group not in homes.values()]
    ordered = [*homes.values(), *sorted(others)]
    guests = assign_facilitators(index, ordered)
    if not all(map(_stands, [index] * len(ordered), ordered, guests)):
        return None
    return Start(ordered, guests, list(homes), kept)
