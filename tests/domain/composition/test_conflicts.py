"""Which rules are in conflict: really so, nothing to spare, and the ways out as told."""

from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from collegium.domain.composition import solve
from collegium.domain.composition.conflicts import Conflict, explain_conflicts
from collegium.domain.composition.faults import diagnose
from collegium.domain.composition.oracle import Searching
from collegium.domain.composition.problem import (
    Facilitator,
    Groups,
    Problem,
    Rules,
    Sizes,
    office_hours,
)
from collegium.domain.composition.proof import can_prove, seat_most
from collegium.domain.composition.relaxing import Demand, Relaxation, demands, relaxed, without
from collegium.domain.composition.result import LeftOut, Moves, Result, Rule
from tests.domain.composition.largest import most, tiny
from tests.domain.composition.worlds import crowd, person
from tests.domain.effort import examples

pytestmark = pytest.mark.skipif(not can_prove(), reason="the extra `proof` is not installed")

ENGLISH, FRENCH = frozenset({"en"}), frozenset({"fr"})


def result_of(problem: Problem, groups: Groups | None) -> Result:
    seated = {one for group in groups or () for one in group}
    left = [one.id for one in problem.people if one.id not in seated]
    out = tuple(LeftOut(one, (), proven=False) for one in left)
    return Result(groups or (), (), out, 0, 0, 0, 0)


def explained(problem: Problem) -> tuple[Conflict, ...]:
    return explain_conflicts(problem, result_of(problem, seat_most(problem).groups))


def the_rules(conflict: Conflict) -> list[tuple[str, ...]]:
    return [(one.rule.value, *one.people) for one in conflict.rules]


def way(conflict: Conflict, rule: Rule | None) -> Relaxation:
    return next(one for one in conflict.ways_out if one.rule == rule)


def everybody_fits(problem: Problem, asked: set[Demand], people: frozenset[str]) -> bool:
    every = {one for kind in demands(problem) for one in kind}
    return most(without(problem, every - asked), people) >= 0


@settings(max_examples=examples(2), deadline=None)
@given(st.integers(0, 10**6))
def test_conflicts_are_real_minimal_and_the_ways_out_give_what_they_say(seed: int) -> None:
    problem = tiny(seed, people=6)
    assume(not diagnose(problem))
    conflicts = explained(problem)
    everyone = frozenset(one.id for one in problem.people)
    base = most(problem)
    assert bool(conflicts) == (base < len(everyone))
    for conflict in conflicts:
        asked = set(conflict.rules)
        assert conflict.proven
        assert not everybody_fits(problem, asked, everyone)
        assert all(everybody_fits(problem, asked - {one}, everyone) for one in asked)
        if conflict.people:
            _check_people(problem, conflict)
        for change in conflict.ways_out:
            seated = most(relaxed(problem, change))
            assert change.more == max(0, seated - base)
            assert change.everybody == (seated == len(everyone) - (change.rule is None))
            assert change.proven
    if conflicts:
        every = [one for kind in demands(problem) for one in kind]
        fewer = combinations(every, len(conflicts[0].rules) - 1) if conflicts[0].rules else ()
        assert all(everybody_fits(problem, set(subset), everyone) for subset in fewer)


def _check_people(problem: Problem, conflict: Conflict) -> None:
    asked, people = set(conflict.rules), frozenset(conflict.people)
    if conflict.each:
        assert not any(everybody_fits(problem, asked, frozenset({one})) for one in people)
    else:
        assert not everybody_fits(problem, asked, people)
        assert all(everybody_fits(problem, asked, people - {one}) for one in people)


def test_seven_people_in_sixes_with_two_apart() -> None:
    rules = Rules(apart=frozenset({("p001", "p000")}))
    (conflict,) = explained(Problem(crowd(7), sizes=Sizes(6, 8), rules=rules))
    assert the_rules(conflict) == [("apart", "p000", "p001")]
    assert (conflict.people, conflict.each) == (("p000", "p001"), False)
    sizes, pair = way(conflict, Rule.SIZE), way(conflict, Rule.APART)
    assert (sizes.sizes, sizes.more, sizes.everybody) == (Sizes(3, 8), 1, True)
    assert (pair.people, pair.more, pair.everybody) == (("p000", "p001"), 1, True)
    left_out = [one for one in conflict.ways_out if one.rule is None]
    assert [(one.people, one.more, one.everybody) for one in left_out] == [
        (("p000",), 0, True),
        (("p001",), 0, True),
    ]


def test_a_veto_names_nobody() -> None:
    rules = Rules(vetoes=frozenset({("p001", "p000")}))
    (conflict,) = explained(Problem(crowd(7), sizes=Sizes(6, 8), rules=rules))
    assert the_rules(conflict) == [("veto",)]
    assert conflict.people == ()
    assert [one.rule for one in conflict.ways_out] == [Rule.SIZE]
    assert not any(one.people for one in conflict.ways_out)


