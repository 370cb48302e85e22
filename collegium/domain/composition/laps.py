"""A lap: the cycles until every pair of a group has met; planned before the first is chosen.

Pairs are bits. Whoever takes the best match each time can end where no matching is left of
pairs that have not met: of six people, two triangles. So a choice looks at what it leaves.
"""

from collections.abc import Sequence

_REPEAT = 64  # what any repeat costs; besides, each time that the pair has met before costs one

type _Levels = tuple[int, ...]  # the k-th holds the pairs that met k + 1 times more than others


class Lap:
    """The next `cycles` of a group in which pairs, bit by bit, have met `counts` times.

    `pairings` are all that one cycle can be, each with equally many pairs.
    """

    def __init__(self, pairings: Sequence[int], counts: Sequence[int], cycles: int) -> None:
        least = min(counts)
        self._pairings = pairings
        self._a_cycle = pairings[0].bit_count()
        self._pairs = len(counts)
        self._cycles = cycles
        self._now: _Levels = tuple(
            sum(1 << at for at, often in enumerate(counts) if often - least > level)
            for level in range(max(counts) - least)
        )
        self._budget = 0

    def repeats(self, pairing: int) -> int:
        """What it costs that pairs of it have met more often than others."""
        return _cost(pairing, self._now)

    def choose(self, candidates: Sequence[int], budget: int) -> int:
        """Which candidate leaves the fewest repeats for the rest of the lap; the first of equals.

        All candidates repeat equally many now. After looking at `budget` states, the best
        found so far is taken.
        """
        chosen, least = 0, self._most()
        perfect = self._floor(self._cycles, self._now) - self.repeats(candidates[0])
        self._budget = budget
        for at, pairing in enumerate(candidates):
            found = self._plan(self._cycles - 1, self._after(pairing, self._now), least)
            if found < least:
                chosen, least = at, found
            if least <= perfect or self._budget <= 0:
                break
        return chosen

    def _most(self) -> int:
        return self._cycles * self._a_cycle * (_REPEAT + len(self._now) + self._cycles) + 1

    def _plan(self, cycles: int, levels: _Levels, limit: int) -> int:
        """The fewest repeats that so many more cycles can do with; the limit if not below it."""
        floor = self._floor(cycles, levels)
        if floor >= limit or cycles == 0:
            return min(floor, limit)
        if self._budget <= 0:
            return limit
        self._budget -= 1
        options = sorted((_cost(pairing, levels), pairing) for pairing in self._pairings)
        for cost, pairing in options:
            if cost + (cycles - 1) * options[0][0] >= limit:
                break
            later = self._plan(cycles - 1, self._after(pairing, levels), limit - cost)
            limit = min(limit, cost + later)
            if limit <= floor:
                break
        return limit

    def _floor(self, cycles: int, levels: _Levels) -> int:
        """No plan repeats fewer: the rarest pairs fill the cycles, never mind who is in them."""
        places, total, level = cycles * self._a_cycle, 0, 0
        while places > 0:
            more_often = levels[level].bit_count() if level < len(levels) else 0
            taken = min(places, self._pairs - more_often)
            total += taken * (_REPEAT * (level > 0) + level)
            places -= taken
            level += 1
        return total

    def _after(self, pairing: int, levels: _Levels) -> _Levels:
        """What is so after one more cycle."""
        risen, below = [], (1 << self._pairs) - 1
        for level in (*levels, 0):
            risen.append(level | (pairing & below))
            below = level
        return tuple(risen) if risen[-1] else tuple(risen[:-1])


def _cost(pairing: int, levels: _Levels) -> int:
    repeats = _REPEAT * (pairing & levels[0]).bit_count() if levels else 0
    return repeats + sum((pairing & level).bit_count() for level in levels)
