"""One group around one person, out of few who are willing: who of them may sit together."""

from collections.abc import Iterable

from collegium.domain.composition.checking import broken_rules
from collegium.domain.composition.faults import Fault, Unsolvable, refuse_faulty
from collegium.domain.composition.index import Index
from collegium.domain.composition.indexing import build_index
from collegium.domain.composition.problem import Problem
from collegium.domain.composition.result import Rule
from collegium.domain.composition.worth import group_worth

WIDTH = 500  # sets of each size that are followed: all there are of up to twelve people
MENDED_BY_MORE = frozenset({Rule.SIZE, Rule.ALONE, Rule.HOST})

type Seats = tuple[int, ...]


def gather(problem: Problem, around: str) -> tuple[str, ...]:
    """The largest group the rules allow with this person in it, the best of equal ones.

    Empty where the willing are too few or must not sit together. For up to about thirty people;
    beyond twelve it may miss the best. Raises Unsolvable for a faulty problem or an unknown id.
    """
    index = _index(problem, around)
    first = index.position[around]
    others = list(_able(index, first))
    found: Seats = ()
    followed: list[Seats] = [(first,)]
    for size in range(2, problem.sizes.maximum + 1):
        wider = [
            (*seats, other)
            for seats in followed
            for other in others
            if (len(seats) == 1 or other > seats[-1])
            and all(index.may_meet(other, one) for one in seats[1:])
        ]
        followed = _best(index, [seats for seats in wider if _lawful(index, seats)])
        if not followed:
            break
        if size >= problem.sizes.minimum:
            found = next((one for one in followed if _whole(index, one)), found)
    return index.ids(found)


def who_may_join(problem: Problem, around: str) -> frozenset[str]:
    """Everybody whom no rule keeps from sharing a group with this person.

    Raises Unsolvable for a faulty problem or an unknown id.
    """
    index = _index(problem, around)
    return frozenset(index.people[at].id for at in _able(index, index.position[around]))


def _index(problem: Problem, around: str) -> Index:
    refuse_faulty(problem)
    index = build_index(problem)
    if around not in index.position:
        raise Unsolvable((Fault("unknown_person", people=(around,)),))
    return index


def _able(index: Index, first: int) -> Iterable[int]:
    return (at for at in range(len(index.people)) if at != first and index.may_meet(at, first))


def _lawful(index: Index, seats: Seats) -> bool:
    """Whether a set breaks no rule but those that more people could mend."""
    return all(one.rule in MENDED_BY_MORE for one in broken_rules(index, 0, seats))


def _whole(index: Index, seats: Seats) -> bool:
    return next(broken_rules(index, 0, seats), None) is None


def _best(index: Index, sets: list[Seats]) -> list[Seats]:
    return sorted(sets, key=lambda seats: (-group_worth(index, seats), seats))[:WIDTH]