def test_nothing_undoes_a_line_of_management_or_a_pool() -> None:
    people = crowd(9)
    (conflict,) = explained(Problem(people, managers={one.id: "p000" for one in people[1:]}))
    assert (the_rules(conflict), conflict.people, conflict.each) == ([("line",)], ("p000",), True)
    assert conflict.ways_out == ()
    (pool,) = explained(Problem(crowd(8, promotion_pool="heirs")))
    assert the_rules(pool) == [("pool",)]
    assert len(pool.people) == 8


def test_hours_are_lowered_no_further_than_needed() -> None:
    people = (*crowd(6, working=office_hours(60)), person("far", working=office_hours(420)))
    (conflict,) = explained(Problem(people, rules=Rules(common_hours=15)))
    assert conflict.people == ("far",)
    hours = way(conflict, Rule.HOURS)
    assert (hours.limit, hours.more, hours.everybody) == (10, 1, True)


def test_two_troubles_are_two_conflicts_and_neither_way_out_is_enough() -> None:
    people = (*crowd(7, languages=ENGLISH), person("a", languages=FRENCH), person("b", level=9))
    people = (
        *(person(one.id, languages=one.languages, level=2) for one in people[:7]),
        *people[7:],
    )
    conflicts = explained(Problem(people, rules=Rules(levels_apart=1)))
    assert [the_rules(one) for one in conflicts] == [[("language",)], [("levels",)]]
    assert [one.people for one in conflicts] == [("a",), ("b",)]
    language, levels = way(conflicts[0], Rule.LANGUAGE), way(conflicts[1], Rule.LEVELS)
    assert (language.more, language.everybody) == (1, False)
    assert (levels.limit, levels.more, levels.everybody) == (None, 1, False)


def test_hosts_and_facilitators_too_few_for_all_groups() -> None:
    people = (*crowd(10), person("h1", can_host=True), person("h2", can_host=True))
    sizes = Sizes(3, 4)
    (hosts,) = explained(Problem(people, sizes=sizes, rules=Rules(hosts=1)))
    assert (the_rules(hosts), hosts.people) == ([("host",)], ())
    assert (way(hosts, Rule.HOST).more, way(hosts, Rule.SIZE).sizes) == (4, Sizes(3, 6))
    helpers = (Facilitator("f", 1), Facilitator("g", 1))
    (few,) = explained(Problem(people, sizes=sizes, facilitators=helpers))
    one_more = way(few, Rule.FACILITATOR)
    assert (one_more.limit, one_more.more, one_more.everybody) == (1, 4, True)


def test_the_only_one_of_a_kind() -> None:
    people = (*crowd(11), person("w", categories={"gender": "w"}))
    rules = Rules(never_alone=frozenset({("gender", "w")}))
    (conflict,) = explained(Problem(people, rules=rules))
    assert conflict.rules == (Demand(Rule.ALONE, attribute="gender", value="w"),)
    assert conflict.people == ("w",)
    assert way(conflict, Rule.ALONE).everybody


def test_of_many_people_those_around_the_one_left_out_are_asked() -> None:
    people = (*crowd(99, languages=ENGLISH), person("q", languages=FRENCH))
    problem = Problem(people, sizes=Sizes(5, 6))
    ids = [one.id for one in people]
    groups = (
        *(tuple(ids[at : at + 5]) for at in range(0, 75, 5)),
        *(tuple(ids[at : at + 6]) for at in range(75, 99, 6)),
    )
    (conflict,) = explain_conflicts(problem, result_of(problem, groups))
    assert (the_rules(conflict), conflict.people) == ([("language",)], ("q",))
    assert not conflict.proven
    language = way(conflict, Rule.LANGUAGE)
    assert (language.more, language.everybody, language.proven) == (1, True, False)


@pytest.mark.parametrize("solver", [True, False])
def test_bad_input_from_the_search_to_the_conflict(solver: bool) -> None:
    office, night = office_hours(60), office_hours(720)
    far = Problem(
        (*crowd(6, working=office), person("far", working=night)), rules=Rules(common_hours=5)
    )
    apart = Rules(apart=frozenset({("p000", "p001")}))
    seven = Problem(crowd(7), sizes=Sizes(6, 8), rules=apart)
    for problem, rule, proven in ((far, Rule.HOURS, True), (seven, Rule.APART, False)):
        result = solve(problem, stop=Moves(2_000))
        assert [out.proven for out in result.left_out] == [proven]
        oracle = None if solver else Searching(solve, moves=2_000)
        (conflict,) = explain_conflicts(problem, result, oracle=oracle)
        assert [one.rule for one in conflict.rules] == [rule]
        assert (conflict.proven, way(conflict, rule).everybody) == (solver, True)
        assert solver or conflict.each or not conflict.people


def test_where_nobody_is_left_out_there_is_no_conflict() -> None:
    assert explained(Problem(crowd(8))) == ()
    assert explain_conflicts(Problem(crowd(8)), result_of(Problem(crowd(8)), ())) == ()
