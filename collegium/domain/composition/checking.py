"""Hand work: which rules a grouping breaks, and what one move would cost."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from collegium.domain.composition.faults import Fault, Unsolvable, refuse_faulty
from collegium.domain.composition.index import Index
from collegium.domain.composition.indexing import build_index
from collegium.domain.composition.problem import Groups, Problem
from collegium.domain.composition.result import Move, Price, Rule, Violation
from collegium.domain.composition.worth import group_worth

_PAIRWISE = (Rule.LINE, Rule.POOL, Rule.APART)


def check(problem: Problem, groups: Sequence[Sequence[str]]) -> tuple[Violation, ...]:
    """Every hard rule that these groups break; people in no group break none.

    Raises Unsolvable for a faulty problem or for ids that are unknown or seated twice.
    """
    index, seats = seats_of(problem, groups)
    return tuple(
        [found for at, members in enumerate(seats) for found in broken_rules(index, at, members)]
    ) + tuple(_parted(index, seats))


def worth(problem: Problem, groups: Sequence[Sequence[str]]) -> float:
    """The objective of these groups. Raises as `check` does."""
    index, seats = seats_of(problem, groups)
    return sum(group_worth(index, members) for members in seats)


def moved(groups: Sequence[Sequence[str]], move: Move) -> Groups:
    """The groups after a move. A person who sat nowhere is added; the other takes their place.

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
    index, seats = seats_of(problem, groups)
    return tuple(_price(index, seats, _positions(index, moved(groups, move))) for move in moves)


def _price(index: Index, old: Sequence[Sequence[int]], new: Sequence[Sequence[int]]) -> Price:
    touched = [at for at, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    change = sum(group_worth(index, new[at]) - group_worth(index, old[at]) for at in touched)
    before, now = _broken_among(index, old, touched), _broken_among(index, new, touched)
    return Price(
        change=change,
        broken=tuple(found for found in now if found not in before),
        mended=tuple(found for found in before if found not in now),
    )


def seats_of(problem: Problem, groups: Sequence[Sequence[str]]) -> tuple[Index, list[list[int]]]:
    """The problem's index and the groups as positions. Raises as `check` does."""
    refuse_faulty(problem)
    index = build_index(problem)
    return index, _positions(index, groups)


def _positions(index: Index, groups: Sequence[Sequence[str]]) -> list[list[int]]:
    ids = [person for group in groups for person in group]
    unknown = sorted(set(ids) - set(index.position))
    if unknown:
        raise Unsolvable((Fault("unknown_person", people=tuple(unknown)),))
    if len(set(ids)) < len(ids):
        twice = tuple(sorted({person for person in ids if ids.count(person) > 1}))
        raise Unsolvable((Fault("seated_twice", people=twice),))
    return [sorted(index.position[person] for person in group) for group in groups]


def _broken_among(
    index: Index, seats: Sequence[Sequence[int]], touched: Iterable[int]
) -> list[Violation]:
    touched = list(touched)
    inside = [found for at in touched for found in broken_rules(index, at, seats[at])]
    return inside + list(_parted(index, seats))


def broken_rules(
    index: Index, group: int, members: Sequence[int], guest: int = -1
) -> Iterator[Violation]:
    """The rules that these members break as one group, an empty one breaks none.

    `guest` is the row of the group's facilitator, -1 for none.
    """
    present = [*members, guest] if guest >= 0 else members
    vetoed = False
    for one, other in combinations(present, 2):
        for rule in index.rules_between(one, other):
            vetoed |= rule == Rule.VETO
            if rule in _PAIRWISE:
                yield Violation(rule, group, index.ids(at for at in (one, other) if at != guest))
    if vetoed:
        yield Violation(Rule.VETO, group, index.ids(members))
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


def _parted(index: Index, seats: Sequence[Sequence[int]]) -> Iterator[Violation]:
    """Blocks that are in more than one place; the group is the first member's."""
    together = {at for block in index.blocks for at in block}
    place = {at: group for group, members in enumerate(seats) for at in members if at in together}
    for block in index.blocks:
        groups = {place.get(at, -1) for at in block}
        if len(groups) > 1:
            yield Violation(Rule.TOGETHER, max(groups), index.ids(block))
