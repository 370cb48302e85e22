"""Whether the data of a problem mean anything: figures, ids, lines of management."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import isfinite

from collegium.domain.composition.fault import Fault
from collegium.domain.composition.problem import (
    HALF_HOURS_OF_WEEK,
    Facilitator,
    Participant,
    Problem,
)

_SETS = ("languages", "strengths")
_HIGHEST_LEVEL = 2**31


def unsound(problem: Problem) -> Iterator[Fault]:
    """Every fault of form; each names all the people it is about."""
    yield from _sizes_and_rules(problem)
    yield from _weights(problem)
    yield from _ids(problem)
    if all(isinstance(one.id, str) for one in _everyone(problem)):
        yield from _figures(problem)
    yield from _pinned(problem)
    yield from _cycles(problem.managers)


def _sizes_and_rules(problem: Problem) -> Iterator[Fault]:
    sizes, rules = problem.sizes, problem.rules
    if not 2 <= sizes.minimum <= sizes.maximum:
        yield Fault("sizes_impossible", counts={"minimum": sizes.minimum, "maximum": sizes.maximum})
    hours, levels = rules.common_hours, rules.levels_apart
    wrong = {
        "common_hours": hours is not None and not 0 <= hours <= HALF_HOURS_OF_WEEK / 2,
        "levels_apart": levels is not None and not 0 <= levels < _HIGHEST_LEVEL,
        "hosts": not 0 <= rules.hosts <= max(2, sizes.maximum),
    }
    names = tuple(name for name, fault in wrong.items() if fault)
    if names:
        yield Fault("rule_impossible", names=names)


def _weights(problem: Problem) -> Iterator[Fault]:
    weights = problem.weights
    named = [*weights.categories.items(), *weights.numbers.items(), *weights.sets.items()]
    wrong = {name for name, weight in named if not isfinite(weight)}
    wrong |= weights.sets.keys() - set(_SETS)
    never_negative = [
        ("complement", weights.complement),
        ("new_faces", weights.new_faces),
        *weights.balance.items(),
    ]
    wrong |= {name for name, weight in never_negative if not 0 <= weight < float("inf")}
    if wrong:
        yield Fault("weight_impossible", names=tuple(sorted(wrong)))
    shares = problem.met.items()
    people = {one for pair, share in shares if not 0 <= share <= 1 for one in pair}
    if people:
        yield Fault("met_impossible", people=tuple(sorted(people)))


def _ids(problem: Problem) -> Iterator[Fault]:
    ids = [one.id for one in _everyone(problem)]
    nameless = sum(not isinstance(one, str) or not one.strip() for one in ids)
    if nameless:
        yield Fault("nameless_person", counts={"people": nameless})
    twice = {one for one, times in Counter(ids).items() if times > 1 and isinstance(one, str)}
    if twice - {""}:
        yield Fault("duplicate_person", people=tuple(sorted(twice - {""})))


def _figures(problem: Problem) -> Iterator[Fault]:
    yield from _about("number_impossible", problem.people, _wrong_numbers)
    yield from _about("text_impossible", problem.people, _wrong_texts)
    bosses = [one for one, boss in problem.managers.items() if boss and not isinstance(boss, str)]
    if bosses:
        yield Fault("text_impossible", people=tuple(sorted(bosses)), names=("manager",))
    everyone = _everyone(problem)
    weeks = {one.working for one in everyone}
    odd = {week for week in weeks if week and not 0 <= min(week) <= max(week) < HALF_HOURS_OF_WEEK}
    if odd:
        people = sorted(one.id for one in everyone if one.working in odd)
        yield Fault("hours_impossible", people=tuple(people))
    overdrawn = sorted(one.id for one in problem.facilitators if not one.capacity >= 0)
    if overdrawn:
        yield Fault("capacity_impossible", people=tuple(overdrawn))


def _everyone(problem: Problem) -> tuple[Participant | Facilitator, ...]:
    return (*problem.people, *problem.facilitators)


def _about(
    code: str, everyone: Iterable[Participant], wrong: Callable[[Participant], list[str]]
) -> Iterator[Fault]:
    found = [(person.id, names) for person in everyone if (names := wrong(person))]
    if found:
        names = sorted({name for _, names in found for name in names})
        yield Fault(code, people=tuple(sorted(one for one, _ in found)), names=tuple(names))


def _wrong_numbers(person: Participant) -> list[str]:
    wrong = [name for name, value in person.numbers.items() if not isfinite(value)]
    level = person.level
    if level is not None and not (0 <= level < _HIGHEST_LEVEL and level == int(level)):
        wrong.append("level")
    return wrong


def _wrong_texts(person: Participant) -> list[str]:
    """Where a table's empty cell came in as a number that is not one."""
    wrong = [name for name, value in person.categories.items() if not isinstance(value, str)]
    texts = {
        "promotion_pool": (person.promotion_pool,),
        "languages": person.languages,
        "strengths": person.strengths,
        "wants": person.wants,
    }
    for name, held in texts.items():
        wrong += [name for value in held if not isinstance(value, str)]
    return wrong


def _pinned(problem: Problem) -> Iterator[Fault]:
    pinned = Counter(one for group in problem.fixed for one in group)
    twice = sorted(one for one, times in pinned.items() if times > 1)
    if twice:
        yield Fault("seated_twice", people=tuple(twice))
    if pinned:
        unknown = pinned.keys() - {person.id for person in problem.people}
        if unknown:
            yield Fault("unknown_person", people=tuple(sorted(unknown)))
    if any(not 0 <= at < len(problem.fixed) for at in problem.finished):
        yield Fault("finished_impossible")


def _cycles(managers: Mapping[str, str]) -> Iterator[Fault]:
    """Each loop of bosses once, from its first person by id. Every line is walked once."""
    settled: set[str] = set()
    for start in sorted(managers):
        line: dict[str, int] = {}
        person = start
        while person and person not in settled and person not in line:
            line[person] = len(line)
            person = managers.get(person, "")
        if person in line:
            loop = list(line)[line[person] :]
            first = loop.index(min(loop))
            yield Fault("manager_cycle", people=(*loop[first:], *loop[:first]))
        settled.update(line)
