"""Seating: find groups that keep every hard rule, with as few people left out as possible."""

from dataclasses import dataclass

from collegium.domain.composition.blocks import Blocks
from collegium.domain.composition.board import Board
from collegium.domain.composition.dice import Dice
from collegium.domain.composition.problem import Sizes

_UNSEATED = 1_000
_SLACK = 16


@dataclass(frozen=True, slots=True)
class Seating:
    """A board on which the rules hold, and the moves it took."""

    board: Board
    moves: int

    @property
    def left_out(self) -> int:
        """How many people have no group."""
        return self.board.heads[self.board.bench]


def group_counts(people: int, sizes: Sizes) -> list[int]:
    """The numbers of groups worth trying, best first."""
    fewest = max(1, -(-people // sizes.maximum))
    most = max(1, people // sizes.minimum)
    wanted = people / sizes.wanted
    counts = range(fewest, most + 1) if fewest <= most else range(most, most + 1)
    return sorted(counts, key=lambda count: (abs(count - wanted), count))


def seat(blocks: Blocks, sizes: Sizes, *, moves: int, dice: Dice) -> Seating:
    """Try one number of groups after the other until nobody is left out."""
    counts = group_counts(sum(blocks.sizes), sizes)[:6]
    best: Seating | None = None
    spent = 0
    for groups in counts:
        board = _fill(blocks, sizes, groups, dice)
        used = _repair(board, sizes, moves // len(counts), dice)
        spent += used + _level(board, sizes, dice)
        _dissolve(board, sizes)
        if best is None or board.heads[board.bench] < best.left_out:
            best = Seating(board, spent)
        if not best.left_out:
            break
    if best is None:
        raise ValueError("no number of groups to try")
    return Seating(best.board, spent)


def _fill(blocks: Blocks, sizes: Sizes, groups: int, dice: Dice) -> Board:
    """Seat the least free blocks first, each where it costs the group least freedom."""
    order = dice.shuffled(range(len(blocks.members)))
    order.sort(key=lambda block: _freedom(blocks, block))
    board = Board(blocks, [[] for _ in range(groups)] + [order])
    even = -(-sum(blocks.sizes) // groups)
    for block in order:
        open_to = [
            group
            for group in range(groups)
            if board.heads[group] + blocks.sizes[block] <= min(even, sizes.maximum)
            and board.room_for(group, (), (block,))
        ]
        if open_to:
            group = min(open_to, key=lambda group: _loss(board, group, block))
            board.exchange(board.bench, [block], group, [])
    return board


def _freedom(blocks: Blocks, block: int) -> tuple[int, int, int]:
    return (
        blocks.languages[block].bit_count(),
        -blocks.clashes[block].bit_count(),
        -blocks.sizes[block],
    )


def _loss(board: Board, group: int, block: int) -> tuple[int, int]:
    """Common languages and half-hours the group would lose; an empty group loses some."""
    seated = board.groups[group]
    if not seated:
        return (0, 1)
    languages, hours = -1, -1
    for other in seated:
        languages &= board.blocks.languages[other]
        hours &= board.blocks.hours[other]
    own = board.blocks
    return (
        (languages & ~own.languages[block]).bit_count(),
        (hours & ~own.hours[block]).bit_count(),
    )


def _cost(heads: int, sizes: Sizes) -> int:
    """A group too small counts as people without one; above that, even sizes are best."""
    return heads * _UNSEATED if heads < sizes.minimum else heads * heads


def _unsettled(board: Board, sizes: Sizes) -> bool:
    small = any(0 < heads < sizes.minimum for heads in board.heads[: board.bench])
    return small or board.heads[board.bench] > 0


def _repair(board: Board, sizes: Sizes, moves: int, dice: Dice) -> int:
    """Random moves and exchanges that keep the rules and never leave more people out."""
    for spent in range(moves):
        if not _unsettled(board, sizes):
            return spent
        _try_any(board, sizes, dice, slack=dice.below(_SLACK) if dice.below(4) == 0 else 0)
    return moves


def _level(board: Board, sizes: Sizes, dice: Dice) -> int:
    """The same with no slack, so that sizes become even."""
    moves = 20 * len(board.where)
    for spent in range(moves):
        heads = [count for count in board.heads[: board.bench] if count]
        if not heads or max(heads) - min(heads) <= 1:
            return spent
        _try_any(board, sizes, dice, slack=0)
    return moves


def _try_any(board: Board, sizes: Sizes, dice: Dice, *, slack: int) -> None:
    block = _any_block(board, dice)
    source = board.where[block]
    target = dice.below(len(board.groups))
    if source == target:
        return
    coming: list[int] = []
    if board.groups[target] and dice.below(2):
        coming = [board.groups[target][dice.below(len(board.groups[target]))]]
    if (
        _change(board, sizes, source, target, board.count([block]) - board.count(coming)) <= slack
        and board.room_for(target, coming, [block])
        and board.room_for(source, [block], coming)
    ):
        board.exchange(source, [block], target, coming)


def _any_block(board: Board, dice: Dice) -> int:
    waiting = board.groups[board.bench]
    if waiting and dice.below(2):
        return waiting[dice.below(len(waiting))]
    return dice.below(len(board.where))


def _change(board: Board, sizes: Sizes, source: int, target: int, moving: int) -> int:
    total = 0
    for group, heads in ((source, -moving), (target, moving)):
        before = board.heads[group]
        after = before + heads
        if group == board.bench:
            total += heads * (_UNSEATED + 1)
        elif after > sizes.maximum:
            return _UNSEATED * _UNSEATED
        else:
            total += _cost(after, sizes) - _cost(before, sizes)
    return total


def _dissolve(board: Board, sizes: Sizes) -> None:
    """Send groups that stayed too small to the bench, then let the bench fill gaps."""
    for group in range(board.bench):
        if board.heads[group] < sizes.minimum:
            board.exchange(group, list(board.groups[group]), board.bench, [])
    for block in list(board.groups[board.bench]):
        for group in range(board.bench):
            full = board.heads[group] + board.blocks.sizes[block] > sizes.maximum
            if board.groups[group] and not full and board.room_for(group, (), (block,)):
                board.exchange(board.bench, [block], group, [])
                break
