"""The best grouping there is, with its proof, where few enough groups are possible.

All lawful groups are listed; prices of people bound the worth of every grouping and leave
few groups that a better one could hold; among these a search tries all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum, inf

from collegium.domain.composition.columns import Columns, list_columns
from collegium.domain.composition.covering import COVER_STEPS, best_cover
from collegium.domain.composition.index import Index
from collegium.domain.composition.kernels.shapes import Law, Worth
from collegium.domain.composition.units import entries_of, seats_of_columns, units_of
from collegium.domain.composition.worth import group_worth

_MOST_PEOPLE = 60  # so that kinds fit into a word, and counts of them into two

type _Groups = list[list[int]]


@dataclass(frozen=True, slots=True)
class Proof:
    """Groups as ascending positions, what they are worth, and what none can exceed.

    `proven`: no lawful grouping into groups of these sizes is worth more. `guests` holds the
    row of the facilitator of each group, -1 for none.
    """

    groups: _Groups
    objective: float
    bound: float
    proven: bool
    guests: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Task:
    """What is open: `wholes` of people, `nuclei` of fixed groups first, and `sizes` to fill."""

    wholes: _Groups
    nuclei: int
    sizes: list[int]
    finished: Mapping[int, list[int]]


def prove(
    index: Index,
    worth: Worth,
    law: Law,
    sizes: Sequence[int],
    *,
    incumbent: Sequence[Sequence[int]] | None = None,
    guests: Sequence[int] | None = None,
    steps: int = COVER_STEPS,
) -> Proof | None:
    """The best grouping into these sizes, or the best one known with a bound, or None.

    `sizes`, `incumbent` and `guests` (rows of facilitators, -1 for none) go group by group,
    those of `Problem.fixed` first. Seated are those of the incumbent, or everybody; any group
    may get any of the sizes; `steps` limit the search. None where people or lawful groups are
    too many, where no grouping is lawful or none is known.
    """
    given = [sorted(group) for group in incumbent or ()]
    task = _task(index, sizes, sorted(one for group in given for one in group))
    if task is None:
        return None
    hosts = [] if guests is None else list(range(len(index.people), len(index.enter)))
    units = units_of(worth, law, task.wholes, task.nuclei, hosts)
    columns = units and list_columns(worth, law, units, task.sizes)
    if columns is None:
        return None
    rows = _rows(columns, [group for at, group in enumerate(given) if at not in task.finished])
    floor = fsum(columns.worths[rows].tolist()) if rows else -inf
    found = best_cover(columns, floor, steps)
    kept = fsum(group_worth(index, group) for group in task.finished.values())
    answer = given if rows else None
    matched = list(guests or [-1] * len(sizes))
    if found.rows is not None:
        seats = seats_of_columns(columns.units, columns.entries[found.rows].tolist())
        better = _in_order(task, seats, len(index.problem.fixed))
        suited = _matched(index, better, task.finished) if hosts else matched
        answer, matched = (better, suited) if suited else (answer, matched)
    if answer is None:
        return None
    objective = fsum(group_worth(index, group) for group in answer)
    best = found.complete and (found.rows is None or answer is not given)
    bound = objective if best else max(objective, found.bound + kept)
    return Proof(answer, objective, bound, best, matched)


def _task(index: Index, sizes: Sequence[int], seated: list[int]) -> _Task | None:
    """None where there is nothing to search, or too much, or people to be parted from theirs."""
    fixed = [sorted(index.position[one] for one in group) for group in index.problem.fixed]
    finished = {at: fixed[at] for at in sorted(index.problem.finished)}
    away = {one for group in finished.values() for one in group}
    free = [one for one in seated or range(len(index.people)) if one not in away]
    open_sizes = [size for at, size in enumerate(sizes) if at not in finished]
    if not 0 < len(free) == sum(open_sizes) or len(free) > _MOST_PEOPLE or min(open_sizes) < 1:
        return None
    nuclei = [group for at, group in enumerate(fixed) if group and at not in finished]
    wholes = _wholes(nuclei, [block for block in index.blocks if not away.issuperset(block)], free)
    return None if wholes is None else _Task(wholes, len(nuclei), open_sizes, finished)


def _wholes(nuclei: _Groups, blocks: Sequence[Sequence[int]], free: list[int]) -> _Groups | None:
    """Nuclei with all who are kept together with theirs, then blocks, then single people."""
    whole = {one: at for at, nucleus in enumerate(nuclei) for one in nucleus}
    following = len(nuclei)
    for block in blocks:
        homes = {whole[one] for one in block if one in whole}
        seats = {one in whole or one in free for one in block}
        if len(homes) > 1 or len(seats) > 1:
            return None
        if True in seats:
            whole.update(dict.fromkeys(block, homes.pop() if homes else following))
            following += 1
    for one in free:
        if one not in whole:
            whole[one] = following
            following += 1
    members: dict[int, list[int]] = {}
    for one, at in sorted(whole.items(), key=lambda item: (item[1], item[0])):
        members.setdefault(at, []).append(one)
    return list(members.values()) if whole.keys() == set(free) else None


def _rows(columns: Columns, groups: _Groups) -> list[int]:
    """The columns of these groups, none at all if one of them is not lawful."""
    entries = [entries_of(columns.units, group) for group in groups]
    rows = [None if kinds is None else columns.row_of(kinds) for kinds in entries]
    return [row for row in rows if row is not None] if None not in rows else []


def _in_order(task: _Task, seats: _Groups, fixed: int) -> _Groups:
    """Fixed groups in their order, then the others by their first member."""
    order: dict[int, list[int]] = dict(task.finished)
    left = sorted(seats)
    open_places = [at for at in range(fixed) if at not in task.finished]
    for place, nucleus in zip(open_places, task.wholes[: task.nuclei], strict=False):
        order[place] = next(group for group in left if nucleus[0] in group)
        left.remove(order[place])
    groups = [order[at] for at in sorted(order)]
    return [*groups, *left]


def _matched(index: Index, groups: _Groups, finished: Mapping[int, object]) -> list[int] | None:
    """A facilitator for each group that is not finished, by augmenting paths; None if too few."""
    first = len(index.people)
    places = [
        first + at
        for at, facilitator in enumerate(index.problem.facilitators)
        for _ in range(min(facilitator.capacity, len(groups)))
    ]
    suits = [[at for at, row in enumerate(places) if _suits(index, group, row)] for group in groups]
    holder: dict[int, int] = {}

    def seat(group: int, tried: set[int]) -> bool:
        for place in suits[group]:
            if place not in tried:
                tried.add(place)
                if place not in holder or seat(holder[place], tried):
                    holder[place] = group
                    return True
        return False

    if not all(seat(group, set()) for group in range(len(groups)) if group not in finished):
        return None
    of_group = {group: places[place] for place, group in holder.items()}
    return [of_group.get(group, -1) for group in range(len(groups))]


def _suits(index: Index, group: list[int], guest: int) -> bool:
    languages, hours = index.languages[guest], index.hours[guest]
    for one in group:
        languages &= index.languages[one]
        hours &= index.hours[one]
    shared = index.common_half_hours(hours) >= index.half_hours
    return bool(languages) and shared and all(index.may_meet(one, guest) for one in group)
