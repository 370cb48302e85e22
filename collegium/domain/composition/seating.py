"""Seating: groups that keep every hard rule, with as few people left out as can be found."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from collegium.domain.composition.index import Index
from collegium.domain.composition.kernels import seating as kernels
from collegium.domain.composition.kernels.dice import shuffle
from collegium.domain.composition.kernels.shapes import Ints, Law, Words
from collegium.domain.composition.problem import Sizes

_PATIENCE = 60
_COUNTS_TRIED = 6
_WORK = 4_000
_ATTEMPTS, _MANY = 4, 1_000


@dataclass(frozen=True, slots=True)
class Seating:
    """Groups of positions that keep the rules, in the order of `Problem.fixed`, then others."""

    groups: tuple[tuple[int, ...], ...]
    left_out: tuple[int, ...]


def group_counts(people: int, sizes: Sizes, *, at_most: int | None = None) -> list[int]:
    """The numbers of groups worth trying, best first."""
    fewest = max(1, -(-people // sizes.maximum))
    most = max(1, people // sizes.minimum)
    counts = range(fewest, most + 1) if fewest <= most else range(most, most + 1)
    wanted = people / sizes.wanted
    possible = [count for count in counts if at_most is None or count <= at_most]
    return sorted(possible or [max(1, at_most or 1)], key=lambda n: (abs(n - wanted), n))


def seat(
    index: Index,
    law: Law,
    people: Sequence[int],
    fixed: Sequence[Sequence[int]],
    *,
    seed: int,
    around: Sequence[int] = (),
) -> Seating:
    """Try one number of groups after the other until nobody is left out; keep the best.

    `around` are the rows of facilitators to fill groups around, one for each group and in
    that order as far as they go.
    """
    units = _units(index, people, fixed)
    best: Seating | None = None
    sizes, at_most = index.problem.sizes, _capacity(index)
    for count in group_counts(len(people), sizes, at_most=at_most)[:_COUNTS_TRIED]:
        for attempt in range(_ATTEMPTS if len(people) <= _MANY else 3):
            lot = seed * _ATTEMPTS + attempt
            asked = _spread_quotas(index, law, count) if attempt < 2 else law
            hall = _hall(index, units, fixed, around, max(count, len(fixed)))
            found = _seat(index, asked, hall, units, len(fixed), spread=attempt == 0, seed=lot)
            if best is None or len(found.left_out) < len(best.left_out):
                best = found
            if not found.left_out:
                return found
    if best is None:
        raise ValueError("no number of groups to try")
    return best


def _spread_quotas(index: Index, law: Law, groups: int) -> Law:
    """Where there are enough people of a quota for all groups, first try to give it to each."""
    spread = law.quota_or_none.copy()
    for at, quota in enumerate(index.quotas):
        if len(quota.people) >= quota.least * groups:
            spread[at] = 0
    return law._replace(quota_or_none=spread)


def _capacity(index: Index) -> int | None:
    facilitators = index.problem.facilitators
    return sum(one.capacity for one in facilitators) if facilitators else None


def _units(
    index: Index, people: Sequence[int], fixed: Sequence[Sequence[int]]
) -> list[tuple[int, ...]]:
    """Who has to be seated together: pinned people count one by one, they are there already."""
    present, pinned = set(people), {one for group in fixed for one in group}
    units: list[tuple[int, ...]] = [(one,) for one in sorted(pinned)]
    placed = set(pinned)
    for block in index.blocks:
        free = tuple(one for one in block if one in present and one not in pinned)
        if len(free) > 1:
            units.append(free)
            placed.update(free)
    return units + [(one,) for one in sorted(present - placed)]


def _seat(
    index: Index,
    law: Law,
    hall: kernels.Hall,
    units: Sequence[tuple[int, ...]],
    fixed: int,
    *,
    spread: bool,
    seed: int,
) -> Seating:
    """Fill a hall; with `spread`, people who may sit with few are dealt evenly to the groups.

    That leaves more freedom to the search afterwards, and is a little harder to do.
    """
    dice = np.array([seed * 2 + 1], dtype=np.uint64)
    queue = _by_scarcity(index, hall, units, dice)
    scarce = queue.scarce if spread else 0
    groups = len(hall.heads)
    share = [-(-len(quota.people) // groups) if spread else len(units) for quota in index.quotas]
    most = np.array(share, dtype=np.int32)
    kernels.fill(law, hall, queue.order, queue.kind, queue.kinds, scarce, most, _PATIENCE)
    waiting = np.full(len(units) + 1, -1, dtype=np.int32)
    left = [at for at, unit in enumerate(units) if hall.where[unit[0]] < 0]
    waiting[: len(left)] = left
    still = kernels.work_in(law, hall, waiting, len(left), _WORK + 40 * len(left), dice)
    closed = _close_small(law, hall, waiting, still, fixed)
    if closed > still:
        still = kernels.work_in(law, hall, waiting, closed, _WORK + 40 * closed, dice)
    out = sorted(one for at in waiting[:still] for one in units[at])
    seats = [
        tuple(sorted(int(one) for one in members[:heads]))
        for members, heads in zip(hall.members, hall.heads, strict=True)
    ]
    return Seating(
        groups=(*seats[:fixed], *sorted(group for group in seats[fixed:] if group)),
        left_out=tuple(out),
    )


def _hall(
    index: Index,
    units: Sequence[tuple[int, ...]],
    fixed: Sequence[Sequence[int]],
    around: Sequence[int],
    count: int,
) -> kernels.Hall:
    sizes = index.problem.sizes
    share, over = divmod(sum(map(len, units)), count)
    size = len(index.people)
    unit = np.full(size, -1, dtype=np.int32)
    for at, members in enumerate(units):
        unit[list(members)] = at
    wanted = [min(sizes.maximum, share + (at < over)) for at in range(count)]
    hall = kernels.Hall(
        members=np.full((count, sizes.maximum + 1), -1, dtype=np.int32),
        heads=np.zeros(count, dtype=np.int32),
        wanted=np.array(wanted, dtype=np.int32),
        guest=np.array([*around[:count], *[-1] * (count - len(around))], dtype=np.int32),
        pinned=np.zeros(size, dtype=np.int32),
        where=np.full(size, -1, dtype=np.int32),
        unit=unit,
        unit_start=np.cumsum([0, *map(len, units)]).astype(np.int32),
        unit_people=np.array([one for members in units for one in members], dtype=np.int32),
        minimum=sizes.minimum,
        maximum=sizes.maximum,
    )
    for group, staying in enumerate(fixed):
        for one in sorted(staying):
            kernels.sit(hall, one, group)
            hall.pinned[one] = 1
    return hall


class _Queue(NamedTuple):
    order: Ints  # units that are not pinned, those with the least company first
    kind: Ints  # of each unit: which languages and hours
    kinds: int
    scarce: int  # so many of the first have less than half of all people for company


def _by_scarcity(
    index: Index, hall: kernels.Hall, units: Sequence[tuple[int, ...]], dice: Words
) -> _Queue:
    ground = [_ground(index, unit) for unit in units]
    kinds = {kind: at for at, kind in enumerate(sorted(set(ground)))}
    heads: Counter[tuple[int, int]] = Counter()
    for kind, unit in zip(ground, units, strict=True):
        heads[kind] += len(unit)
    freedom = {
        kind: sum(count for other, count in heads.items() if _meet(index, kind, other))
        for kind in kinds
    }
    free = np.array([at for at, u in enumerate(units) if not hall.pinned[u[0]]], dtype=np.int32)
    shuffle(dice, free)
    place = {int(at): turn for turn, at in enumerate(free)}
    order = sorted(
        place, key=lambda at: (freedom[ground[at]], kinds[ground[at]], -len(units[at]), place[at])
    )
    half = sum(map(len, units)) // 2
    return _Queue(
        order=np.array(order, dtype=np.int32),
        kind=np.array([kinds[kind] for kind in ground], dtype=np.int32),
        kinds=len(kinds),
        scarce=sum(1 for at in order if freedom[ground[at]] < half),
    )


def _ground(index: Index, unit: Sequence[int]) -> tuple[int, int]:
    languages, hours = -1, -1
    for one in unit:
        languages &= index.languages[one]
        hours &= index.hours[one]
    return hours, languages


def _meet(index: Index, one: tuple[int, int], other: tuple[int, int]) -> bool:
    shared = index.common_half_hours(one[0] & other[0]) if index.half_hours else 0
    return bool(one[1] & other[1]) and shared >= index.half_hours


def _close_small(law: Law, hall: kernels.Hall, waiting: Ints, count: int, fixed: int) -> int:
    """Give up groups that stayed too small or short of a quota; how many units wait then."""
    for group in range(fixed, len(hall.heads)):
        heads = int(hall.heads[group])
        short = heads < hall.minimum
        if heads and (short or not kernels.quotas_open(law, hall, group, 0)):
            hall.wanted[group] = 0
            for unit in sorted({int(hall.unit[one]) for one in hall.members[group, :heads]}):
                kernels.rise_unit(hall, unit)
                waiting[count] = unit
                count += 1
    return count
