"""A problem as numbers and bit masks: people by position, in the order of their ids."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from collegium.domain.composition.problem import HALF_HOURS_OF_WEEK, Participant, Problem
from collegium.domain.composition.result import Rule

_ALL_HOURS = (1 << HALF_HOURS_OF_WEEK) - 1


@dataclass(frozen=True, slots=True)
class Index:
    """Column by column what the search needs; masks over people have bit i for person i."""

    problem: Problem
    people: tuple[Participant, ...]
    position: Mapping[str, int]
    categories: tuple[tuple[str, float, tuple[int, ...]], ...]
    numbers: tuple[tuple[float, tuple[float, ...]], ...]
    strengths: tuple[int, ...]
    wants: tuple[int, ...]
    met: tuple[int, ...]
    languages: tuple[int, ...]
    hours: tuple[int, ...]
    half_hours_needed: int
    clashes: Mapping[Rule, tuple[int, ...]]

    def ids(self, positions: Iterable[int]) -> tuple[str, ...]:
        """The ids of people in the order of their positions."""
        return tuple(self.people[at].id for at in sorted(positions))


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


def build_index(problem: Problem) -> Index:
    """Compile a problem that `diagnose` has found no fault with."""
    people = tuple(sorted(problem.people, key=_character))
    position = {person.id: at for at, person in enumerate(people)}
    strengths, wants = _set_masks([p.strengths for p in people], [p.wants for p in people])
    languages = _language_masks(people, asked=problem.rules.shared_language)
    hours = tuple(_hour_mask(person) for person in people)
    needed = int(-(-(problem.rules.common_hours or 0) * 2 // 1))
    return Index(
        problem=problem,
        people=people,
        position=position,
        categories=tuple(_categories(problem, people)),
        numbers=tuple(_numbers(problem, people)),
        strengths=strengths,
        wants=wants,
        met=_pair_masks(problem.met, position),
        languages=languages,
        hours=hours,
        half_hours_needed=needed,
        clashes={
            Rule.LINE: _line_masks(problem.managers, position),
            Rule.POOL: _pool_masks(people),
            Rule.APART: _pair_masks(problem.rules.apart, position),
            Rule.LEVELS: _level_masks(people, problem.rules.levels_apart),
            Rule.LANGUAGE: _disjoint_masks(languages, 1),
            Rule.HOURS: _disjoint_masks(hours, needed),
        },
    )


def bits(mask: int) -> Iterator[int]:
    """The positions of the bits that are set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def ancestors(person: str, managers: Mapping[str, str]) -> Iterator[str]:
    """Everybody above somebody, nearest first; ends at the top or where a loop closes."""
    seen = {person}
    while (boss := managers.get(person, "")) and boss not in seen:
        seen.add(boss)
        yield boss
        person = boss


def _categories(
    problem: Problem, people: Sequence[Participant]
) -> Iterator[tuple[str, float, tuple[int, ...]]]:
    for name, weight in sorted(problem.weights.categories.items()):
        values = [person.categories.get(name, "") for person in people]
        code = {value: at for at, value in enumerate(sorted(set(values)))}
        if weight and len(code) > 1:
            yield name, weight, tuple(code[value] for value in values)


def _numbers(
    problem: Problem, people: Sequence[Participant]
) -> Iterator[tuple[float, tuple[float, ...]]]:
    """Centred values, unknown ones at the mean, each weight divided by the variance."""
    for name, weight in sorted(problem.weights.numbers.items()):
        known = [person.numbers[name] for person in people if name in person.numbers]
        mean = sum(known) / len(known) if known else 0.0
        variance = sum((value - mean) ** 2 for value in known) / len(known) if known else 0.0
        if weight and variance > 0:
            centred = tuple(person.numbers.get(name, mean) - mean for person in people)
            yield weight / variance, centred


def _set_masks(*columns: Sequence[frozenset[str]]) -> tuple[tuple[int, ...], ...]:
    names = sorted({name for column in columns for held in column for name in held})
    bit = {name: 1 << at for at, name in enumerate(names)}
    return tuple(tuple(sum(bit[name] for name in held) for held in column) for column in columns)


def _language_masks(people: Sequence[Participant], *, asked: bool) -> tuple[int, ...]:
    (masks,) = _set_masks([person.languages for person in people])
    everything = (1 << (max(masks, default=0).bit_length() + 1)) - 1
    return tuple(mask if asked and mask else everything for mask in masks)


def _hour_mask(person: Participant) -> int:
    return sum(1 << slot for slot in person.working) or _ALL_HOURS


def _pair_masks(pairs: Iterable[tuple[str, str]], position: Mapping[str, int]) -> tuple[int, ...]:
    masks = [0] * len(position)
    for one, other in pairs:
        if one in position and other in position and one != other:
            masks[position[one]] |= 1 << position[other]
            masks[position[other]] |= 1 << position[one]
    return tuple(masks)


def _line_masks(managers: Mapping[str, str], position: Mapping[str, int]) -> tuple[int, ...]:
    lines = ((person, boss) for person in position for boss in ancestors(person, managers))
    return _pair_masks(lines, position)


def _pool_masks(people: Sequence[Participant]) -> tuple[int, ...]:
    pools: dict[str, int] = {}
    for at, person in enumerate(people):
        if person.promotion_pool:
            pools[person.promotion_pool] = pools.get(person.promotion_pool, 0) | 1 << at
    return tuple(
        pools.get(person.promotion_pool, 0) & ~(1 << at) for at, person in enumerate(people)
    )


def _level_masks(people: Sequence[Participant], limit: int | None) -> tuple[int, ...]:
    if limit is None:
        return (0,) * len(people)
    at_level: dict[int | None, int] = {}
    for at, person in enumerate(people):
        at_level[person.level] = at_level.get(person.level, 0) | 1 << at
    far = {
        own: sum(
            mask
            for level, mask in at_level.items()
            if own is not None and level is not None and abs(own - level) > limit
        )
        for own in at_level
    }
    return tuple(far[person.level] for person in people)


def _disjoint_masks(masks: Sequence[int], least: int) -> tuple[int, ...]:
    """For each person those who have fewer than `least` bits in common with them."""
    holders: dict[int, int] = {}
    for at, mask in enumerate(masks):
        holders[mask] = holders.get(mask, 0) | 1 << at
    far = {
        own: sum(who for mask, who in holders.items() if (own & mask).bit_count() < least)
        for own in holders
    }
    return tuple(far[mask] & ~(1 << at) for at, mask in enumerate(masks))
