"""Reasons: why each person sits where they sit, and why somebody sits nowhere."""

from collections.abc import Iterable, Iterator, Sequence

from collegium.domain.composition.checking import broken_rules
from collegium.domain.composition.index import Index
from collegium.domain.composition.result import LeftOut, Obstacle, Placement, Reason, Rule

_UNTOLD = frozenset({Rule.SIZE, Rule.VETO})  # a veto among the reasons would single out its two
_NAMED = (Rule.LINE, Rule.POOL, Rule.APART, Rule.TOGETHER, Rule.LEVELS)


def explain(index: Index, seats: Sequence[Sequence[int]]) -> tuple[Placement, ...]:
    """A placement for each seated person, in the order of their ids."""
    blocks = {one: block for block in index.blocks for one in block}
    placements = [
        Placement(
            index.people[one].id,
            group,
            tuple(_reasons(index, seats, group, one, blocks.get(one, (one,)))),
        )
        for group, members in enumerate(seats)
        for one in members
    ]
    return tuple(sorted(placements, key=lambda placement: placement.person))


def _reasons(
    index: Index, seats: Sequence[Sequence[int]], group: int, one: int, block: Sequence[int]
) -> Iterator[Reason]:
    others = [at for at in seats[group] if at != one]
    if len(block) > 1:
        yield Reason("kept_together", people=index.ids(at for at in block if at != one))
    yield from _only_place(index, seats, group, block)
    yield from _only_one(index, one, others)
    yield from _strengths(index, one, others)
    met = index.met.get(one, {})
    if met:
        yield Reason("new_faces", people=index.ids(at for at in others if at not in met))


def _only_place(
    index: Index, seats: Sequence[Sequence[int]], group: int, block: Sequence[int]
) -> Iterator[Reason]:
    rules: set[Rule] = set()
    for at, members in enumerate(seats):
        if at != group:
            broken = _new_breaks(index, at, members, block) - _UNTOLD
            if not broken:
                return
            rules |= broken
    if rules:
        yield Reason("only_place", rules=tuple(sorted(rules)))


def _new_breaks(
    index: Index, group: int, members: Sequence[int], block: Sequence[int]
) -> set[Rule]:
    return {found.rule for found in broken_rules(index, group, sorted([*members, *block]))}


def _only_one(index: Index, one: int, others: Sequence[int]) -> Iterator[Reason]:
    for column in index.items[one][: index.aligned]:
        name, value = index.column_names[column]
        alone = value and not any(column in index.items[at] for at in others)
        if alone and index.weights[column] > 0:
            yield Reason("only_one", attribute=name, value=value)


def _strengths(index: Index, one: int, others: Sequence[int]) -> Iterator[Reason]:
    own = index.people[one]
    for name in sorted(own.wants):
        teachers = [at for at in others if name in index.people[at].strengths]
        if teachers:
            yield Reason("learns", value=name, people=index.ids(teachers))
    for name in sorted(own.strengths):
        learners = [at for at in others if name in index.people[at].wants]
        if learners:
            yield Reason("helps", value=name, people=index.ids(learners))


def excuse(
    index: Index, seats: Sequence[Sequence[int]], left: Sequence[int], proven: Sequence[int]
) -> tuple[LeftOut, ...]:
    """For each person without a group, the rules in the way of each group there is.

    Where there is no group at all, everybody present stands for one.
    """
    blocks = {one: block for block in index.blocks for one in block}
    everybody = range(len(index.people))
    return tuple(
        LeftOut(
            index.people[one].id,
            tuple(_obstacles(index, seats, blocks.get(one, (one,))))
            or tuple(_pairwise_obstacles(index, one, everybody)),
            proven=one in proven,
        )
        for one in sorted(left)
    )


def _obstacles(
    index: Index, seats: Sequence[Sequence[int]], block: Sequence[int]
) -> Iterator[Obstacle]:
    groups: dict[Rule, list[int]] = {}
    people: dict[Rule, set[str]] = {}
    own = set(index.ids(block))
    for at, members in enumerate(seats):
        for found in broken_rules(index, at, sorted([*members, *block])):
            if at not in groups.setdefault(found.rule, []):
                groups[found.rule].append(at)
            if found.rule in _NAMED:
                people.setdefault(found.rule, set()).update(set(found.people) - own)
    for rule in sorted(groups):
        yield Obstacle(rule, tuple(groups[rule]), tuple(sorted(people.get(rule, set()))))


def _pairwise_obstacles(index: Index, one: int, others: Iterable[int]) -> Iterator[Obstacle]:
    people: dict[Rule, list[int]] = {}
    for at in others:
        for rule in index.rules_between(one, at) if at != one else ():
            people.setdefault(rule, []).append(at)
    for rule, found in sorted(people.items()):
        yield Obstacle(rule, (), () if rule == Rule.VETO else index.ids(found))
