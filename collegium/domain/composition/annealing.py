"""The stages of a search: exchange people for a better mix, never breaking a rule.

A problem of some hundred people whose worth lies in pairs is annealed on the matrix of those
pairs first, everything else on what groups add up to. Where the groups are too few to be
dealt to threads, two searches run side by side and the better one is kept.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from collegium.domain.composition.by_matrix import MatrixSearch, Seating, pair_matrix
from collegium.domain.composition.floor import DEALT_FROM, Floor, Ground, Seats, groups_of
from collegium.domain.composition.kernels.shapes import Worth
from collegium.domain.composition.result import Stop

HEATS = {False: (0.33, 0.1), True: (0.16, 0.02)}  # first and last, in largest weights: few, many
_LANES = 2
_MATRIX = 800  # people up to whom a matrix of pairs pays
_MATRIX_SHARE = 0.9  # of the budget
_CHEAPER = 40  # so many moves on the matrix cost what one does without
_QUENCH = 0.95  # share of the budget after which nothing is lost any more

type Report = Callable[[int, float], None]  # moves so far, gain so far


def improve(
    ground: Ground, seats: Seats, *, stop: Stop, seed: int, report: Report
) -> tuple[list[list[int]], int]:
    """Anneal until `stop` says so; the groups in the same order, and the moves it took."""
    if len(seats.groups) < 2:
        return [sorted(group) for group in seats.groups], 0
    search = _Search(ground, stop, report)
    if _fits_matrix(ground.worth, seats):
        seats = search.on_matrix(seats, seed)
    return search.on_counts(seats, seed)


def _fits_matrix(worth: Worth, seats: Seats) -> bool:
    """Whether pairs alone say what groups are worth, and there are few enough of them."""
    sizes = {len(group) for group in seats.groups}
    even = len(sizes) == 1 or not np.any(worth.balance)
    return even and not worth.strengths and sum(map(len, seats.groups)) <= _MATRIX


class _Search:
    """The stages of one search on one budget."""

    def __init__(self, ground: Ground, stop: Stop, report: Report) -> None:
        self._ground, self._stop, self._report = ground, stop, report
        self._moves, self._gain = 0, 0.0

    def on_matrix(self, seats: Seats, seed: int) -> Seats:
        """Two searches on the matrix of pairs side by side; the better one."""
        who = np.array([one for group in seats.groups for one in group], dtype=np.int32)
        heads = [len(group) for group in seats.groups]
        blocked = seats.fixed | {one for block in self._ground.index.blocks for one in block}
        start = Seating(
            who=who,
            start=np.cumsum([0, *heads]).astype(np.int32),
            guest=np.array(seats.guests, dtype=np.int32),
            frozen=np.array([int(one) in blocked for one in who], dtype=np.int32),
        )
        pair = pair_matrix(self._ground.worth, who, heads[0])
        lanes = [
            MatrixSearch(pair, self._ground.law, start, seed=2 * seed + at) for at in range(_LANES)
        ]
        stops = [_Share(self._stop, lane, self._report) for lane in lanes]
        with ThreadPoolExecutor() as threads:
            list(threads.map(MatrixSearch.run, lanes, stops))
        best = max(lanes, key=lambda lane: lane.gained)
        self._moves = max(stop.moves for stop in stops)
        self._gain = best.gained
        groups = [
            [int(one) for one in best.who[low:high]]
            for low, high in zip(start.start[:-1], start.start[1:], strict=True)
        ]
        return Seats(groups, seats.guests, seats.fixed)

    def on_counts(self, seats: Seats, seed: int) -> tuple[list[list[int]], int]:
        """Anneal on what groups add up to, from as hot as the share of the budget says."""
        people = sum(map(len, seats.groups))
        alone = people >= DEALT_FROM or self._moves > 0
        lots = [seed] if alone else range(_LANES * seed, _LANES * (seed + 1))
        floors = [Floor(self._ground, seats, seed=lot) for lot in lots]
        hottest, coldest = HEATS[people >= DEALT_FROM]
        with ThreadPoolExecutor() as threads:
            while (spent := self._stop.spent(self._moves)) < 1:
                cooled = spent / _QUENCH
                heat = hottest * (coldest / hottest) ** cooled if cooled < 1 else 0.0
                self._round(floors, heat, threads)
            self._round(floors, 0.0, threads)
        return groups_of(max(floors, key=lambda floor: floor.gain).table), self._moves

    def _round(self, floors: Sequence[Floor], heat: float, threads: ThreadPoolExecutor) -> None:
        self._moves += sum(threads.map(lambda floor: floor.round(heat, threads), floors))
        self._report(self._moves, self._gain + max(floor.gain for floor in floors))


class _Share:
    """What a search on the matrix may spend: most of the budget, at its own price of a move."""

    def __init__(self, stop: Stop, search: MatrixSearch, report: Report) -> None:
        self._stop, self._search, self._report = stop, search, report
        self.moves = 0

    def spent(self, moves: int) -> float:
        """Share of this part's budget after so many priced moves."""
        self.moves = moves // _CHEAPER
        self._report(self.moves, self._search.gained)
        return self._stop.spent(self.moves) / _MATRIX_SHARE
