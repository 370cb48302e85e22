"""The engine: seat everybody, then improve the mix, then say how good it is and why."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from math import inf

from collegium.domain.composition.bound import upper_bound
from collegium.domain.composition.chance import by_lot
from collegium.domain.composition.checking import seats_of
from collegium.domain.composition.facilitating import NOBODY
from collegium.domain.composition.faults import Unsolvable, diagnose
from collegium.domain.composition.hopeless import provably_out
from collegium.domain.composition.index import Index
from collegium.domain.composition.indexing import build_index
from collegium.domain.composition.problem import Problem
from collegium.domain.composition.reasons import excuse, explain
from collegium.domain.composition.result import Moves, Progress, Result, Stop, Watch
from collegium.domain.composition.worth import group_worth

VERSION = "2"  # a stored answer names the engine that gave it


def solve(
    problem: Problem, *, stop: Stop | None = None, seed: int = 0, watch: Watch | None = None
) -> Result:
    """Groups that keep every hard rule, as different inside as the search can make them.

    The same people (in any order), rules, weights, stop and seed give the same groups.
    Whoever fits nowhere is in `left_out`. `watch` is told of the progress now and then.
    Raises Unsolvable where `diagnose` finds faults.
    """
    faults = diagnose(problem)
    if faults:
        raise Unsolvable(faults)
    index = build_index(problem)
    never = provably_out(index)
    answer = _search(index, never, stop or Moves.fitting(len(problem.people)), seed, watch)
    return _result(index, answer, never, seed)


def appraise(problem: Problem, groups: Sequence[Sequence[str]]) -> Result:
    """The same account of groups made by hand, kept in their order; they may break rules.

    Raises Unsolvable where `check` does.
    """
    index, seats = seats_of(problem, groups)
    never = provably_out(index) if len(_seated(seats)) < len(index.people) else []
    return _result(index, _Answer(seats), never, 0)


@dataclass(slots=True)
class _Answer:
    groups: list[list[int]]
    guests: list[int] = field(default_factory=list)
    moves: int = 0
    bound: float = inf
    proven: bool = False
    unsupported: Collection[int] = ()


def _search(
    index: Index, never: Sequence[int], stop: Stop, seed: int, watch: Watch | None
) -> _Answer:
    from collegium.domain.composition.arrays import (  # noqa: PLC0415 - numba is for searches only
        law_arrays,
        worth_arrays,
    )
    from collegium.domain.composition.floor import Ground  # noqa: PLC0415 - as above
    from collegium.domain.composition.placement import find_start  # noqa: PLC0415 - as above
    from collegium.domain.composition.proving import best_of  # noqa: PLC0415 - as above

    ground = Ground(index, worth_arrays(index), law_arrays(index))
    start = find_start(ground, never, seed=seed)
    report = _reporter(index, start.groups, stop, watch)
    best = best_of(ground, start, stop=stop, seed=seed, report=report)
    answer = _Answer([], moves=best.moves, proven=best.proven, unsupported=start.unsupported)
    fixed = [sorted(index.position[one] for one in group) for group in index.problem.fixed]
    formed = list(zip(best.groups, best.guests, strict=True))
    homes = dict(zip(start.homes, formed, strict=False))
    for at, people in enumerate(fixed):
        group, guest = homes.get(at, ([], NOBODY))
        answer.groups.append(people if at in index.problem.finished else group)
        answer.guests.append(guest)
    answer.groups += [group for group, _ in formed[len(homes) :]]
    answer.guests += [guest for _, guest in formed[len(homes) :]]
    answer.bound = best.bound + sum(group_worth(index, fixed[at]) for at in index.problem.finished)
    return answer


def _reporter(
    index: Index, groups: list[list[int]], stop: Stop, watch: Watch | None
) -> Callable[[int, float], None]:
    if watch is None:
        return lambda _moves, _gain: None
    start = sum(group_worth(index, group) for group in groups)
    seated, sizes = sorted(_seated(groups)), [len(group) for group in groups]
    bound = upper_bound(index, seated, sizes)
    way = bound - by_lot(index, seated, sizes)

    def report(moves: int, gain: float) -> None:
        short = max(0.0, bound - start - gain)
        gap = short / bound if bound > 0 else 0.0
        closed = min(1.0, max(0.0, 1 - short / way)) if way > 1e-9 else 1.0
        watch(Progress(moves, min(1.0, stop.spent(moves)), gap, closed))

    return report


def _seated(groups: Iterable[Sequence[int]]) -> set[int]:
    return {one for group in groups for one in group}


def _result(index: Index, answer: _Answer, never: Sequence[int], seed: int) -> Result:
    seated = sorted(_seated(answer.groups))
    sizes = [len(group) for group in answer.groups if group]
    left_out = sorted(set(range(len(index.people))) - set(seated))
    guests = [*answer.guests, *[NOBODY] * (len(answer.groups) - len(answer.guests))]
    facilitators = index.problem.facilitators
    return Result(
        groups=tuple(index.ids(group) for group in answer.groups),
        placements=explain(index, answer.groups),
        left_out=excuse(
            index,
            answer.groups,
            left_out,
            never,
            guests=guests,
            unsupported=answer.unsupported,
        ),
        objective=sum(group_worth(index, group) for group in answer.groups),
        bound=min(upper_bound(index, seated, sizes), answer.bound),
        moves=answer.moves,
        seed=seed,
        chance=by_lot(index, seated, sizes),
        proven=answer.proven,
        facilitators=tuple(
            facilitators[guest - len(index.people)].id if guest != NOBODY else ""
            for guest in guests
        ),
    )
