"""Reasons: why each person sits where they sit, and why somebody sits nowhere."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from collegium.domain.composition.doors import Doors
from collegium.domain.composition.index import Index
from collegium.domain.composition.result import LeftOut, Obstacle, Placement, Reason, Rule

_UNTOLD = frozenset({Rule.SIZE, Rule.VETO})  # a veto among the reasons would single out its two
_NAMED = (Rule.LINE, Rule.POOL, Rule.APART)


def explain(index: Index, seats: Sequence[Sequence[int]]) -> tuple[Placement, ...]:
    """A placement for each seated person, in the order of their ids."""
    blocks = {one: block for block in index.blocks for one in block}
    doors = Doors(index, seats)
    placements = [
        Placement(
            index.people[one].id,
            group,
            tuple(_reasons(index, doors, members, group, one, blocks.get(one, (one,)))),
        )
        for group, members in enumerate(seats)
        for one in members
    ]
    return tuple(sorted(placements, key=lambda placement: placement.person))


def explain_one(
    index: Index, seats: Sequence[Sequence[int]], group: int, one: int
) -> tuple[Reason, ...]:
    """The reasons of one seated person."""
    block = next((block for block in index.blocks if one in block), (one,))
    return tuple(_reasons(index, Doors(index, seats), seats[group], group, one, block))


def _reasons(  # noqa: PLR0917 - one person, and where they sit
    index: Index, doors: Doors, members: Sequence[int], group: int, one: int, block: Sequence[int]
) -> Iterator[Reason]:
    others = [at for at in members if at != one]
    if len(block) > 1:
        yield Reason("kept_together", people=index.ids(at for at in block if at != one))
    yield from _only_place(doors, group, block)
    yield from _only_one(index, one, others)
    yield from _strengths(index, one, others)
    met = index.met.get(one, {})
    if met:
        yield Reason("new_faces", people=index.ids(at for at in others if at not in met))


def _only_place(doors: Doors, group: int, block: Sequence[int]) -> Iterator[Reason]:
    if any(at != group for at in doors.open_to(block, _UNTOLD)):
        return
    rules = {rule for rule, at in doors.closed(block).items() if {*at} != {group}} - _UNTOLD
    if rules:
        yield Reason("only_place", rules=tuple(sorted(rules)))


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
    index: Index,
    seats: Sequence[Sequence[int]],
    left: Sequence[int],
    proven: Collection[int],
    *,
    guests: Sequence[int] = (),
    unsupported: Collection[int] = (),
) -> tuple[LeftOut, ...]:
    """For each person without a group, the rules in the way of each group there is.

    Where there is no group at all, everybody present stands for one. `guests` are the rows of
    the groups' facilitators; for the `unsupported` none was left.
    """
    blocks = {one: block for block in index.blocks for one in block}
    doors, everybody = Doors(index, seats, guests), range(len(index.people))
    found: list[LeftOut] = []
    for one in sorted(left):
        obstacles = list(_obstacles(index, doors, seats, blocks.get(one, (one,))))
        obstacles = obstacles or list(_pairwise_obstacles(index, one, everybody))
        wanting = one in unsupported or _unsupported(index, one)
        if wanting and all(obstacle.rule != Rule.FACILITATOR for obstacle in obstacles):
            obstacles.append(Obstacle(Rule.FACILITATOR, (), ()))
        obstacles = obstacles or [Obstacle(Rule.SIZE, (), ())]
        found.append(LeftOut(index.people[one].id, tuple(obstacles), proven=one in proven))
    return tuple(found)


def _unsupported(index: Index, one: int) -> bool:
    """Whether there are facilitators, of whom none may sit with this one."""
    given = index.problem.facilitators
    return bool(given) and not any(
        helper.capacity and index.may_meet(one, len(index.people) + at)
        for at, helper in enumerate(given)
    )


def _obstacles(
    index: Index, doors: Doors, seats: Sequence[Sequence[int]], block: Sequence[int]
) -> Iterator[Obstacle]:
    closed = doors.closed(block)
    people: dict[Rule, set[int]] = {}
    for rules in doors.clashes(block).values():
        for rule, others in rules.items():
            people.setdefault(rule, set()).update(others)
    for rule, groups in sorted(closed.items()):
        named = index.ids(people[rule]) if rule in _NAMED else ()
        if rule == Rule.LEVELS:
            named = index.ids(_far_levels(index, seats, groups, block))
        yield Obstacle(rule, tuple(groups), tuple(sorted(named)))


def _far_levels(
    index: Index, seats: Sequence[Sequence[int]], groups: Iterable[int], block: Sequence[int]
) -> set[int]:
    """Those at the ends of the levels that these would make too many."""
    far: set[int] = set()
    for group in groups:
        known = [one for one in (*seats[group], *block) if index.levels[one] >= 0]
        known.sort(key=lambda one: (index.levels[one], one))
        far.update((known[0], known[-1]))
    return far.difference(block)


def _pairwise_obstacles(index: Index, one: int, others: Iterable[int]) -> Iterator[Obstacle]:
    people: dict[Rule, list[int]] = {}
    for at in others:
        for rule in index.rules_between(one, at) if at != one else ():
            people.setdefault(rule, []).append(at)
    for rule, found in sorted(people.items()):
        yield Obstacle(rule, (), () if rule == Rule.VETO else index.ids(found))
