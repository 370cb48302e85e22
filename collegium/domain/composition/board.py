"""The board: who sits where while the search goes on. The last group is the bench."""

from collections.abc import Iterable, Sequence

from collegium.domain.composition.blocks import Blocks
from collegium.domain.composition.dice import Dice


class Board:
    """Groups of blocks that can be changed; every group but the bench keeps the rules."""

    __slots__ = ("bench", "blocks", "groups", "heads", "where")

    def __init__(self, blocks: Blocks, groups: Iterable[Sequence[int]]) -> None:
        self.blocks = blocks
        self.groups = [list(group) for group in groups]
        self.bench = len(self.groups) - 1  # the group of those who have no group
        self.heads = [sum(blocks.sizes[block] for block in group) for group in self.groups]
        self.where = [0] * len(blocks.members)
        for at, group in enumerate(self.groups):
            for block in group:
                self.where[block] = at

    def room_for(self, group: int, leaving: Sequence[int], coming: Sequence[int]) -> bool:
        """Whether the group keeps the rules after the exchange, size aside."""
        if group == self.bench:
            return True
        staying = [block for block in self.groups[group] if block not in leaving]
        return self.blocks.compatible([*staying, *coming])

    def exchange(self, one: int, leaving: Sequence[int], other: int, coming: Sequence[int]) -> None:
        """Blocks `leaving` go from one group to the other, blocks `coming` the other way."""
        for source, target, moved in ((one, other, leaving), (other, one, coming)):
            for block in moved:
                self.groups[source].remove(block)
                self.groups[target].append(block)
                self.where[block] = target
        change = self.count(coming) - self.count(leaving)
        self.heads[one] += change
        self.heads[other] -= change

    def count(self, blocks: Iterable[int]) -> int:
        """How many people these blocks hold."""
        return sum(self.blocks.sizes[block] for block in blocks)

    def parcel(self, group: int, first: int, size: int, dice: Dice) -> list[int] | None:
        """Blocks of the group, `first` among them, that hold exactly `size` people."""
        chosen = [first]
        missing = size - self.blocks.sizes[first]
        if missing:
            for block in dice.shuffled(self.groups[group]):
                if block != first and self.blocks.sizes[block] <= missing:
                    chosen.append(block)
                    missing -= self.blocks.sizes[block]
        return None if missing else chosen

    def snapshot(self) -> list[list[int]]:
        """A copy of the groups."""
        return [list(group) for group in self.groups]
