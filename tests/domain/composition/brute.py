"""The rules and the objective said again, slowly and apart from the engine."""

from collections.abc import Iterator, Sequence, Set
from functools import cache
from itertools import combinations

from collegium.domain.composition.problem import Facilitator, Participant, Problem

type Grouping = list[tuple[str, ...]]


def above(problem: Problem, name: str) -> set[str]:
    """Everybody over somebody, at any height."""
    bosses = set()
    boss = problem.managers.get(name, "")
    while boss:
        bosses.add(boss)
        boss = problem.managers.get(boss, "")
    return bosses


def parted(problem: Problem, one: str, other: str) -> bool:
    """Whether a line of management or a pair of names keeps two apart."""
    pairs = problem.rules.apart | problem.rules.vetoes
    listed = (one, other) in pairs or (other, one) in pairs
    return listed or one in above(problem, other) or other in above(problem, one)


def common(sets: Sequence[frozenset[str] | frozenset[int]]) -> float:
    """How much is common to all who are known to have something."""
    known = [set(held) for held in sets if held]
    return len(set.intersection(*known)) if known else float("inf")


def lawful(problem: Problem, names: Set[str], helper: Facilitator | None = None) -> bool:
    """Whether these people may be a group, with this facilitator."""
    rules = problem.rules
    people = [person for person in problem.people if person.id in names]
    present = {person.id for person in problem.people}
    levels = [person.level for person in people if person.level is not None]
    span = max(levels, default=0) - min(levels, default=0)
    pools = [person.promotion_pool for person in people if person.promotion_pool]
    everyone: list[Participant | Facilitator] = [*people, *([helper] if helper else [])]
    spoken = common([one.languages for one in everyone])
    hours = common([one.working for one in everyone])
    alone = [
        sum(person.categories.get(name) == value for person in people) == 1
        for name, value in rules.never_alone
    ]
    return (
        problem.sizes.minimum <= len(people) <= problem.sizes.maximum
        and not any(parted(problem, a.id, b.id) for a, b in combinations(everyone, 2))
        and len(pools) == len(set(pools))
        and (rules.levels_apart is None or span <= rules.levels_apart)
        and all({*pair} - present or len({*pair} & names) != 1 for pair in rules.together)
        and not (rules.shared_language and not spoken)
        and (rules.common_hours is None or hours / 2 >= rules.common_hours)
        and not any(alone)
        and sum(person.can_host for person in people) >= rules.hosts
    )


def staffed(problem: Problem, groups: Sequence[Sequence[str]]) -> bool:
    """Whether these groups are lawful and can all have a facilitator, if there are any."""
    if not problem.facilitators:
        return all(lawful(problem, set(group)) for group in groups)
    helpers = problem.facilitators
    able = [[at for at, h in enumerate(helpers) if lawful(problem, {*g}, h)] for g in groups]

    @cache
    def rest(group: int, capacity: tuple[int, ...]) -> bool:
        if group == len(groups):
            return True
        lesser = [
            tuple(n - (at == helper) for at, n in enumerate(capacity)) for helper in able[group]
        ]
        return any(rest(group + 1, left) for left in lesser if min(left) >= 0)

    return rest(0, tuple(helper.capacity for helper in helpers))


def stays(problem: Problem, groups: Sequence[Sequence[str]]) -> bool:
    """Whether the people of each fixed group are in one, and those of no two in the same."""
    open_to = [f for at, f in enumerate(problem.fixed) if at not in problem.finished]
    homes = [{at for at, group in enumerate(groups) if fixed & {*group}} for fixed in open_to]
    return all(len(home) < 2 for home in homes) and not any(
        one & other for one, other in combinations(homes, 2)
    )


def deviations(problem: Problem, name: str) -> dict[str, float]:
    """Everybody's number in standard deviations from the mean; who has none lies on it."""
    known = [p.numbers[name] for p in problem.people if name in p.numbers]
    mean = sum(known) / len(known) if known else 0.0
    spread = (sum((n - mean) ** 2 for n in known) / len(known)) ** 0.5 if known else 0.0
    return {
        p.id: (p.numbers.get(name, mean) - mean) / spread if spread > 1e-12 else 0.0
        for p in problem.people
    }


def pair_worth(problem: Problem, one: Participant, other: Participant) -> float:
    """What the difference of two is worth, numbers aside."""
    weights = problem.weights
    total = sum(
        weight
        for name, weight in weights.categories.items()
        if one.categories.get(name, "") != other.categories.get(name, "")
    )
    for name, weight in weights.sets.items():
        mine, yours = (p.languages if name == "languages" else p.strengths for p in (one, other))
        total += weight * (len(mine - yours) + len(yours - mine)) / 2
    pairs = {(one.id, other.id), (other.id, one.id)} & problem.met.keys()
    return total - weights.new_faces * sum(problem.met[pair] for pair in pairs)


def group_worth(problem: Problem, group: Sequence[str]) -> float:
    """What one group is worth."""
    weights = problem.weights
    people = [person for person in problem.people if person.id in group]
    total = sum(pair_worth(problem, one, other) for one, other in combinations(people, 2))
    for name, weight in weights.numbers.items():
        z = deviations(problem, name)
        total += weight * sum((z[a] - z[b]) ** 2 for a, b in combinations(group, 2))
    for name, weight in weights.balance.items():
        z = deviations(problem, name)
        total -= weight * sum(z[one] for one in group) ** 2 / len(group) if group else 0.0
    met = [
        wish
        for learner in people
        for wish in learner.wants - learner.strengths
        if any(wish in other.strengths for other in people)
    ]
    return total + weights.complement * len(met)


def objective(problem: Problem, groups: Sequence[Sequence[str]]) -> float:
    """What these groups are worth together."""
    return sum(group_worth(problem, group) for group in groups)


def dealings(names: Sequence[str], sizes: Sequence[int]) -> Iterator[Grouping]:
    """Every way to cut these people into groups of these sizes, lawful or not, each once."""
    if not names:
        yield []
        return
    first, *rest = names
    for size in sorted(set(sizes)):
        left = list(sizes)
        left.remove(size)
        for others in combinations(rest, size - 1):
            for more in dealings([name for name in rest if name not in others], left):
                yield [(first, *others), *more]


def best(problem: Problem, names: Sequence[str], sizes: Sequence[int]) -> float:
    """The worth of the best lawful grouping of these people into these sizes."""
    worth = cache(lambda group: group_worth(problem, group))
    good = cache(lambda group: lawful(problem, set(group)))
    return max(
        (
            sum(map(worth, groups))
            for groups in dealings(names, sizes)
            if all(map(good, groups)) and stays(problem, groups) and staffed(problem, groups)
        ),
        default=-float("inf"),
    )
