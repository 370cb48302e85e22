"""Which rules a grouping breaks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from collegium.domain.composition.faults import Fault, Unsolvable, refuse_faulty
from collegium.domain.composition.index import Index
from collegium.domain.composition.indexing import build_index
from collegium.domain.composition.problem import Problem
from collegium.domain.composition.result import Rule, Violation
from collegium.domain.composition.worth import group_worth

type Clash = tuple[Rule, tuple[int, int]]


def check(problem: Problem, groups: Sequence[Sequence[str]]) -> tuple[Violation, ...]:
    """Every hard rule that these groups break; people in no group break none.

    Raises Unsolvable for a faulty problem or for ids that are unknown or seated twice.
    """
    index, seats = seats_of(problem, groups)
    return tuple(
        [found for at, members in enumerate(seats) for found in broken_rules(index, at, members)]
    ) + tuple(parted(index, places_of(seats), index.blocks))


def worth(problem: Problem, groups: Sequence[Sequence[str]]) -> float:
    """The objective of these groups. Raises as `check` does."""
    index, seats = seats_of(problem, groups)
    return sum(group_worth(index, members) for members in seats)


def seats_of(problem: Problem, groups: Sequence[Sequence[str]]) -> tuple[Index, list[list[int]]]:
    """The problem's index and the groups as positions. Raises as `check` does."""
    refuse_faulty(problem)
    index = build_index(problem)
    return index, positions_of(index, groups)


def positions_of(index: Index, groups: Sequence[Sequence[str]]) -> list[list[int]]:
    """The groups as positions. Raises Unsolvable for ids unknown or seated twice."""
    ids = [person for group in groups for person in group]
    unknown = sorted(set(ids) - set(index.position))
    if unknown:
        raise Unsolvable((Fault("unknown_person", people=tuple(unknown)),))
    if len(set(ids)) < len(ids):
        twice = tuple(sorted({person for person in ids if ids.count(person) > 1}))
        raise Unsolvable((Fault("seated_twice", people=twice),))
    return [sorted(index.position[person] for person in group) for group in groups]


def broken_rules(
    index: Index, group: int, members: Sequence[int], guest: int = -1
) -> Iterator[Violation]:
    """The rules that these members break as one group, an empty one breaks none.

    `guest` is the row of the group's facilitator, -1 for none.
    """
    present = [*members, guest] if guest >= 0 else members
    found = [
        (rule, (one, other))
        for one, other in combinations(present, 2)
        for rule in clashes(index, one, other)
    ]
    yield from broken_pairs(index, group, members, found)
    yield from broken_as_a_whole(index, group, members, guest)


def clashes(index: Index, one: int, other: int) -> Iterator[Rule]:
    """The rules between just these two that keep them apart: LINE, POOL, APART and VETO."""
    enter, leave = index.enter, index.leave
    below = enter[one] <= enter[other] < leave[one]
    if below or enter[other] <= enter[one] < leave[other]:
        yield Rule.LINE
    if index.pools[one] >= 0 and index.pools[one] == index.pools[other]:
        yield Rule.POOL
    foe = index.foes.get(one)
    if foe and other in foe:
        yield foe[other]


def broken_pairs(
    index: Index, group: int, members: Sequence[int], found: Iterable[Clash]
) -> Iterator[Violation]:
    """Clashes of pairs as violations; of a veto only the group is named, and once."""
    vetoed = False
    for rule, pair in found:
        vetoed |= rule == Rule.VETO
        if rule != Rule.VETO:
            yield Violation(rule, group, index.ids(at for at in pair if at < len(index.people)))
    if vetoed:
        yield Violation(Rule.VETO, group, index.ids(members))


def broken_as_a_whole(
    index: Index, group: int, members: Sequence[int], guest: int = -1
) -> Iterator[Violation]:
    """The rules that these members break together and not by pairs."""
    if members:
        yield from _level_span(index, group, members)
        yield from _common_ground(index, group, members, guest)
        yield from _size(index, group, members)
        yield from _quotas(index, group, members)


def _level_span(index: Index, group: int, members: Sequence[int]) -> Iterator[Violation]:
    limit = index.problem.rules.levels_apart
    levels = sorted((index.levels[at], at) for at in members if index.levels[at] >= 0)
    if limit is not None and levels and levels[-1][0] - levels[0][0] > limit:
        ends = index.ids((levels[0][1], levels[-1][1]))
        yield Violation(Rule.LEVELS, group, ends, levels[-1][0] - levels[0][0], limit)


def _common_ground(
    index: Index, group: int, members: Sequence[int], guest: int
) -> Iterator[Violation]:
    languages, hours = index.languages[members[0]], index.hours[members[0]]
    for at in (*members[1:], *([guest] if guest >= 0 else [])):
        languages &= index.languages[at]
        hours &= index.hours[at]
    if not languages:
        yield Violation(Rule.LANGUAGE, group, index.ids(members), 0, 1)
    if index.half_hours and (shared := index.common_half_hours(hours)) < index.half_hours:
        needed = index.problem.rules.common_hours
        yield Violation(Rule.HOURS, group, index.ids(members), shared / 2, needed)


def _size(index: Index, group: int, members: Sequence[int]) -> Iterator[Violation]:
    sizes = index.problem.sizes
    if len(members) < sizes.minimum:
        yield Violation(Rule.SIZE, group, index.ids(members), len(members), sizes.minimum)
    if len(members) > sizes.maximum:
        yield Violation(Rule.SIZE, group, index.ids(members), len(members), sizes.maximum)


def _quotas(index: Index, group: int, members: Sequence[int]) -> Iterator[Violation]:
    for quota in index.quotas:
        counted = [at for at in members if at in quota.people]
        if len(counted) < quota.least and not (quota.or_none and not counted):
            named = index.ids(counted or members)
            yield Violation(quota.rule, group, named, len(counted), quota.least)


def parted(
    index: Index, place: Mapping[int, int], blocks: Iterable[Sequence[int]]
) -> Iterator[Violation]:
    """Those of these blocks that are in more than one place; the group is one of a member's."""
    for block in blocks:
        groups = {place.get(at, -1) for at in block}
        if len(groups) > 1:
            yield Violation(Rule.TOGETHER, max(groups), index.ids(block))


def places_of(seats: Sequence[Sequence[int]]) -> dict[int, int]:
    """The group of everybody seated."""
    return {at: group for group, members in enumerate(seats) for at in members}
