"""Invented rosters for benchmarks: seeded, and with hard rules that are known to be satisfiable.

12 departments, 8 functions, 15 countries, gender, tenure band, two of eight strengths and two
numbers a person; groups of six. With `rules`, a hidden grouping is drawn first and every rule
is made such that the hidden groups keep it; nothing of the hidden groups is told.
"""

from dataclasses import dataclass, field, replace
from random import Random

from collegium.domain.composition import (
    Facilitator,
    Participant,
    Problem,
    Rules,
    Sizes,
    Weights,
    office_hours,
)

SIZE = 6
WEIGHTS = Weights(
    categories={"department": 3, "function": 2, "country": 2, "gender": 2, "tenure": 1},
    numbers={"reports": 0.5, "years": 0.5},
    sets={"strengths": 2},
    complement=0,
    new_faces=0,
)
STRENGTHS = [f"strength {at}" for at in range(8)]
OFFSETS = [-3, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5.5]  # hours from UTC, country by country
REGIONS = [(-3, 3), (-3, 3), (0, 5.5)]
LOCAL = ["de", "fr", "es"]
COMMON_HOURS = 10  # a week


@dataclass
class _Draft:
    """What is drawn for a person before the rules are known."""

    id: str
    hidden: int
    categories: dict[str, str]
    languages: set[str] = field(default_factory=set)
    level: int = 0
    pool: str = ""
    host: bool = False


def roster(people: int, *, seed: int = 1, rules: bool = True) -> Problem:
    """A problem of so many people, a multiple of six; the same seed gives the same one."""
    chance = Random(seed)  # noqa: S311 - an invented roster, not a secret
    drafts = [_draft(f"p{at}", at // SIZE, chance) for at in range(people)]
    chance.shuffle(drafts)
    groups: dict[int, list[_Draft]] = {}
    for draft in drafts:
        groups.setdefault(draft.hidden, []).append(draft)
    for group in groups.values():
        _make_lawful(group, chance)
    _draw_pools(drafts, chance)
    participants = tuple(_participant(draft, chance) for draft in drafts)
    if not rules:
        free = tuple(replace(person, promotion_pool="") for person in participants)
        easy = Rules(shared_language=False)
        return Problem(free, sizes=Sizes(SIZE, SIZE), weights=WEIGHTS, rules=easy)
    return Problem(
        people=participants,
        managers=_managers(drafts, chance),
        facilitators=_facilitators(groups, chance),
        sizes=Sizes(SIZE, SIZE),
        rules=_rules(drafts, groups, chance),
        weights=WEIGHTS,
    )


def _draft(name: str, hidden: int, chance: Random) -> _Draft:
    categories = {
        "department": f"department {chance.randrange(12)}",
        "function": f"function {chance.randrange(8)}",
        "gender": "woman" if chance.random() < 0.4 else "man",
        "tenure": f"band {chance.randrange(4)}",
    }
    return _Draft(name, hidden, categories)


def _make_lawful(group: list[_Draft], chance: Random) -> None:
    """Country, languages, level, gender and hosts such that these people may sit together."""
    low, high = chance.choice(REGIONS)
    countries = [at for at, offset in enumerate(OFFSETS) if low <= offset <= high]
    base = chance.randrange(1, 3)
    local = chance.choice(LOCAL) if chance.random() < 0.04 else ""
    for draft in group:
        draft.categories["country"] = f"country {chance.choice(countries)}"
        draft.level = base + chance.randrange(3)
        draft.host = chance.random() < 0.5
        draft.languages = {local or "en"}
        if chance.random() < 0.6:
            draft.languages.add(chance.choice(LOCAL))
        if chance.random() < 0.6:
            draft.languages.add("en")
    chance.choice(group).host = True
    women = [draft for draft in group if draft.categories["gender"] == "woman"]
    if len(women) == 1:
        women[0].categories["gender"] = "man"


def _draw_pools(drafts: list[_Draft], chance: Random) -> None:
    """A tenth of the people stand in promotion pools of five, each from another hidden group."""
    for pool in range(len(drafts) // 50):
        hidden: set[int] = set()
        for draft in chance.sample(drafts, 5):
            if draft.hidden not in hidden and not draft.pool:
                draft.pool = f"pool {pool}"
                hidden.add(draft.hidden)


def _participant(draft: _Draft, chance: Random) -> Participant:
    offset = OFFSETS[int(draft.categories["country"].split()[1])]
    return Participant(
        id=draft.id,
        categories=draft.categories,
        numbers={"reports": chance.randint(2, 12), "years": chance.randint(0, 30)},
        strengths=frozenset(chance.sample(STRENGTHS, 2)),
        languages=frozenset(draft.languages),
        level=draft.level,
        promotion_pool=draft.pool,
        working=office_hours(int(offset * 60)),
        can_host=draft.host,
    )


def _rules(drafts: list[_Draft], groups: dict[int, list[_Draft]], chance: Random) -> Rules:
    return Rules(
        apart=_strangers(drafts, len(drafts) // 20, chance),
        vetoes=_strangers(drafts, len(drafts) // 20, chance),
        together=frozenset(
            (pair[0].id, pair[1].id)
            for hidden in chance.sample(sorted(groups), max(1, len(groups) // 30))
            for pair in [chance.sample(groups[hidden], 2)]
        ),
        levels_apart=2,
        common_hours=COMMON_HOURS,
        never_alone=frozenset({("gender", "woman")}),
        hosts=1,
    )


def _strangers(drafts: list[_Draft], count: int, chance: Random) -> frozenset[tuple[str, str]]:
    pairs: set[tuple[str, str]] = set()
    while len(pairs) < count:
        one, other = chance.sample(drafts, 2)
        if one.hidden != other.hidden:
            pairs.add((one.id, other.id))
    return frozenset(pairs)


def _managers(drafts: list[_Draft], chance: Random) -> dict[str, str]:
    """Trees, five levels deep and more, in which nobody stands above a hidden peer."""
    order = chance.sample(drafts, len(drafts))
    tops = max(3, len(order) // 100)
    boss: dict[str, _Draft] = {}
    for at, draft in enumerate(order[tops:], start=tops):
        candidate = order[chance.randrange(max(1, at // 8), at)]
        above, line = candidate, [candidate.hidden]
        while above.id in boss:
            above = boss[above.id]
            line.append(above.hidden)
        if draft.hidden not in line:
            boss[draft.id] = candidate
    return {report: manager.id for report, manager in boss.items()}


def _facilitators(groups: dict[int, list[_Draft]], chance: Random) -> tuple[Facilitator, ...]:
    """One for about five groups, with a fifth more places than groups; all speak English."""
    count = max(2, -(-len(groups) * 6 // 25))
    return tuple(
        Facilitator(f"f{at}", 5, frozenset({"en", *LOCAL}), office_hours(chance.choice([0, 60])))
        for at in range(count)
    )
