"""Reasons: why each person sits where they sit, and why somebody sits nowhere."""

from collections.abc import Iterator, Sequence

from collegium.domain.composition.blocks import kept_together
from collegium.domain.composition.checking import broken_rules
from collegium.domain.composition.index import Index
from collegium.domain.composition.result import LeftOut, Obstacle, Placement, Reason, Rule


def explain(index: Index, seats: Sequence[Sequence[int]]) -> tuple[Placement, ...]:
    """A placement for each seated person, in the order of their ids."""
    placements = [
        Placement(index.people[one].id, group, tuple(_reasons(index, seats, group, one)))
        for group, members in enumerate(seats)
        for one in members
    ]
    return tuple(sorted(placements, key=lambda placement: placement.person))


def _reasons(
    index: Index, seats: Sequence[Sequence[int]], group: int, one: int
) -> Iterator[Reason]:
    others = [at for at in seats[group] if at != one]
    block = next(block for block in kept_together(index) if one in block)
    if len(block) > 1:
        yield Reason("kept_together", people=index.ids(at for at in block if at != one))
    yield from _only_place(index, seats, group, block)
    yield from _only_one(index, one, others)
    yield from _strengths(index, one, others)
    if index.met[one]:
        new = [at for at in others if not index.met[one] >> at & 1]
        yield Reason("new_faces", people=index.ids(new))


def _only_place(
    index: Index, seats: Sequence[Sequence[int]], group: int, block: Sequence[int]
) -> Iterator[Reason]:
    rules: set[Rule] = set()
    for at, members in enumerate(seats):
        if at != group:
            broken = _new_breaks(index, at, members, block) - {Rule.SIZE}
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
    for name, weight, codes in index.categories:
        value = index.people[one].categories.get(name, "")
        if weight > 0 and value and all(codes[at] != codes[one] for at in others):
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
    blocks = {one: block for block in kept_together(index) for one in block}
    everybody = range(len(index.people))
    return tuple(
        LeftOut(
            index.people[one].id,
            tuple(_obstacles(index, seats, blocks[one]))
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
            if found.rule not in (Rule.SIZE, Rule.LANGUAGE, Rule.HOURS):
                people.setdefault(found.rule, set()).update(set(found.people) - own)
    for rule in sorted(groups):
        yield Obstacle(rule, tuple(groups[rule]), tuple(sorted(people.get(rule, set()))))


def _pairwise_obstacles(index: Index, one: int, others: Sequence[int]) -> Iterator[Obstacle]:
    for rule, masks in sorted(index.clashes.items()):
        people = [at for at in others if masks[one] >> at & 1]
        if people:
            yield Obstacle(rule, (), index.ids(people))
