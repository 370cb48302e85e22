"""Faults: what is wrong with a problem before anybody can be seated, as codes and data.

A fault means that nothing can be composed until it is mended. Rules that merely leave
people out are no faults: `solve` answers with the largest placement it finds.
"""

from collections import Counter
from collections.abc import Iterator

from collegium.domain.composition.contradictions import contradictions
from collegium.domain.composition.fault import Fault, Unsolvable
from collegium.domain.composition.problem import Participant, Problem, Sizes
from collegium.domain.composition.soundness import unsound

__all__ = [
    "Fault",
    "Unsolvable",
    "diagnose",
    "divides",
    "faults_of_data",
    "fitting_sizes",
    "refuse_faulty",
]

_LARGEST_OFFERED = 12


def diagnose(problem: Problem) -> tuple[Fault, ...]:
    """Every fault for which `solve` would refuse the problem; linear in the number of people."""
    return (
        faults_of_data(problem)
        or tuple(contradictions(problem))
        or (*_too_few(problem), *_no_group(problem))
    )


def refuse_faulty(problem: Problem) -> None:
    """Raise Unsolvable where the data mean nothing, however many people there are."""
    faults = faults_of_data(problem)
    if faults:
        raise Unsolvable(faults)


def faults_of_data(problem: Problem) -> tuple[Fault, ...]:
    """Faults of form, with which there is not even an index."""
    return tuple(unsound(problem))


def _too_few(problem: Problem) -> Iterator[Fault]:
    """Numbers that do not work out; not once there are finished groups to keep."""
    people, sizes = len(problem.people), problem.sizes
    if problem.finished:
        return
    if people < sizes.minimum:
        counts = {"people": people, "needed": sizes.minimum}
        yield Fault("too_few_people", counts=counts)
    elif not divides(people, sizes):
        counts = {"people": people, "minimum": sizes.minimum, "maximum": sizes.maximum}
        yield Fault("sizes_do_not_divide", counts=counts, sizes=fitting_sizes(people, sizes))


def divides(people: int, sizes: Sizes) -> bool:
    """Whether so many people can be cut into groups of these sizes with nobody over."""
    return -(-people // sizes.maximum) <= people // sizes.minimum


def fitting_sizes(people: int, sizes: Sizes) -> tuple[Sizes, ...]:
    """The nearest smaller minimum and the nearest larger maximum that so many people fill."""
    smaller = [Sizes(low, sizes.maximum) for low in range(sizes.minimum - 1, 2, -1)]
    larger = [Sizes(sizes.minimum, high) for high in range(sizes.maximum + 1, _LARGEST_OFFERED + 1)]
    offers = (
        next((size for size in one_way if divides(people, size)), None)
        for one_way in (smaller, larger)
    )
    return tuple(size for size in offers if size)


def _no_group(problem: Problem) -> Iterator[Fault]:
    """What leaves not a single group, for one reason that concerns everybody."""
    finished = {one for at in problem.finished for one in problem.fixed[at]}
    people = [person for person in problem.people if person.id not in finished]
    if len(people) < problem.sizes.minimum:
        return
    yield from _no_language(problem, people)
    hosts = sum(person.can_host for person in people)
    if hosts < problem.rules.hosts:
        counts = {"hosts": hosts, "needed": problem.rules.hosts}
        yield Fault("too_few_hosts", counts=counts)
    if problem.facilitators and not any(one.capacity for one in problem.facilitators):
        yield Fault("no_facilitator")


def _no_language(problem: Problem, people: list[Participant]) -> Iterator[Fault]:
    speakers = Counter(name for person in people for name in person.languages)
    unknown = sum(1 for person in people if not person.languages)
    most = max(speakers.values(), default=0) + unknown
    if problem.rules.shared_language and most < problem.sizes.minimum:
        yield Fault("no_shared_language", counts=dict(sorted(speakers.items())))
