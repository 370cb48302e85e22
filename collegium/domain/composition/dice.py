"""A small seeded generator, the same on every machine."""

from collections.abc import Sequence

_MASK = (1 << 64) - 1


class Dice:
    """Linear congruential generator (Knuth's MMIX constants), upper bits used."""

    __slots__ = ("_state",)

    def __init__(self, seed: int) -> None:
        self._state = (seed * 0x9E3779B97F4A7C15 + 0xD1B54A32D192ED03) & _MASK
        for _ in range(4):
            self.below(2)

    def below(self, limit: int) -> int:
        """A whole number from 0 to limit - 1."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) & _MASK
        return ((self._state >> 33) * limit) >> 31

    def shuffled[T](self, items: Sequence[T]) -> list[T]:
        """The items in a random order (Fisher and Yates)."""
        drawn = list(items)
        for last in range(len(drawn) - 1, 0, -1):
            other = self.below(last + 1)
            drawn[last], drawn[other] = drawn[other], drawn[last]
        return drawn
