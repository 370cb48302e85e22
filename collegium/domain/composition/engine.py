"""The engine: seat everybody, then improve the mix, then say how good it is and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from collegium.domain.composition.bound import upper_bound
from collegium.domain.composition.chance import by_lot
from collegium.domain.composition.checking import seats_of
from collegium.domain.composition.facilitating import NOBODY, assign_facilitators
from collegium.domain.composition.faults import Unsolvable, diagnose
from collegium.domain.composition.hopeless import provably_out
from collegium.domain.composition.index import Index
from collegium.domain.composition.indexing import build_index
from collegium.domain.composition.problem import Problem
from collegium.domain.composition.reasons import excuse, explain
from collegium.domain.composition.result import Moves, Progress, Result, Stop, Watch
from collegium.domain.composition.worth import group_worth

VERSION = "2"  # a stored answer names the engine that gave it

_PROVEN_UP_TO = 24


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
    guests: Sequence[int] = ()
    moves: int = 0
    bound: float | None = None
    proven: bool = False


def _search(
    index: Index, never: Sequence[int], stop: Stop, seed: int, watch: Watch | None
) -> _Answer:
    # numba is loaded by a search only, never by a page.
    from collegium.domain.composition.annealing import improve  # noqa: PLC0415
    from collegium.domain.composition.arrays import law_arrays, worth_arrays  # noqa: PLC0415
    from collegium.domain.composition.floor import Ground, Seats  # noqa: PLC0415
    from collegium.domain.composition.seating import seat  # noqa: PLC0415

    worth, law = worth_arrays(index), law_arrays(index)
    fixed = [sorted(index.position[one] for one in group) for group in index.problem.fixed]
    finished = {at: group for at, group in enumerate(fixed) if at in index.problem.finished}
    open_to = [group for at, group in enumerate(fixed) if at not in finished]
    settled = {one for group in finished.values() for one in group}
    out = settled.union(never)
    people = [one for one in range(len(index.people)) if one not in out]
    seating = seat(index, law, people, open_to, seed=seed)
    groups = [list(group) for group in seating.groups]
    guests = assign_facilitators(index, groups)
    if index.problem.facilitators:
        groups, guests = _supported(groups, guests, len(open_to))
    seats = Seats(groups, guests, frozenset(one for group in open_to for one in group))
    ground = Ground(index, worth, law)
    report = _reporter(index, groups, stop, watch)
    groups, moves = improve(ground, seats, stop=stop, seed=seed, report=report)
    answer = _Answer(groups, guests, moves)
    if len(index.people) <= _PROVEN_UP_TO:
        _prove(index, worth, law, answer)
    return _with_finished(answer, finished)


def _supported(
    groups: list[list[int]], guests: Sequence[int], kept: int
) -> tuple[list[list[int]], list[int]]:
    """The groups that have a facilitator, and those that are fixed."""
    pairs = [
        (group, guest)
        for at, (group, guest) in enumerate(zip(groups, guests, strict=True))
        if guest != NOBODY or at < kept
    ]
    return [group for group, _ in pairs], [guest for _, guest in pairs]


def _prove(index: Index, worth: object, law: object, answer: _Answer) -> None:
    from collegium.domain.composition.exact import prove  # noqa: PLC0415

    sizes = [len(group) for group in answer.groups]
    guests = answer.guests if index.problem.facilitators else None
    proof = prove(index, worth, law, sizes, incumbent=answer.groups, guests=guests)
    if proof:
        answer.groups, answer.bound, answer.proven = proof.groups, proof.bound, proof.proven
        answer.guests = proof.guests or answer.guests


def _with_finished(answer: _Answer, finished: dict[int, list[int]]) -> _Answer:
    guests = list(answer.guests)
    for at, group in sorted(finished.items()):
        answer.groups.insert(at, group)
        guests.insert(at, NOBODY)
    answer.guests = guests
    return answer


def _reporter(index: Index, groups: list[list[int]], stop: Stop, watch: Watch | None) -> object:
    if watch is None:
        return lambda moves, gain: None
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
    bound = upper_bound(index, seated, sizes)
    facilitators = index.problem.facilitators
    return Result(
        groups=tuple(index.ids(group) for group in answer.groups),
        placements=explain(index, answer.groups),
        left_out=excuse(index, answer.groups, left_out, never),
        objective=sum(group_worth(index, group) for group in answer.groups),
        bound=min(bound, answer.bound) if answer.bound is not None else bound,
        moves=answer.moves,
        seed=seed,
        chance=by_lot(index, seated, sizes),
        proven=answer.proven,
        facilitators=tuple(
            facilitators[guest - len(index.people)].id if guest != NOBODY else ""
            for guest in guests
        ),
    )
