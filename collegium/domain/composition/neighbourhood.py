"""A part of a large problem around the people left out, small enough to ask a solver about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from collegium.domain.composition.index import Index, ancestors
from collegium.domain.composition.indexing import build_index
from collegium.domain.composition.problem import Groups, Problem
from collegium.domain.composition.result import Result

WHOLE = 72  # people up to whom the whole problem is asked about
_LEFT_OUT = 12
_AROUND = 48


@dataclass(frozen=True, slots=True)
class Scene:
    """A problem of its own: the people left out and whole groups they could best join.

    `whole`: it is all there is, so that what is proven here is proven. `everybody`: all the
    people left out are in it, so that a way to seat these seats everybody.
    """

    problem: Problem
    known: Groups
    left_out: tuple[str, ...]
    whole: bool
    everybody: bool


def scene_of(problem: Problem, result: Result) -> Scene:
    """The whole problem where it is small, or the groups that the people left out come nearest."""
    left_out = tuple(out.person for out in result.left_out)
    if len(problem.people) <= WHOLE:
        return Scene(problem, result.groups, left_out, whole=True, everybody=True)
    index = build_index(problem)
    chosen = _chosen(index, result)
    groups = sorted(_nearest(index, result, chosen))
    seated = [one for at in groups for one in result.groups[at]]
    part = _part(problem, {*chosen, *seated}, _spared(result, groups))
    known = tuple(result.groups[at] for at in groups)
    return Scene(part, known, chosen, whole=False, everybody=len(chosen) == len(left_out))


def _chosen(index: Index, result: Result) -> tuple[str, ...]:
    """Some of the people left out, for as many different reasons as there are; whole blocks."""
    alike: dict[object, list[str]] = {}
    for out in result.left_out:
        rules = frozenset(obstacle.rule for obstacle in out.obstacles)
        alike.setdefault(rules, []).append(out.person)
    rounds = max(map(len, alike.values()), default=0)
    in_turn = [people[at] for at in range(rounds) for people in alike.values() if at < len(people)]
    blocks = {one: block for block in index.blocks for one in block}
    chosen: dict[str, None] = {}
    for person in in_turn[:_LEFT_OUT]:
        position = index.position[person]
        chosen |= dict.fromkeys(index.ids(blocks.get(position, (position,))))
    return tuple(chosen)


def _nearest(index: Index, result: Result, chosen: Sequence[str]) -> set[int]:
    """Groups, in turn the next best one for each of these people, until there are enough."""
    finished = {index.problem.fixed[at] for at in index.problem.finished}
    open_groups = [at for at, group in enumerate(result.groups) if frozenset(group) not in finished]
    ranked = [iter(_ranked(index, result, open_groups, person)) for person in chosen]
    nearest: set[int] = set()
    room = _AROUND
    for _ in range(len(open_groups)):
        for groups in ranked:
            at = next((at for at in groups if at not in nearest), None)
            if at is not None and len(result.groups[at]) <= room:
                nearest.add(at)
                room -= len(result.groups[at])
        if room < index.problem.sizes.minimum:
            break
    return nearest


def _ranked(index: Index, result: Result, groups: Sequence[int], person: str) -> list[int]:
    """Groups by how many of their people this one may not sit with, the fewest first."""
    one = index.position[person]

    def distance(at: int) -> tuple[int, int]:
        others = (index.position[other] for other in result.groups[at])
        return sum(not index.may_meet(one, other) for other in others), at

    return sorted(groups, key=distance)


def _spared(result: Result, groups: Sequence[int]) -> Mapping[str, int]:
    """How many groups each facilitator has elsewhere."""
    elsewhere: dict[str, int] = {}
    for at, helper in enumerate(result.facilitators):
        if at not in groups:
            elsewhere[helper] = elsewhere.get(helper, 0) + 1
    return elsewhere


def _part(problem: Problem, present: set[str], elsewhere: Mapping[str, int]) -> Problem:
    helpers = tuple(
        replace(one, capacity=max(0, one.capacity - elsewhere.get(one.id, 0)))
        for one in problem.facilitators
    )
    named = {*present, *(one.id for one in helpers)}
    return replace(
        problem,
        people=tuple(one for one in problem.people if one.id in present),
        managers=dict(_lines(named, problem.managers)),
        facilitators=helpers,
        met={},
        fixed=tuple(kept for group in problem.fixed if (kept := group & present)),
        finished=frozenset(),
    )


def _lines(people: set[str], managers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Everybody above these people, and nobody else."""
    for person in sorted(people):
        below = person
        for boss in ancestors(person, managers):
            yield below, boss
            below = boss
