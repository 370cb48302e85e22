"""What holds of every answer, against a checker that shares nothing with the engine."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from collegium.domain.composition import (
    Problem,
    Result,
    Rules,
    Sizes,
    Stop,
    check,
    diagnose,
    office_hours,
    solve,
)
from tests.domain.composition import brute
from tests.domain.composition.worlds import WEIGHTS, crowd, person, problems

QUICK = Stop(600)


def answer(problem: Problem, *, seed: int = 0, stop: Stop = QUICK) -> Result:
    assume(not diagnose(problem))
    return solve(problem, stop=stop, seed=seed)


@settings(max_examples=12, deadline=None)
@given(problems(), st.integers(0, 3))
def test_groups_are_lawful_and_nobody_is_lost_or_doubled(problem: Problem, seed: int) -> None:
    result = answer(problem, seed=seed)
    assert all(brute.lawful(problem, group) for group in result.groups)
    seated = [name for group in result.groups for name in group]
    left = [out.person for out in result.left_out]
    assert sorted(seated + left) == sorted(person.id for person in problem.people)
    assert [placement.person for placement in result.placements] == sorted(seated)
    assert all(p.person in result.groups[p.group] for p in result.placements)
    assert check(problem, result.groups) == ()


@settings(max_examples=12, deadline=None)
@given(problems())
def test_the_objective_is_what_it_says_and_under_its_bound(problem: Problem) -> None:
    result = answer(problem)
    assert result.objective == pytest.approx(brute.objective(problem, result.groups))
    assert result.objective <= result.bound + 1e-9
    assert result.gap >= 0


@settings(max_examples=12, deadline=None)
@given(problems(most=8))
def test_small_cases_against_every_lawful_grouping(problem: Problem) -> None:
    result = answer(problem, stop=Stop(4_000))
    names = sorted(person.id for person in problem.people)
    every = list(brute.groupings(problem, names))
    assert bool(every) == (not result.left_out)
    if every:
        shape = sorted(len(group) for group in result.groups)
        same_sizes = [g for g in every if sorted(map(len, g)) == shape]
        best = max(brute.objective(problem, grouping) for grouping in same_sizes)
        assert result.objective <= best + 1e-9  # a search may miss the best, never invent better
        assert best <= result.bound + 1e-9


@pytest.mark.parametrize("count", [6, 7, 8, 9])
def test_where_no_rule_is_in_the_way_small_cases_reach_the_best(count: int) -> None:
    people = tuple(
        replace(one, numbers={"tenure": float(at * at % 7)}) for at, one in enumerate(crowd(count))
    )
    problem = Problem(people, sizes=Sizes(3, 5), weights=WEIGHTS)
    result = solve(problem, stop=Stop(4_000), seed=1)
    shape = sorted(len(group) for group in result.groups)
    every = brute.groupings(problem, [one.id for one in people])
    same_sizes = [g for g in every if sorted(map(len, g)) == shape]
    best = max(brute.objective(problem, grouping) for grouping in same_sizes)
    assert result.objective == pytest.approx(best)


@settings(max_examples=12, deadline=None)
@given(problems(most=9))
def test_whoever_is_proven_to_fit_nowhere_fits_nowhere(problem: Problem) -> None:
    names = [person.id for person in problem.people]
    proven = {out.person for out in answer(problem).left_out if out.proven}
    for size in range(problem.sizes.minimum, problem.sizes.maximum + 1):
        for group in combinations(names, size):
            assert not (proven & set(group) and brute.lawful(problem, group))


@settings(max_examples=10, deadline=None)
@given(problems())
def test_the_same_problem_gives_the_same_groups_in_any_order(problem: Problem) -> None:
    first = answer(problem, seed=5)
    turned = replace(problem, people=tuple(reversed(problem.people)))
    assert solve(turned, stop=QUICK, seed=5) == first


def test_another_seed_may_give_other_groups() -> None:
    problem = Problem(crowd(24), sizes=Sizes(6, 6))
    answers = {solve(problem, stop=Stop(200), seed=seed).groups for seed in range(5)}
    assert len(answers) > 1


def test_everybody_is_spread_as_evenly_as_the_number_allows() -> None:
    for count in (8, 13, 23, 50):
        result = solve(Problem(crowd(count)), stop=QUICK)
        sizes = [len(group) for group in result.groups]
        assert sum(sizes) == count
        assert max(sizes) - min(sizes) <= 1


def test_four_departments_meet_in_every_group_and_the_bound_proves_it() -> None:
    result = solve(Problem(crowd(16), sizes=Sizes(4, 4)), stop=Stop(20_000))
    assert result.gap == 0
    assert all(len({int(name[1:]) % 4 for name in group}) == 4 for group in result.groups)


def test_people_kept_together_stay_together_and_others_apart() -> None:
    rules = Rules(
        together=frozenset({("p000", "p004"), ("p004", "p008")}),
        apart=frozenset({("p001", "p002")}),
    )
    result = solve(Problem(crowd(20), rules=rules), stop=Stop(5_000))
    where = {placement.person: placement.group for placement in result.placements}
    assert where["p000"] == where["p004"] == where["p008"]
    assert where["p001"] != where["p002"]


def test_the_boss_of_everybody_is_left_out_with_the_rule_that_says_so() -> None:
    people = crowd(7)
    managers = {someone.id: "p000" for someone in people[1:]}
    (out,) = solve(Problem(people, managers=managers), stop=QUICK).left_out
    assert (out.person, out.proven) == ("p000", True)
    assert [obstacle.rule.value for obstacle in out.obstacles] == ["line"]


def test_a_boss_at_any_depth_counts_even_through_people_who_are_not_there() -> None:
    people = crowd(8)
    managers = {"p001": "x", "x": "y", "y": "p000"}
    result = solve(Problem(people, managers=managers), stop=QUICK)
    where = {placement.person: placement.group for placement in result.placements}
    assert where["p000"] != where["p001"]


def test_one_person_without_a_common_hour_is_left_out() -> None:
    people = (*crowd(6, working=office_hours(60)), person("far", working=office_hours(720)))
    (out,) = solve(Problem(people, rules=Rules(common_hours=5)), stop=QUICK).left_out
    assert (out.person, out.proven) == ("far", True)
    assert [obstacle.rule.value for obstacle in out.obstacles] == ["hours"]


def test_two_languages_make_two_kinds_of_groups() -> None:
    german = tuple(person(f"g{at}", languages=frozenset({"de"})) for at in range(5))
    french = tuple(person(f"f{at}", languages=frozenset({"fr"})) for at in range(5))
    result = solve(Problem(german + french), stop=QUICK)
    assert {tuple(sorted({name[0] for name in group})) for group in result.groups} == {
        ("f",),
        ("g",),
    }


def test_new_ids_for_the_same_people_give_the_same_groups() -> None:
    people = tuple(
        person(f"p{at:02}", categories={"department": f"d{at % 4}"}, numbers={"tenure": float(at)})
        for at in range(24)
    )
    renamed = tuple(replace(one, id=f"q{97 * at % 101:03}") for at, one in enumerate(people))
    names = {one.id: other.id for one, other in zip(people, renamed, strict=True)}
    first = solve(Problem(people, weights=WEIGHTS), seed=3)
    second = solve(Problem(renamed, weights=WEIGHTS), seed=3)
    expected = {frozenset(names[one] for one in group) for group in first.groups}
    assert {frozenset(group) for group in second.groups} == expected
