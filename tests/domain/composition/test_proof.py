"""The largest placement and who fits nowhere, against trying every group."""

import subprocess
import sys

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from collegium.domain.composition.faults import diagnose
from collegium.domain.composition.hopeless import provably_out
from collegium.domain.composition.indexing import build_index
from collegium.domain.composition.problem import Facilitator, Problem, Rules, Sizes, office_hours
from collegium.domain.composition.proof import can_prove, seat_most
from tests.domain.composition.brute import lawful
from tests.domain.composition.largest import lawful_groups, most, tiny
from tests.domain.composition.worlds import crowd, person
from tests.domain.effort import examples

seeds = st.integers(0, 10**6)
needs_solver = pytest.mark.skipif(not can_prove(), reason="the extra `proof` is not installed")


def out_of(problem: Problem) -> set[str]:
    index = build_index(problem)
    return set(index.ids(provably_out(index)))


@settings(max_examples=examples(12), deadline=None)
@given(seeds)
def test_whoever_provably_fits_nowhere_is_in_no_lawful_group(seed: int) -> None:
    problem = tiny(seed)
    assume(not diagnose(problem))
    names = sorted(one.id for one in problem.people)
    out = sum(1 << names.index(name) for name in out_of(problem))
    assert not any(group & out for group in lawful_groups(problem))


def test_cheap_reasons_are_found() -> None:
    people = crowd(8)
    bosses = {one.id: "p000" for one in people[1:]}
    assert out_of(Problem(people, managers=bosses)) == {"p000"}
    far = person("far", working=office_hours(720))
    office = crowd(8, working=office_hours(60))
    assert out_of(Problem((*office, far), rules=Rules(common_hours=5))) == {"far"}
    few = tuple(person(f"f{at}", languages=frozenset({"fr"})) for at in range(3))
    spoken = crowd(8, languages=frozenset({"en"}))
    assert out_of(Problem((*spoken, *few))) == {"f0", "f1", "f2"}
    young = person("young", level=1)
    assert out_of(Problem((*crowd(8, level=5), young), rules=Rules(levels_apart=2))) == {"young"}
    assert len(out_of(Problem(crowd(8, promotion_pool="heirs")))) == 8
    one = person("w", categories={"gender": "w"})
    rules = Rules(never_alone=frozenset({("gender", "w")}))
    assert out_of(Problem((*people, one), rules=rules)) == {"w"}
    german = (Facilitator("f", 3, frozenset({"de"})),)
    assert len(out_of(Problem(spoken, facilitators=german))) == 8


def test_without_those_who_fit_nowhere_too_few_may_be_left() -> None:
    people = (*crowd(3, level=1), *crowd(7, level=4)[3:], person("mid", level=2))
    assert len(out_of(Problem(people, rules=Rules(levels_apart=0)))) == 4


def test_people_of_finished_groups_are_neither_out_nor_company() -> None:
    people = (*crowd(8, languages=frozenset({"en"})), person("new", languages=frozenset({"en"})))
    first = frozenset(one.id for one in people[:4])
    rest = frozenset(one.id for one in people[4:8])
    problem = Problem(people, fixed=(first, rest), finished=frozenset({0, 1}))
    assert out_of(problem) == {"new"}
    open_group = Problem(people, fixed=(first, rest), finished=frozenset({0}))
    assert out_of(open_group) == set()


@needs_solver
@settings(max_examples=examples(6), deadline=None)
@given(seeds)
def test_the_largest_placement_is_the_largest_and_lawful(seed: int) -> None:
    problem = tiny(seed, people=6)
    assume(not diagnose(problem))
    seating = seat_most(problem)
    assert seating.proven
    assert seating.seated == most(problem)
    for group in seating.groups or ():
        helpers = problem.facilitators or (None,)
        assert any(lawful(problem, set(group), helper) for helper in helpers)
    required = frozenset(one.id for one in problem.people[:2])
    wanted, best = seat_most(problem, required), most(problem, required)
    assert (wanted.groups is None) == (best < 0)
    assert wanted.proven
    assert best < 0 or wanted.seated == best


@needs_solver
def test_finished_groups_stay_and_fixed_people_stay_together() -> None:
    people = crowd(14)
    done = frozenset(one.id for one in people[:4])
    pinned = frozenset({"p004", "p013"})
    seating = seat_most(Problem(people, fixed=(pinned, done), finished=frozenset({1})))
    assert seating.seated == 14
    assert tuple(sorted(done)) in (seating.groups or ())
    assert any(pinned <= {*group} for group in seating.groups or ())


@needs_solver
def test_the_same_question_has_the_same_answer_and_may_start_from_known_groups() -> None:
    rules = Rules(apart=frozenset({("p000", "p001"), ("p002", "p003")}))
    problem = Problem(crowd(20), sizes=Sizes(6, 7), rules=rules)
    first = seat_most(problem)
    assert seat_most(problem) == first
    assert seat_most(problem, known=first.groups or ()).seated == first.seated == 20


def test_the_solver_is_loaded_only_to_solve() -> None:
    code = "import sys, collegium.domain.composition.conflicts; print('ortools' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
