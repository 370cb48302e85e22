"""Faults: what is wrong with a problem before anybody can be seated, as codes and data."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from math import isfinite

from collegium.domain.composition.blocks import clash_mask, kept_together
from collegium.domain.composition.index import Index, ancestors, build_index
from collegium.domain.composition.problem import Problem, Sizes
from collegium.domain.composition.result import Rule

_LARGEST_OFFERED = 12


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right first.

    Codes: `sizes_impossible`, `weight_impossible` (names), `number_impossible` (people,
    names), `duplicate_person`, `too_few_people` (counts: people, needed),
    `sizes_do_not_divide` (counts: people, minimum, maximum; `sizes` that would),
    `manager_cycle` (people in order), `unknown_person`, `seated_twice`,
    `together_too_many` (people), `together_against_rule` (people, rules),
    `no_shared_language` (counts: speakers by language).
    """

    code: str
    people: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    sizes: tuple[Sizes, ...] = ()


class Unsolvable(ValueError):  # noqa: N818 - reads as what the problem is
    """The problem has faults; `faults` says which."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


def diagnose(problem: Problem) -> tuple[Fault, ...]:
    """Every fault for which `solve` would refuse the problem."""
    return faults_of_data(problem) or (
        *_too_few(problem),
        *_no_language(problem),
    )


def refuse_faulty(problem: Problem) -> None:
    """Raise Unsolvable where the data contradict themselves, however many people there are."""
    faults = faults_of_data(problem)
    if faults:
        raise Unsolvable(faults)


def faults_of_data(problem: Problem) -> tuple[Fault, ...]:
    """Faults of form first; contradictions between rules only where there are none."""
    return (
        *_impossible_figures(problem),
        *_people(problem),
        *_cycles(problem.managers),
    ) or tuple(_contradictions(build_index(problem)))


def _impossible_figures(problem: Problem) -> Iterator[Fault]:
    sizes, weights = problem.sizes, problem.weights
    if not 2 <= sizes.minimum <= sizes.maximum:
        counts = {"minimum": sizes.minimum, "maximum": sizes.maximum}
        yield Fault("sizes_impossible", counts=counts)
    named = {**weights.categories, **weights.numbers}
    wrong = [name for name, weight in named.items() if not isfinite(weight)]
    for name, weight in (("complement", weights.complement), ("new_faces", weights.new_faces)):
        if not isfinite(weight) or weight < 0:
            wrong.append(name)
    if wrong:
        yield Fault("weight_impossible", names=tuple(sorted(wrong)))


def _people(problem: Problem) -> Iterator[Fault]:
    ids = Counter(person.id for person in problem.people)
    twice = tuple(sorted(person for person, times in ids.items() if times > 1))
    if twice:
        yield Fault("duplicate_person", people=twice)
    for person in problem.people:
        wrong = [name for name, value in person.numbers.items() if not isfinite(value)]
        if wrong:
            yield Fault("number_impossible", people=(person.id,), names=tuple(sorted(wrong)))


def _cycles(managers: Mapping[str, str]) -> Iterator[Fault]:
    """Each loop of bosses once, from its first person by id."""
    settled: set[str] = set()
    for person in sorted(managers):
        if person in settled:
            continue
        line = [person, *ancestors(person, managers)]
        boss = managers.get(line[-1], "")
        if boss in line and not settled & set(line):
            loop = line[line.index(boss) :]
            first = loop.index(min(loop))
            yield Fault("manager_cycle", people=(*loop[first:], *loop[:first]))
        settled.update(line)


def _contradictions(index: Index) -> Iterator[Fault]:
    for block in kept_together(index):
        if len(block) > index.problem.sizes.maximum:
            yield Fault("together_too_many", people=index.ids(block))
        for one, other in combinations(block, 2):
            if clash_mask(index, one) >> other & 1:
                rules = tuple(r for r, masks in index.clashes.items() if masks[one] >> other & 1)
                yield Fault("together_against_rule", people=index.ids((one, other)), rules=rules)


def _too_few(problem: Problem) -> Iterator[Fault]:
    people, sizes = len(problem.people), problem.sizes
    if people < sizes.minimum:
        counts = {"people": people, "needed": sizes.minimum}
        yield Fault("too_few_people", counts=counts)
    elif not divides(people, sizes):
        counts = {"people": people, "minimum": sizes.minimum, "maximum": sizes.maximum}
        yield Fault("sizes_do_not_divide", counts=counts, sizes=_wider(people, sizes))


def divides(people: int, sizes: Sizes) -> bool:
    """Whether so many people can be cut into groups of these sizes with nobody over."""
    return -(-people // sizes.maximum) <= people // sizes.minimum


def _wider(people: int, sizes: Sizes) -> tuple[Sizes, ...]:
    """The nearest smaller minimum and the nearest larger maximum with which it goes."""
    smaller = [Sizes(low, sizes.maximum) for low in range(sizes.minimum - 1, 2, -1)]
    larger = [Sizes(sizes.minimum, high) for high in range(sizes.maximum + 1, _LARGEST_OFFERED + 1)]
    offers = (
        next((size for size in one_way if divides(people, size)), None)
        for one_way in (smaller, larger)
    )
    return tuple(size for size in offers if size)


def _no_language(problem: Problem) -> Iterator[Fault]:
    speakers = Counter(name for person in problem.people for name in person.languages)
    unknown = sum(1 for person in problem.people if not person.languages)
    most = max(speakers.values(), default=0) + unknown
    needed = problem.sizes.minimum
    if problem.rules.shared_language and most < needed <= len(problem.people):
        yield Fault("no_shared_language", counts=dict(sorted(speakers.items())))
