"""Mending: the fewest moves after which groups break no rule any more, the best of them."""

import heapq
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from collegium.domain.composition.result import Rule, Violation
from collegium.domain.composition.seated import Seated, Shift

_WIDTHS = {2: 12, 3: 4}  # first steps looked at, by the moves there may be
_PRICED = 60
_CALLING = (Rule.SIZE, Rule.ALONE, Rule.HOST, Rule.TOGETHER)


class _Task(NamedTuple):
    """Groups that are to break nothing, people who stay, and what may go on being broken.

    `fitting` remembers who could come into a group as it is.
    """

    wrong: frozenset[int]
    stay: frozenset[int]
    borne: frozenset[Violation]
    fitting: dict[tuple[int, tuple[int, ...]], list[tuple[int, ...]]]


def mend(
    seated: Seated, groups: Collection[int], *, stay: Collection[int] = (), most: int = 3
) -> Shift | None:
    """The fewest people to move, at most so many, so that these groups break no rule.

    No other group breaks a rule that it keeps now. Of equally many moves it is the best for
    the mix among those looked at: every single one, and what the most promising first steps
    lead to. None where nothing was found; an empty shift where nothing is broken.
    """
    wrong = frozenset(groups)
    others = (at for at in range(len(seated.seats)) if at not in wrong)
    borne = {found for at in others for found in seated.broken(at)}
    borne.update(found for found in seated.parted() if not _concerns(seated, found, wrong))
    task = _Task(wrong, frozenset(stay), frozenset(borne), {})
    left = _still_wrong(seated, task, wrong)
    if not left and not _parted(seated, task):
        return {}
    for moves in range(1, most + 1):
        found = _mended(seated, task._replace(wrong=left), moves)
        if found is not None:
            return found
    return None


def _concerns(seated: Seated, found: Violation, groups: Collection[int]) -> bool:
    return any(seated.place.get(seated.index.position[one]) in groups for one in found.people)


def _mended(seated: Seated, task: _Task, moves: int) -> Shift | None:
    """The best way with no more than so many moves, as far as it was looked at."""
    if moves < 1:
        return None
    if moves == 1:
        return _best(
            seated, [shift for shift in _steps(seated, task) if _ends_it(seated, task, shift)]
        )
    ways: list[Shift] = []
    for step in _promising(seated, task, moves):
        after = seated.after(step)
        touched = task.wrong | set(seated.changes(step))
        rest = task._replace(wrong=_still_wrong(after, task, touched), stay=task.stay | set(step))
        way = _mended(after, rest, moves - len(step))
        if way is not None:
            ways.append({**step, **way})
    return _best(seated, ways)


def _best(seated: Seated, ways: Sequence[Shift]) -> Shift | None:
    return max(ways, key=lambda way: (-len(way), seated.gain(way)), default=None)


def _steps(seated: Seated, task: _Task) -> Iterator[Shift]:
    """Every move of one person, or of several kept together, that could end it at once."""
    if len(task.wrong) > 2:
        return
    for group in sorted(task.wrong):
        elsewhere = task.wrong - {group} or set(range(len(seated.seats))) - {group}
        for unit in _units(seated, seated.seats[group], task):
            if len(task.wrong) > 1 or _lawful(seated, task, group, leaving=unit):
                yield from (dict.fromkeys(unit, to) for to in sorted(elsewhere))
    if len(task.wrong) == 1:
        yield from _arrivals(seated, task, *task.wrong)


def _arrivals(seated: Seated, task: _Task, group: int) -> Iterator[Shift]:
    """Everybody who could come into a group that calls for somebody."""
    calling = [found for found in seated.broken(group) if found.rule in _CALLING]
    sizes = seated.index.problem.sizes
    if len(seated.seats[group]) >= sizes.maximum or not (calling or _parted(seated, task)):
        return
    key = (group, seated.seats[group])
    if key not in task.fitting:
        outside = (one for one in range(len(seated.index.people)) if seated.place.get(one) != group)
        units = _units(seated, outside, task)
        task.fitting[key] = [u for u in units if _lawful(seated, task, group, coming=u)]
    for unit in task.fitting[key]:
        if not task.stay.intersection(unit) and seated.place.get(unit[0]) != group:
            yield dict.fromkeys(unit, group)


def _promising(seated: Seated, task: _Task, moves: int) -> list[Shift]:
    """First steps that leave the least wrong, the best of them for the mix."""
    ranked: list[tuple[int, int, Shift]] = []
    for step in _first_steps(seated, task):
        if len(step) < moves:
            changes = seated.changes(step)
            wrong = (
                found
                for group in task.wrong | set(changes)
                for found in seated.broken_after(group, *changes.get(group, ((), ())))
                if found not in task.borne
            )
            ranked.append((sum(1 for _ in wrong), len(ranked), step))
    near = heapq.nsmallest(_PRICED, ranked)
    near.sort(key=lambda one: (one[0], -seated.gain(one[2])))
    return [step for *_, step in near[: _WIDTHS.get(moves, 1)]]


def _first_steps(seated: Seated, task: _Task) -> Iterator[Shift]:
    """Out of a group that is wrong for somebody in it, or into one that calls for somebody."""
    for group in sorted(task.wrong):
        for unit in _units(seated, seated.seats[group], task):
            if _helps(seated, group, unit):
                rest = (to for to in range(len(seated.seats)) if to != group)
                yield from (dict.fromkeys(unit, to) for to in rest)
        sizes, broken = seated.index.problem.sizes, seated.broken(group)
        if len(seated.seats[group]) < sizes.minimum and _only_calls(broken):
            for unit in _units(seated, range(len(seated.index.people)), task):
                if seated.place.get(unit[0]) != group and _only_calls(
                    seated.broken_after(group, (), unit)
                ):
                    yield dict.fromkeys(unit, group)


def _helps(seated: Seated, group: int, unit: tuple[int, ...]) -> bool:
    """Whether it helps that these leave: what remains is a call, or they had a part in it."""
    involved = set(seated.index.ids(unit))
    return _only_calls(seated.broken_after(group, unit)) or any(
        involved.intersection(found.people) for found in seated.broken(group)
    )


def _only_calls(broken: Collection[Violation]) -> bool:
    return all(found.rule in _CALLING for found in broken)


def _units(seated: Seated, people: Iterable[int], task: _Task) -> Iterator[tuple[int, ...]]:
    """People who may go, those kept together as one, each once."""
    for one in people:
        unit = seated.unit(one)
        if unit[0] == one and not task.stay.intersection(unit):
            yield unit


def _ends_it(seated: Seated, task: _Task, shift: Shift) -> bool:
    changes = seated.changes(shift)
    return (
        all(_lawful(seated, task, group, *who) for group, who in changes.items())
        and all(group in changes or not seated.broken(group) for group in task.wrong)
        and not _parted(seated, task, shift)
    )


def _lawful(
    seated: Seated,
    task: _Task,
    group: int,
    leaving: tuple[int, ...] = (),
    coming: tuple[int, ...] = (),
) -> bool:
    broken = seated.broken_after(group, leaving, coming)
    return not broken or task.borne.issuperset(broken)


def _parted(seated: Seated, task: _Task, shift: Shift | None = None) -> bool:
    return any(found not in task.borne for found in seated.parted(shift=shift))


def _still_wrong(seated: Seated, task: _Task, groups: Collection[int]) -> frozenset[int]:
    return frozenset(at for at in groups if not task.borne.issuperset(seated.broken(at)))
