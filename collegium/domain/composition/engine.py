"""The engine: seat everybody, then improve the mix, then say how good it is and why."""

from collections.abc import Sequence

from collegium.domain.composition.annealing import board_worth, improve
from collegium.domain.composition.blocks import build_blocks, seatable
from collegium.domain.composition.board import Board
from collegium.domain.composition.bound import upper_bound
from collegium.domain.composition.checking import seats_of
from collegium.domain.composition.dice import Dice
from collegium.domain.composition.faults import Unsolvable, diagnose
from collegium.domain.composition.index import Index, build_index
from collegium.domain.composition.problem import Problem, Weights
from collegium.domain.composition.reasons import excuse, explain
from collegium.domain.composition.result import Result, Stop
from collegium.domain.composition.seating import seat
from collegium.domain.composition.worth import group_worth

VERSION = "1"  # a stored answer names the engine that gave it

_WARMTH = 0.25
_FEW = 48
_RESTARTS = 6


def solve(problem: Problem, *, stop: Stop | None = None, seed: int = 0) -> Result:
    """Groups that keep every hard rule, as different inside as the search can make them.

    The same people (in any order), rules, weights, stop and seed give the same groups.
    Whoever fits nowhere is in `left_out`. Raises Unsolvable where `diagnose` finds faults.
    """
    faults = diagnose(problem)
    if faults:
        raise Unsolvable(faults)
    index = build_index(problem)
    budget = stop or Stop.fitting(len(problem.people))
    members, never = seatable(index)
    blocks = build_blocks(index, members)
    dice = Dice(seed)
    seating = seat(blocks, problem.sizes, moves=budget.moves // 2, dice=dice)
    left = max(0, budget.moves - seating.moves)
    board = _improved(seating.board, problem.weights, moves=left, dice=dice)
    seats = _people(board)
    left_out = [*seats.pop(), *never]
    return _result(index, seats, left_out, never, moves=budget.moves, seed=seed)


def appraise(problem: Problem, groups: Sequence[Sequence[str]]) -> Result:
    """The same account of groups made by hand, kept in their order; they may break rules.

    Raises Unsolvable where `check` does.
    """
    index, seats = seats_of(problem, groups)
    seated = {one for group in seats for one in group}
    left_out = [one for one in range(len(index.people)) if one not in seated]
    never = set(seatable(index)[1]) if left_out else set()
    return _result(index, seats, left_out, sorted(never & set(left_out)), moves=0, seed=0)


def _improved(board: Board, weights: Weights, *, moves: int, dice: Dice) -> Board:
    """One long run, or several short ones from the same start where people are few."""
    if sum(1 for group in board.groups[: board.bench] if group) < 2:
        return board
    largest = max(map(abs, (*weights.categories.values(), *weights.numbers.values())), default=0)
    warmth = _WARMTH * max(largest, weights.complement, weights.new_faces)
    runs = _RESTARTS if len(board.where) <= _FEW else 1
    boards = [
        improve(Board(board.blocks, board.groups), warmth=warmth, moves=moves // runs, dice=dice)
        for _ in range(runs)
    ]
    return max(boards, key=board_worth)


def _people(board: Board) -> list[list[int]]:
    """The people of each group in the order of their ids, those on the bench last."""
    people = [
        sorted(one for block in group for one in board.blocks.members[block])
        for group in board.groups
    ]
    return [*sorted(group for group in people[: board.bench] if group), people[board.bench]]


def _result(
    index: Index,
    seats: list[list[int]],
    left_out: list[int],
    never: list[int],
    *,
    moves: int,
    seed: int,
) -> Result:
    seated = sorted(one for group in seats for one in group)
    return Result(
        groups=tuple(index.ids(group) for group in seats),
        placements=explain(index, seats),
        left_out=excuse(index, seats, left_out, never),
        objective=sum(group_worth(index, group) for group in seats),
        bound=upper_bound(index, seated, [len(group) for group in seats if group]),
        moves=moves,
        seed=seed,
    )
