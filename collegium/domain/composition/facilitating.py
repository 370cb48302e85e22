"""Which facilitator supports which group."""

from collections.abc import Sequence

from collegium.domain.composition.index import Index

NOBODY = -1


def assign_facilitators(index: Index, groups: Sequence[Sequence[int]]) -> list[int]:
    """The row of a facilitator for each group, NOBODY where none is left who may.

    As many groups as can be get one (augmenting paths over the facilitators' capacities).
    """
    first = len(index.people)
    free = [facilitator.capacity for facilitator in index.problem.facilitators]
    chosen = [NOBODY] * len(groups)
    supported: list[list[int]] = [[] for _ in free]
    able: dict[int, list[int]] = {}
    for group, members in enumerate(groups):
        for at in range(len(free)):
            place = (at + group) % len(free)
            if free[place] and may_support(index, first + place, members):
                _take(group, place, chosen, supported, free)
                break
    for group in range(len(groups)):
        if chosen[group] == NOBODY and free:
            _augment(index, groups, group, (chosen, supported, free, able))
    return [NOBODY if place == NOBODY else first + place for place in chosen]


def may_support(index: Index, facilitator: int, members: Sequence[int]) -> bool:
    """Whether no rule stands between a facilitator and these members as one group."""
    languages, hours = index.languages[facilitator], index.hours[facilitator]
    for one in members:
        if not index.may_meet(facilitator, one):
            return False
        languages &= index.languages[one]
        hours &= index.hours[one]
    enough = not index.half_hours or index.common_half_hours(hours) >= index.half_hours
    return bool(languages) and enough


type _State = tuple[list[int], list[list[int]], list[int], dict[int, list[int]]]


def _take(
    group: int, place: int, chosen: list[int], supported: list[list[int]], free: list[int]
) -> None:
    chosen[group] = place
    supported[place].append(group)
    free[place] -= 1


def _augment(index: Index, groups: Sequence[Sequence[int]], group: int, state: _State) -> None:
    """Find a chain of groups that change their facilitator so that this one gets some."""
    chosen, supported, free, able = state
    came: dict[int, int] = {}
    line = [group]
    for at in line:
        if at not in able:
            able[at] = [
                place
                for place in range(len(free))
                if may_support(index, len(index.people) + place, groups[at])
            ]
        for place in able[at]:
            if place in came:
                continue
            came[place] = at
            if free[place]:
                _shift(place, came, chosen, supported)
                free[place] -= 1
                return
            line += supported[place]


def _shift(place: int, came: dict[int, int], chosen: list[int], supported: list[list[int]]) -> None:
    while True:
        group, before = came[place], chosen[came[place]]
        chosen[group] = place
        supported[place].append(group)
        if before == NOBODY:
            return
        supported[before].remove(group)
        place = before
