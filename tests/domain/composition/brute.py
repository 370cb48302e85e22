"""The rules and the objective said again, slowly and apart from the engine."""

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import combinations

from collegium.domain.composition import Pair, Participant, Problem


def above(problem: Problem, name: str) -> set[str]:
    boss = problem.managers.get(name)
    return {boss} | above(problem, boss) if boss else set()


def listed(pair: Pair, pairs: frozenset[Pair]) -> bool:
    return pair in pairs or (pair[1], pair[0]) in pairs


def may_meet(problem: Problem, a: Participant, b: Participant) -> bool:
    limit = problem.rules.levels_apart
    too_far = (
        limit is not None
        and a.level is not None
        and b.level is not None
        and abs(a.level - b.level) > limit
    )
    return not (
        a.id in above(problem, b.id)
        or b.id in above(problem, a.id)
        or (a.promotion_pool and a.promotion_pool == b.promotion_pool)
        or listed((a.id, b.id), problem.rules.apart)
        or too_far
    )


def common(sets: Sequence[frozenset[str]] | Sequence[frozenset[int]]) -> int | None:
    known = [held for held in sets if held]
    return len(reduce(lambda one, other: one & other, known)) if known else None


def lawful(problem: Problem, members: Sequence[str]) -> bool:
    people = [person for person in problem.people if person.id in members]
    spoken = common([person.languages for person in people])
    hours = common([person.working for person in people])
    needed = problem.rules.common_hours
    return (
        problem.sizes.minimum <= len(people) <= problem.sizes.maximum
        and all(may_meet(problem, a, b) for a, b in combinations(people, 2))
        and not (problem.rules.shared_language and spoken == 0)
        and not (needed is not None and hours is not None and hours / 2 < needed)
        and all((a in members) == (b in members) for a, b in problem.rules.together)
    )


def pair_worth(problem: Problem, a: Participant, b: Participant) -> float:
    weights = problem.weights
    total = sum(
        weight
        for name, weight in weights.categories.items()
        if a.categories.get(name) != b.categories.get(name)
    )
    for name, weight in weights.numbers.items():
        known = [p.numbers[name] for p in problem.people if name in p.numbers]
        mean = sum(known) / len(known) if known else 0.0
        variance = sum((value - mean) ** 2 for value in known) / len(known) if known else 0.0
        distance = a.numbers.get(name, mean) - b.numbers.get(name, mean)
        total += weight * distance**2 / variance if variance else 0.0
    total += weights.complement * (len(a.strengths & b.wants) + len(b.strengths & a.wants))
    return total - weights.new_faces * listed((a.id, b.id), problem.met)


def objective(problem: Problem, groups: Sequence[Sequence[str]]) -> float:
    by_id = {person.id: person for person in problem.people}
    return sum(
        pair_worth(problem, by_id[a], by_id[b])
        for group in groups
        for a, b in combinations(group, 2)
    )


def groupings(problem: Problem, names: Sequence[str]) -> Iterator[list[tuple[str, ...]]]:
    """Every lawful grouping of all these people."""
    if not names:
        yield []
        return
    first, *rest = names
    for size in range(problem.sizes.minimum, problem.sizes.maximum + 1):
        for others in combinations(rest, size - 1):
            group = (first, *others)
            if lawful(problem, group):
                left = [name for name in rest if name not in others]
                for more in groupings(problem, left):
                    yield [group, *more]
