"""What can be said at once, before any search: who will be left out, and what does nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from collegium.domain.composition.fault import Fault
from collegium.domain.composition.hopeless import provably_out
from collegium.domain.composition.index import Index
from collegium.domain.composition.indexing import build_index
from collegium.domain.composition.problem import Problem
from collegium.domain.composition.result import Rule

_MOST_EXPLAINED = 200


def remarks(problem: Problem) -> tuple[Fault, ...]:
    """Remarks on a problem without faults; `solve` gives groups all the same.

    Codes: `all_alike` (names of weighted categories in which nobody differs),
    `hosts_for_few` (counts: hosts, groups, needed), `facilitators_for_few` (counts: groups,
    needed), `pool_too_large` (people; counts: groups), `fits_nowhere` (people, and the rules
    that keep them from everybody or nearly everybody).
    """
    index = build_index(problem)
    return (
        *_all_alike(problem),
        *_groups_supported(problem),
        *_pools(problem),
        *_nowhere(index),
    )


def _all_alike(problem: Problem) -> Iterator[Fault]:
    names = []
    for name, weight in sorted(problem.weights.categories.items()):
        values = {one.categories.get(name, "") for one in problem.people}
        if weight and len(values) == 1 and values != {""}:
            names.append(name)
    if names:
        yield Fault("all_alike", names=tuple(names))


def _groups_supported(problem: Problem) -> Iterator[Fault]:
    finished = sum(len(problem.fixed[at]) for at in problem.finished)
    needed = -(-(len(problem.people) - finished) // problem.sizes.maximum)
    asked = problem.rules.hosts
    hosts = sum(one.can_host for one in problem.people)
    if asked and hosts // asked < needed:
        counts = {"hosts": hosts, "groups": hosts // asked, "needed": needed}
        yield Fault("hosts_for_few", counts=counts)
    capacity = sum(one.capacity for one in problem.facilitators)
    if problem.facilitators and capacity < needed:
        yield Fault("facilitators_for_few", counts={"groups": capacity, "needed": needed})


def _pools(problem: Problem) -> Iterator[Fault]:
    groups = len(problem.people) // problem.sizes.minimum
    pools: dict[str, list[str]] = defaultdict(list)
    for person in problem.people:
        if person.promotion_pool:
            pools[person.promotion_pool].append(person.id)
    for _, people in sorted(pools.items()):
        if len(people) > groups:
            yield Fault("pool_too_large", people=tuple(sorted(people)), counts={"groups": groups})


def _nowhere(index: Index) -> Iterator[Fault]:
    """People who fit nowhere, those for the same rules in one remark."""
    alike: dict[tuple[Rule, ...], list[int]] = defaultdict(list)
    out = provably_out(index)
    for at, one in enumerate(out):
        rules = _in_the_way(index, one) if at < _MOST_EXPLAINED else ()
        alike[rules].append(one)
    for rules, people in sorted(alike.items()):
        yield Fault("fits_nowhere", people=index.ids(people), rules=rules)


def _in_the_way(index: Index, one: int) -> tuple[Rule, ...]:
    """The rules that alone leave too few others, or else all that keep somebody away."""
    others = [at for at in range(len(index.people)) if at != one]
    away = Counter(rule for at in others for rule in index.rules_between(one, at))
    spare = len(others) - (index.problem.sizes.minimum - 1)
    alone = tuple(sorted(rule for rule, count in away.items() if count > spare))
    if alone:
        return alone
    quotas = {quota.rule for quota in index.quotas if one in quota.people}
    return tuple(sorted({*away, *quotas}))
