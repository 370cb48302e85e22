"""What is asked of a grouping, one thing at a time, and the problem with less of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from collegium.domain.composition.problem import Pair, Problem, Rules, Sizes
from collegium.domain.composition.result import Rule

FORCED = frozenset({Rule.LINE, Rule.POOL, Rule.VETO})


@dataclass(frozen=True, slots=True)
class Demand:
    """A rule; of pairs one pair (`people`), of values that are never alone one value."""

    rule: Rule
    people: tuple[str, ...] = ()
    attribute: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A change that a lead can make.

    `rule` None leaves the one of `people` out. `limit` is what would be asked instead: hours
    a week, levels apart, hosts in each group; for FACILITATOR, groups more that each one
    takes on. Without a limit the rule is dropped: for all, for the pair in `people`, for the
    value; for FACILITATOR, one more is found who suits everybody. `sizes` for SIZE.

    `more` people have a group then than at best without it, and with `everybody` all the
    others have. `proven`: nobody can seat more, before and after; otherwise as far as known.
    """

    rule: Rule | None
    people: tuple[str, ...] = ()
    attribute: str = ""
    value: str = ""
    limit: float | None = None
    sizes: Sizes | None = None
    more: int = 0
    everybody: bool = False
    proven: bool = False


def demands(problem: Problem) -> list[tuple[Demand, ...]]:
    """What rules ask, kind by kind in the order of `Rule`; pairs kept apart are one kind."""
    present = {person.id for person in problem.people}
    helpers = {one.id for one in problem.facilitators}
    rules = problem.rules
    pools = sorted(one.promotion_pool for one in problem.people if one.promotion_pool)
    kinds = [
        _one(Rule.LINE, asked=any(problem.managers.values())),
        _one(Rule.POOL, asked=any(one == other for one, other in pairwise(pools))),
        _pairs(Rule.APART, rules.apart, present | helpers),
        _one(Rule.VETO, asked=bool(_pairs(Rule.VETO, rules.vetoes, present | helpers))),
        _pairs(Rule.TOGETHER, rules.together, present),
        _one(Rule.LANGUAGE, asked=rules.shared_language),
        _one(Rule.LEVELS, asked=rules.levels_apart is not None),
        _one(Rule.HOURS, asked=bool(rules.common_hours)),
        *(
            (Demand(Rule.ALONE, attribute=name, value=value),)
            for name, value in sorted(rules.never_alone)
        ),
        _one(Rule.HOST, asked=rules.hosts > 0),
        _one(Rule.FACILITATOR, asked=bool(helpers)),
    ]
    return [kind for kind in kinds if kind]


def _one(rule: Rule, *, asked: bool) -> tuple[Demand, ...]:
    return (Demand(rule),) if asked else ()


def _pairs(rule: Rule, pairs: Collection[Pair], present: set[str]) -> tuple[Demand, ...]:
    known = {tuple(sorted(pair)) for pair in pairs if present.issuperset(pair)}
    return tuple(Demand(rule, people=pair) for pair in sorted(known) if pair[0] != pair[1])


def without(problem: Problem, dropped: Collection[Demand]) -> Problem:
    """The problem that asks none of these."""
    kinds = {demand.rule for demand in dropped}
    rules = problem.rules
    pairs = {(demand.rule, demand.people) for demand in dropped}
    values = {(demand.attribute, demand.value) for demand in dropped}
    relaxed = Rules(
        apart=_less(rules.apart, Rule.APART, pairs),
        together=_less(rules.together, Rule.TOGETHER, pairs),
        vetoes=frozenset() if Rule.VETO in kinds else rules.vetoes,
        shared_language=rules.shared_language and Rule.LANGUAGE not in kinds,
        levels_apart=None if Rule.LEVELS in kinds else rules.levels_apart,
        common_hours=None if Rule.HOURS in kinds else rules.common_hours,
        never_alone=rules.never_alone - values,
        hosts=0 if Rule.HOST in kinds else rules.hosts,
    )
    people = problem.people
    if Rule.POOL in kinds:
        people = tuple(replace(person, promotion_pool="") for person in people)
    return replace(
        problem,
        people=people,
        rules=relaxed,
        managers={} if Rule.LINE in kinds else problem.managers,
        facilitators=() if Rule.FACILITATOR in kinds else problem.facilitators,
    )


def _less(
    pairs: frozenset[Pair], rule: Rule, dropped: set[tuple[Rule, tuple[str, ...]]]
) -> frozenset[Pair]:
    return frozenset(pair for pair in pairs if (rule, tuple(sorted(pair))) not in dropped)


def relaxed(problem: Problem, change: Relaxation) -> Problem:
    """The problem after a change."""
    rules = problem.rules
    if change.rule is None:
        people = tuple(one for one in problem.people if one.id not in change.people)
        fixed = tuple(group - {*change.people} for group in problem.fixed)
        return replace(problem, people=people, fixed=fixed)
    if change.rule == Rule.SIZE:
        return replace(problem, sizes=change.sizes or problem.sizes)
    if change.limit is None:
        demand = Demand(change.rule, change.people, change.attribute, change.value)
        return without(problem, [demand])
    if change.rule == Rule.HOURS:
        return replace(problem, rules=replace(rules, common_hours=change.limit))
    if change.rule == Rule.LEVELS:
        return replace(problem, rules=replace(rules, levels_apart=int(change.limit)))
    if change.rule == Rule.HOST:
        return replace(problem, rules=replace(rules, hosts=int(change.limit)))
    helpers = tuple(
        replace(one, capacity=one.capacity + int(change.limit)) for one in problem.facilitators
    )
    return replace(problem, facilitators=helpers)


def drops(demand: Demand) -> Iterator[Relaxation]:
    """Dropping what is asked, where a lead may."""
    if demand.rule not in FORCED:
        yield Relaxation(demand.rule, demand.people, demand.attribute, demand.value)


def milder(problem: Problem, demand: Demand) -> list[Relaxation]:
    """What could be asked instead of a demand, mildest change first; each allows more."""
    rules = problem.rules
    match demand.rule:
        case Rule.HOURS:
            hours = -int(-(rules.common_hours or 0) // 1)
            return [Relaxation(Rule.HOURS, limit=float(limit)) for limit in range(hours - 1, 0, -1)]
        case Rule.LEVELS:
            levels = [one.level for one in problem.people if one.level is not None]
            widest = max(levels, default=0) - min(levels, default=0)
            limits = range((rules.levels_apart or 0) + 1, widest)
            return [Relaxation(Rule.LEVELS, limit=limit) for limit in limits]
        case Rule.HOST:
            return [Relaxation(Rule.HOST, limit=at) for at in range(rules.hosts - 1, 0, -1)]
        case Rule.FACILITATOR:
            groups = len(problem.people) // problem.sizes.minimum
            return [Relaxation(Rule.FACILITATOR, limit=at) for at in range(1, groups + 1)]
        case _:
            return []


def other_sizes(problem: Problem) -> tuple[list[Relaxation], list[Relaxation]]:
    """Smaller groups, and larger ones, the mildest change first."""
    low, high = problem.sizes.minimum, problem.sizes.maximum
    least = min(3, max(2, low - 1))
    smaller = [Sizes(at, high) for at in range(low - 1, least - 1, -1)]
    larger = [Sizes(low, at) for at in range(high + 1, high + 4)]
    return (
        [Relaxation(Rule.SIZE, sizes=sizes) for sizes in smaller],
        [Relaxation(Rule.SIZE, sizes=sizes) for sizes in larger],
    )
