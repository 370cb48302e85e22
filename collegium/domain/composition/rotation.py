"""Rotation: several rounds of groups in which as few pairs as possible meet twice."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from math import fsum

from collegium.domain.composition.bound import upper_bound
from collegium.domain.composition.engine import solve
from collegium.domain.composition.index import Index
from collegium.domain.composition.indexing import build_index
from collegium.domain.composition.problem import Groups, Problem
from collegium.domain.composition.result import (
    LeftOut,
    Moves,
    Progress,
    Result,
    Stop,
    Watch,
)
from collegium.domain.composition.scarcity import fewest_repeats
from collegium.domain.composition.worth import group_worth

_START = 2_000  # moves a person to find lawful groups to start from
_MOVES = 1_000_000  # a person and round
_MOST = 10_000_000_000


@dataclass(frozen=True, slots=True)
class Rotation:
    """Groups round by round, and how often pairs meet again.

    A pair that meets for the second time is a repeat, for the third time two; meetings in
    `Problem.met` count as one. No plan has fewer than `fewest`; `reason` says what makes them
    so many: `few_groups` or `few_people`, see `Scarcity`. `gaps` are each round's distances to
    the bound as shares of it, pairs kept apart by newness aside. The groups of all rounds
    stand in the same order; `facilitators` holds one for each, "" where there is none.
    """

    rounds: tuple[Groups, ...]
    repeats: int
    fewest: int
    gaps: tuple[float, ...]
    reason: str = ""
    left_out: tuple[LeftOut, ...] = ()
    facilitators: tuple[str, ...] = ()
    moves: int = 0
    seed: int = 0


def rotate(
    problem: Problem,
    rounds: int,
    *,
    stop: Stop | None = None,
    seed: int = 0,
    watch: Watch | None = None,
) -> Rotation:
    """So many rounds of lawful groups, each well mixed, with as few repeats as can be found.

    The hard rules hold in every round; people of `fixed` groups, and those kept together, stay
    where they are in all rounds. Whoever fits nowhere is left out of all. `watch` is told of
    the repeats over the fewest, as a share of all meetings, as the gap. The same problem, stop
    and seed give the same rounds. Raises Unsolvable as `solve` does and ValueError for fewer
    than one round.
    """
    if rounds < 1:
        raise ValueError("a rotation has one round at least")
    first = solve(problem, stop=Moves(_START * len(problem.people)), seed=seed)
    seated = {one for group in first.groups for one in group}
    if not seated:
        empty: tuple[Groups, ...] = ((),) * rounds
        return Rotation(empty, 0, 0, (0.0,) * rounds, left_out=first.left_out, seed=seed)
    index = build_index(_of_seated(problem, seated))
    held = [at for at, group in enumerate(first.groups) if group]
    first = replace(
        first,
        groups=tuple(first.groups[at] for at in held),
        facilitators=tuple(first.facilitators[at] for at in held),
    )
    budget = stop or Moves(min(_MOST, _MOVES * len(seated) * rounds))
    return _rotated(index, first, rounds, stop=budget, seed=seed, watch=watch)


def _of_seated(problem: Problem, seated: Set[str]) -> Problem:
    """The problem without those who have no group."""
    return replace(
        problem,
        people=tuple(one for one in problem.people if one.id in seated),
        fixed=tuple(group & seated for group in problem.fixed if group & seated),
        finished=frozenset(),  # as fixed as any other once everybody of theirs stays
    )


def _rotated(
    index: Index, first: Result, rounds: int, *, stop: Stop, seed: int, watch: Watch | None
) -> Rotation:
    from collegium.domain.composition import (  # noqa: PLC0415 - numba is for searches only
        rounds as annealing,
    )

    groups = [[index.position[one] for one in group] for group in first.groups]
    sizes = [len(group) for group in groups]
    closed = annealing.may_never_meet(index) | annealing.met_before(index)
    partners = [len(closed) - 1 - int(row.sum()) for row in closed]
    scarce = fewest_repeats(sizes, rounds, partners)
    meetings = rounds * sum(size * (size - 1) // 2 for size in sizes)
    spent = 0

    def report(moves: int, repeats: int) -> None:
        nonlocal spent
        spent = moves
        if watch:
            over = (repeats - scarce.repeats) / meetings if meetings else 0.0
            watch(Progress(moves, min(1.0, stop.spent(moves)), max(0.0, over)))

    names = {one.id: len(index.people) + at for at, one in enumerate(index.problem.facilitators)}
    guests = [names.get(name, -1) for name in first.facilitators or [""] * len(groups)]
    start = annealing.Start(groups, guests, _still(index))
    plan = annealing.anneal_rounds(index, start, rounds, stop=stop, seed=seed, report=report)
    return Rotation(
        rounds=tuple(tuple(index.ids(group) for group in one) for one in plan),
        repeats=_repeats(plan, annealing.met_before(index).tolist()),
        fewest=scarce.repeats,
        gaps=tuple(_gap(index, one) for one in plan),
        reason=scarce.reason,
        left_out=first.left_out,
        facilitators=first.facilitators,
        moves=spent,
        seed=seed,
    )


def _still(index: Index) -> frozenset[int]:
    """Those who stay in the groups of the start: fixed, or kept together with somebody."""
    fixed = (index.position[one] for group in index.problem.fixed for one in group)
    return frozenset((*fixed, *(one for block in index.blocks for one in block)))


def _repeats(plan: Sequence[Sequence[Sequence[int]]], met: list[list[int]]) -> int:
    total = 0
    for groups in plan:
        for group in groups:
            for at, one in enumerate(group):
                for other in group[at + 1 :]:
                    total += met[one][other]
                    met[one][other] = met[other][one] = 1
    return total


def _gap(index: Index, groups: Sequence[Sequence[int]]) -> float:
    sizes = [len(group) for group in groups if group]
    bound = upper_bound(index, range(len(index.people)), sizes)
    value = fsum(group_worth(index, group) for group in groups)
    return max(0.0, (bound - value) / bound) if bound > 0 else 0.0
