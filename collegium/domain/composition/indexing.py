"""Build the index of a problem."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import ceil, fsum, sqrt
from typing import NamedTuple

from collegium.domain.composition.index import Index, Number, Quota, Rows
from collegium.domain.composition.problem import (
    HALF_HOURS_OF_WEEK,
    Facilitator,
    Participant,
    Problem,
)
from collegium.domain.composition.result import Rule

_NEVER_ALONE = 2


class _Columns(NamedTuple):
    items: Rows
    aligned: int
    names: tuple[tuple[str, str], ...]
    weights: tuple[float, ...]


def build_index(problem: Problem) -> Index:
    """Compile a problem whose data hold no fault (see `faults_of_data`)."""
    people = tuple(sorted(problem.people, key=_character))
    present: tuple[Participant | Facilitator, ...] = (*people, *problem.facilitators)
    position = {person.id: at for at, person in enumerate(people)}
    everyone = {person.id: at for at, person in enumerate(present)}
    columns = _columns(problem, people)
    enter, leave = _intervals(problem.managers, [person.id for person in present])
    language_names = tuple(sorted({name for person in present for name in person.languages}))
    hours, hour_lengths = _stretches([person.working for person in present])
    strengths, offers, wishes = _wishes(problem, people)
    unseated = (-1,) * len(problem.facilitators)
    return Index(
        problem=problem,
        people=people,
        position=position,
        items=columns.items,
        aligned=columns.aligned,
        column_names=columns.names,
        weights=columns.weights,
        numbers=tuple(_numbers(problem, people)),
        strengths=strengths,
        offers=offers,
        wishes=wishes,
        met=_met(problem, position),
        enter=enter,
        leave=leave,
        pools=(*_codes([person.promotion_pool for person in people]), *unseated),
        foes=_foes(problem, everyone),
        levels=(*(-1 if p.level is None else p.level for p in people), *unseated),
        languages=_language_masks(problem, present, language_names),
        language_names=language_names,
        hours=hours,
        hour_lengths=hour_lengths,
        half_hours=ceil((problem.rules.common_hours or 0) * 2),
        quotas=tuple(_quotas(problem, people)),
        blocks=_blocks(problem, position),
    )


def _character(person: Participant) -> tuple[object, ...]:
    """What a person is like, and only then their id: new ids for the same roster change nothing."""
    return (
        sorted(person.categories.items()),
        sorted(person.numbers.items()),
        sorted(person.strengths),
        sorted(person.wants),
        sorted(person.languages),
        person.level or 0,
        person.promotion_pool,
        person.id,
    )


def _columns(problem: Problem, people: Sequence[Participant]) -> _Columns:
    """One column for each value of a weighted category, then for each element of a set.

    Two people with different values differ in two columns, of half the weight each; half
    the weight too for an element of a set, which counts in one direction of two.
    """
    names: list[tuple[str, str]] = []
    weights: list[float] = []
    rows: list[list[int]] = [[] for _ in people]
    aligned = 0
    for name, weight in sorted(problem.weights.categories.items()):
        values = [(person.categories.get(name, ""),) for person in people]
        if weight and len(set(values)) > 1:
            _add_columns(name, weight / 2, values, (names, weights, rows))
            aligned += 1
    for name, weight in sorted(problem.weights.sets.items()):
        if weight:
            held = [sorted(_set(person, name)) for person in people]
            _add_columns(name, weight / 2, held, (names, weights, rows))
    return _Columns(
        items=tuple(tuple(row) for row in rows),
        aligned=aligned,
        names=tuple(names),
        weights=tuple(weights),
    )


def _add_columns(
    name: str,
    weight: float,
    values: Sequence[Sequence[str]],
    table: tuple[list[tuple[str, str]], list[float], list[list[int]]],
) -> None:
    names, weights, rows = table
    known = sorted({value for held in values for value in held})
    column = {value: len(names) + at for at, value in enumerate(known)}
    names += [(name, value) for value in known]
    weights += [weight] * len(known)
    for row, held in zip(rows, values, strict=True):
        row += [column[value] for value in held]


def _set(person: Participant, name: str) -> frozenset[str]:
    return person.languages if name == "languages" else person.strengths


def _numbers(problem: Problem, people: Sequence[Participant]) -> Iterator[Number]:
    """Values in standard deviations from the mean of those known; unknown ones lie on it."""
    weights = problem.weights
    for name in sorted({*weights.numbers, *weights.balance}):
        spread, balance = weights.numbers.get(name, 0.0), weights.balance.get(name, 0.0)
        known = [person.numbers[name] for person in people if name in person.numbers]
        mean = fsum(known) / len(known) if known else 0.0
        variance = fsum((value - mean) ** 2 for value in known) / len(known) if known else 0.0
        if (spread or balance) and variance > 0:
            scale = sqrt(variance)
            values = tuple((person.numbers.get(name, mean) - mean) / scale for person in people)
            yield Number(name, spread, balance, values)


def _wishes(problem: Problem, people: Sequence[Participant]) -> tuple[tuple[str, ...], Rows, Rows]:
    """Strengths that somebody has and somebody else lacks and wants; who offers, who wishes."""
    if not problem.weights.complement:
        return (), ((),) * len(people), ((),) * len(people)
    held = {name for person in people for name in person.strengths}
    asked = {name for person in people for name in person.wants - person.strengths}
    names = tuple(sorted(held & asked))
    at = {name: position for position, name in enumerate(names)}
    offers = tuple(tuple(sorted(at[n] for n in p.strengths if n in at)) for p in people)
    wishes = tuple(tuple(sorted(at[n] for n in p.wants - p.strengths if n in at)) for p in people)
    return names, offers, wishes


def _codes(values: Sequence[str]) -> Iterator[int]:
    code = {value: at for at, value in enumerate(sorted({value for value in values if value}))}
    return (code.get(value, -1) for value in values)


def _met(problem: Problem, position: Mapping[str, int]) -> dict[int, dict[int, float]]:
    met: dict[int, dict[int, float]] = defaultdict(dict)
    for (one, other), share in problem.met.items():
        if one in position and other in position and one != other and share:
            cost = share * problem.weights.new_faces
            met[position[one]][position[other]] = cost
            met[position[other]][position[one]] = cost
    return dict(met)


def _intervals(
    managers: Mapping[str, str], people: Sequence[str]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Nested intervals of a walk down the lines: [enter, leave) holds everybody below."""
    reports: dict[str, list[str]] = defaultdict(list)
    for person in sorted(managers):
        if managers[person]:
            reports[managers[person]].append(person)
    tops = [p for p in (*people, *sorted(reports)) if not managers.get(p)]
    enter: dict[str, int] = {}
    leave: dict[str, int] = {}
    for top in tops:
        _walk(top, reports, enter, leave)
    return tuple(enter[p] for p in people), tuple(leave[p] for p in people)


