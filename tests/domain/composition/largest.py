"""Random tiny problems with every kind of rule, and the most people they can seat, by trying."""

from functools import cache
from itertools import combinations
from random import Random

from collegium.domain.composition.problem import (
    Facilitator,
    Pair,
    Participant,
    Problem,
    Rules,
    Sizes,
    office_hours,
)
from tests.domain.composition.brute import lawful

DAYS = [frozenset[int](), *(office_hours(zone) for zone in (60, 0, -300, 330))]
LANGUAGES = [[], ["en"], ["de"], ["en", "de"], ["fr", "de"]]
IMPOSSIBLE = -(10**9)


def lawful_groups(problem: Problem) -> dict[int, list[int]]:
    """Every group there can be, as a bit for each person by id, with who can support it."""
    names = sorted(person.id for person in problem.people)
    groups = {}
    for size in range(problem.sizes.minimum, problem.sizes.maximum + 1):
        for group in combinations(range(len(names)), size):
            members = {names[at] for at in group}
            helpers = [
                at
                for at, helper in enumerate(problem.facilitators)
                if helper.capacity and lawful(problem, members, helper)
            ]
            if not problem.facilitators:
                helpers = [-1] if lawful(problem, members) else []
            if helpers and sum(bool(fixed & members) for fixed in problem.fixed) < 2:
                groups[sum(1 << at for at in group)] = helpers
    return groups


def most(problem: Problem, required: frozenset[str] = frozenset()) -> int:
    """The most people who can have a group, these among them; negative where they cannot."""
    names = sorted(person.id for person in problem.people)
    groups = lawful_groups(problem)
    needed = sum(1 << at for at, name in enumerate(names) if name in required)
    fixed = [sum(1 << at for at, n in enumerate(names) if n in group) for group in problem.fixed]

    @cache
    def best(left: int, capacity: tuple[int, ...], begun: int) -> int:
        if not left:
            return 0
        first = left & -left
        found = IMPOSSIBLE if needed & first else best(left & ~first, capacity, begun)
        for group, helpers in groups.items():
            if not group & first or group & ~left:
                continue
            own = sum(1 << at for at, mask in enumerate(fixed) if mask & group)
            for helper in helpers if not own & begun else ():
                spent = tuple(n - (at == helper) for at, n in enumerate(capacity))
                if min(spent, default=0) >= 0:
                    rest = best(left & ~group, spent, begun | own)
                    found = max(found, group.bit_count() + rest)
        return found

    capacity = tuple(helper.capacity for helper in problem.facilitators)
    return best((1 << len(names)) - 1, capacity, 0)


def tiny(seed: int, people: int = 8) -> Problem:
    """A problem for so many people at most, with a bit of everything."""
    dice = Random(seed)
    ids = [f"p{at}" for at in range(dice.randrange(4, people + 1))]
    crowd = tuple(_anybody(dice, name) for name in ids)
    dice.shuffle(ids)
    managers = {
        ids[at]: ids[dice.randrange(at)] for at in range(1, len(ids)) if dice.random() < 0.25
    }
    helpers = tuple(
        Facilitator(f"f{at}", dice.randrange(3), _languages(dice), dice.choice(DAYS))
        for at in range(dice.choice([0, 0, 1, 2]))
    )
    if helpers and dice.random() < 0.5:
        managers[helpers[0].id] = ids[0]
    fixed = (frozenset(dice.sample(ids, dice.choice([1, 2]))),) if dice.random() < 0.3 else ()
    return Problem(
        people=crowd,
        managers=managers,
        facilitators=helpers,
        sizes=dice.choice([Sizes(2, 4), Sizes(3, 5), Sizes(3, 3), Sizes(4, 8)]),
        rules=_rules(dice, [*ids, *(helper.id for helper in helpers)]),
        fixed=fixed,
    )


def _languages(dice: Random) -> frozenset[str]:
    return frozenset(dice.choice(LANGUAGES))


def _anybody(dice: Random, name: str) -> Participant:
    return Participant(
        name,
        categories={"gender": dice.choice("wmm")},
        languages=_languages(dice),
        level=dice.choice([None, 1, 2, 3]),
        promotion_pool=dice.choice(["", "", "", "north", "south"]),
        working=dice.choice(DAYS),
        can_host=dice.random() < 0.5,
    )


def _rules(dice: Random, everyone: list[str]) -> Rules:
    def pairs(*counts: int) -> frozenset[Pair]:
        drawn = [dice.sample(everyone, 2) for _ in range(dice.choice(counts))]
        return frozenset((one, other) for one, other in drawn)

    values = [("gender", "w"), ("gender", "m")]
    return Rules(
        apart=pairs(0, 1, 2),
        together=pairs(0, 0, 1, 2),
        vetoes=pairs(0, 1),
        shared_language=dice.random() < 0.6,
        levels_apart=dice.choice([None, None, 0, 1]),
        common_hours=dice.choice([None, None, 5.0, 20.5]),
        never_alone=frozenset(dice.sample(values, dice.choice([0, 0, 1, 2]))),
        hosts=dice.choice([0, 0, 1]),
    )
