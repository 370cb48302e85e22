"""Annealing: exchange people between groups for a better mix, never breaking a rule."""

from math import log

from collegium.domain.composition.board import Board
from collegium.domain.composition.dice import Dice

_MOST_STEPS = 100
_FEWEST_STEPS = 8
_COLDEST = 1 / 14
# Rounded, so that no platform's logarithm can tip a choice.
_THRESHOLDS = tuple(round(log((at + 0.5) / 1024), 9) for at in range(1024))


def board_worth(board: Board) -> float:
    """The objective of the groups on the board, the bench aside."""
    worths = board.blocks.worths
    between = sum(
        worths[one][other]
        for group in board.groups[: board.bench]
        for at, one in enumerate(group)
        for other in group[at + 1 :]
    )
    return between + board.blocks.inside


def improve(board: Board, *, warmth: float, moves: int, dice: Dice) -> Board:
    """Anneal from `warmth` (in units of the objective) down to nothing; the best board seen."""
    best, best_worth = board.snapshot(), board_worth(board)
    steps = min(_MOST_STEPS, max(_FEWEST_STEPS, moves // (4 * len(board.where))))
    for step in range(steps):
        cooled = step / (steps * 0.9)
        temperature = warmth * _COLDEST**cooled if cooled < 1 else 0.0
        for _ in range(moves // steps):
            _propose(board, temperature, dice)
        worth = board_worth(board)
        if worth > best_worth + 1e-9:
            best, best_worth = board.snapshot(), worth
    return Board(board.blocks, best)


def _propose(board: Board, temperature: float, dice: Dice) -> None:
    one = dice.below(len(board.where))
    source, target = board.where[one], dice.below(board.bench)
    if source in (target, board.bench) or not board.groups[target]:
        return
    draw = _draw(board, one, source, target, dice)
    if draw is None:
        return
    leaving, coming = draw
    threshold = temperature * _THRESHOLDS[dice.below(1024)]
    if (
        _gain(board, source, leaving, target, coming) > threshold
        and board.room_for(target, coming, leaving)
        and board.room_for(source, leaving, coming)
    ):
        board.exchange(source, leaving, target, coming)


def _draw(
    board: Board, one: int, source: int, target: int, dice: Dice
) -> tuple[list[int], list[int]] | None:
    """Two parcels of one size to exchange, or one that makes the sizes change places."""
    sizes = board.blocks.sizes
    if board.heads[source] - board.heads[target] == sizes[one] and dice.below(4) == 0:
        return [one], []
    other = board.groups[target][dice.below(len(board.groups[target]))]
    size = max(sizes[one], sizes[other])
    if size == 1:
        return [one], [other]
    leaving = board.parcel(source, one, size, dice)
    coming = board.parcel(target, other, size, dice)
    return None if leaving is None or coming is None else (leaving, coming)


def _gain(board: Board, source: int, leaving: list[int], target: int, coming: list[int]) -> float:
    here, there = board.groups[source], board.groups[target]
    if len(leaving) == len(coming) == 1:
        return _gain_of_two(board, here, leaving[0], there, coming[0])
    worths = board.blocks.worths
    left = [block for block in here if block not in leaving]
    stay = [block for block in there if block not in coming]
    gain = 0.0
    for block in leaving:
        row = worths[block]
        gain += sum([row[other] for other in stay]) - sum([row[other] for other in left])
    for block in coming:
        row = worths[block]
        gain += sum([row[other] for other in left]) - sum([row[other] for other in stay])
    return gain


def _gain_of_two(board: Board, here: list[int], one: int, there: list[int], other: int) -> float:
    """Nearly every proposal is one for one: the sums over whole groups, less the two."""
    mine, theirs = board.blocks.worths[one], board.blocks.worths[other]
    over_there = sum([mine[at] - theirs[at] for at in there]) - mine[other] + theirs[other]
    over_here = sum([mine[at] - theirs[at] for at in here]) - mine[one] + theirs[one]
    return over_there - over_here
