"""Whether what is asked about named people contradicts itself: kept together, kept in place."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import combinations
from operator import and_

from collegium.domain.composition.fault import Fault
from collegium.domain.composition.index import Index
from collegium.domain.composition.indexing import build_index
from collegium.domain.composition.problem import Problem
from collegium.domain.composition.result import Rule


def contradictions(problem: Problem) -> Iterator[Fault]:
    """Every such fault of a sound problem; only the people concerned are looked at."""
    named = {one for pair in problem.rules.together for one in pair}
    named |= {one for group in problem.fixed for one in group}
    people = tuple(person for person in problem.people if person.id in named)
    if people:
        index = build_index(replace(problem, people=people, facilitators=()))
        yield from _together(index)
        yield from _fixed(index)


def _together(index: Index) -> Iterator[Fault]:
    for block in index.blocks:
        if len(block) > index.problem.sizes.maximum:
            yield Fault("together_too_many", people=index.ids(block))
        else:
            for people, rules in _broken(index, block):
                yield Fault("together_against_rule", people=people, rules=rules)


def _fixed(index: Index) -> Iterator[Fault]:
    block_of = {one: block for block in index.blocks for one in block}
    groups = [{index.position[one] for one in group} for group in index.problem.fixed]
    place = {one: at for at, group in enumerate(groups) for one in group}
    for block in index.blocks:
        places = {place.get(one, -1) for one in block}
        if len(places - {-1}) > 1 or (-1 in places and places & index.problem.finished):
            yield Fault("together_across_fixed", people=index.ids(block))
    for at, group in enumerate(groups):
        if at not in index.problem.finished:
            unit = sorted({other for one in group for other in block_of.get(one, (one,))})
            yield from _unit(index, unit)


def _unit(index: Index, unit: Sequence[int]) -> Iterator[Fault]:
    if len(unit) > index.problem.sizes.maximum:
        yield Fault("fixed_too_many", people=index.ids(unit))
    for people, rules in _broken(index, unit):
        block = any(index.ids(block) == people for block in index.blocks)
        inside = any({*people} <= {*index.ids(block)} for block in index.blocks)
        if not (block or inside):
            yield Fault("fixed_against_rule", people=people, rules=rules)


def _broken(
    index: Index, members: Sequence[int]
) -> Iterator[tuple[tuple[str, ...], tuple[Rule, ...]]]:
    """The rules that these people break together; a veto names all of them."""
    found = False
    for pair in combinations(members, 2):
        rules = tuple(index.rules_between(*pair))
        if rules:
            found = True
            yield index.ids(members if Rule.VETO in rules else pair), rules
    if members and not found:
        common = reduce(and_, (index.hours[one] for one in members))
        if not reduce(and_, (index.languages[one] for one in members)):
            yield index.ids(members), (Rule.LANGUAGE,)
        if index.common_half_hours(common) < index.half_hours:
            yield index.ids(members), (Rule.HOURS,)