def _walk(
    top: str, reports: Mapping[str, list[str]], enter: dict[str, int], leave: dict[str, int]
) -> None:
    stack = [(top, False)]
    while stack:
        person, done = stack.pop()
        if done:
            leave[person] = len(enter)
        elif person not in enter:
            enter[person] = len(enter)
            stack.append((person, True))
            stack += [(report, False) for report in reports.get(person, ())]


def _foes(problem: Problem, everyone: Mapping[str, int]) -> dict[int, dict[int, Rule]]:
    """Pairs kept apart; where the lead asked too, a private veto stays behind that."""
    foes: dict[int, dict[int, Rule]] = defaultdict(dict)
    pairs = [(problem.rules.vetoes, Rule.VETO), (problem.rules.apart, Rule.APART)]
    for asked, rule in pairs:
        for one, other in asked:
            if one in everyone and other in everyone and one != other:
                foes[everyone[one]][everyone[other]] = rule
                foes[everyone[other]][everyone[one]] = rule
    return dict(foes)


def _language_masks(
    problem: Problem, present: Sequence[Participant | Facilitator], names: Sequence[str]
) -> tuple[int, ...]:
    bit = {name: 1 << at for at, name in enumerate(names)}
    everything = (1 << max(1, len(names))) - 1
    asked = problem.rules.shared_language
    return tuple(
        sum(bit[name] for name in person.languages) if asked and person.languages else everything
        for person in present
    )


def _stretches(working: Sequence[frozenset[int]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Half-hours in which the same people work become one bit, with their number as length."""
    kinds = sorted({held for held in working if held}, key=sorted)
    if not kinds:
        return (1,) * len(working), (HALF_HOURS_OF_WEEK,)
    lengths: dict[tuple[bool, ...], int] = defaultdict(int)
    for half_hour in range(HALF_HOURS_OF_WEEK):
        lengths[tuple(half_hour in held for held in kinds)] += 1
    stretches = sorted(lengths)
    mask = {
        held: sum(1 << at for at, stretch in enumerate(stretches) if stretch[kind])
        for kind, held in enumerate(kinds)
    }
    mask[frozenset()] = (1 << len(stretches)) - 1
    return tuple(mask[held] for held in working), tuple(lengths[s] for s in stretches)


def _quotas(problem: Problem, people: Sequence[Participant]) -> Iterator[Quota]:
    for name, value in sorted(problem.rules.never_alone):
        who = frozenset(at for at, p in enumerate(people) if p.categories.get(name) == value)
        if who:
            yield Quota(Rule.ALONE, _NEVER_ALONE, or_none=True, people=who)
    if problem.rules.hosts:
        who = frozenset(at for at, person in enumerate(people) if person.can_host)
        yield Quota(Rule.HOST, problem.rules.hosts, or_none=False, people=who)


def _blocks(problem: Problem, position: Mapping[str, int]) -> Rows:
    """People kept together, two and more, in the order of their first members."""
    leader = list(range(len(position)))

    def top(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for one, other in sorted(problem.rules.together):
        if one in position and other in position:
            old, new = sorted((top(position[one]), top(position[other])))
            leader[new] = old
    blocks: dict[int, list[int]] = defaultdict(list)
    for at in range(len(leader)):
        blocks[top(at)].append(at)
    return tuple(tuple(block) for block in blocks.values() if len(block) > 1)
