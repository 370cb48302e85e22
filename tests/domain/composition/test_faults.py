"""Bad input: each kind has its code and the data that a sentence needs."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.composition import (
    Fault,
    Participant,
    Problem,
    Rule,
    Rules,
    Sizes,
    Unsolvable,
    Weights,
    diagnose,
    solve,
)
from tests.domain.composition.worlds import crowd, person


def only_fault(problem: Problem) -> Fault:
    (fault,) = diagnose(problem)
    with pytest.raises(Unsolvable) as refusal:
        solve(problem)
    assert refusal.value.faults == (fault,)
    assert str(refusal.value) == fault.code
    return fault


def test_three_people_are_too_few() -> None:
    fault = only_fault(Problem(crowd(3)))
    assert (fault.code, fault.counts) == ("too_few_people", {"people": 3, "needed": 4})


def test_nobody_is_too_few() -> None:
    assert only_fault(Problem(())).counts["people"] == 0


def test_eleven_people_do_not_make_groups_of_six_to_eight_and_it_says_what_would() -> None:
    fault = only_fault(Problem(crowd(11), sizes=Sizes(6, 8)))
    assert fault.code == "sizes_do_not_divide"
    assert fault.sizes == (Sizes(5, 8), Sizes(6, 11))


@given(st.integers(4, 60), st.integers(3, 9), st.integers(0, 3))
def test_the_sizes_offered_do_divide(people: int, minimum: int, more: int) -> None:
    problem = Problem(crowd(people), sizes=Sizes(minimum, minimum + more))
    for fault in diagnose(problem):
        for offer in fault.sizes:
            assert diagnose(replace(problem, sizes=offer)) == ()


@given(st.integers(4, 60), st.integers(3, 9), st.integers(0, 3))
def test_sizes_divide_when_some_number_of_groups_fits(people: int, minimum: int, more: int) -> None:
    fits = any(
        count * minimum <= people <= count * (minimum + more) for count in range(1, people + 1)
    )
    faults = diagnose(Problem(crowd(people), sizes=Sizes(minimum, minimum + more)))
    assert fits == (not faults)


def test_a_loop_of_bosses_is_named_in_order() -> None:
    managers = {"p003": "p001", "p001": "x", "x": "p003", "p004": "p001", "p002": "p002"}
    faults = diagnose(Problem(crowd(8), managers=managers))
    assert [(fault.code, fault.people) for fault in faults] == [
        ("manager_cycle", ("p001", "x", "p003")),
        ("manager_cycle", ("p002",)),
    ]


def test_nobody_shares_a_language() -> None:
    people = tuple(person(f"p{at}", languages=frozenset({f"l{at % 3}"})) for at in range(9))
    fault = only_fault(Problem(people))
    assert (fault.code, fault.counts) == ("no_shared_language", {"l0": 3, "l1": 3, "l2": 3})
    assert diagnose(Problem(people, rules=Rules(shared_language=False))) == ()


def test_a_person_twice() -> None:
    fault = only_fault(Problem((*crowd(5), Participant("p001"))))
    assert (fault.code, fault.people) == ("duplicate_person", ("p001",))


def test_sizes_and_weights_and_numbers_that_mean_nothing() -> None:
    assert only_fault(Problem(crowd(8), sizes=Sizes(6, 5))).code == "sizes_impossible"
    assert only_fault(Problem(crowd(8), sizes=Sizes(1, 5))).code == "sizes_impossible"
    weights = Weights(categories={"site": float("nan")}, complement=-1)
    assert only_fault(Problem(crowd(8), weights=weights)).names == ("complement", "site")
    people = (*crowd(8), person("q", numbers={"tenure": float("nan")}))
    assert only_fault(Problem(people)).people == ("q",)


def test_together_against_another_rule_names_the_rule() -> None:
    rules = Rules(together=frozenset({("p000", "p001"), ("p001", "p002")}))
    fault = only_fault(Problem(crowd(8), managers={"p002": "p000"}, rules=rules))
    assert (fault.code, fault.people, fault.rules) == (
        "together_against_rule",
        ("p000", "p002"),
        (Rule.LINE,),
    )


def test_more_kept_together_than_a_group_holds() -> None:
    rules = Rules(together=frozenset({(f"p00{at}", f"p00{at + 1}") for at in range(5)}))
    fault = only_fault(Problem(crowd(10), sizes=Sizes(4, 5), rules=rules))
    assert (fault.code, len(fault.people)) == ("together_too_many", 6)


def test_pairs_about_people_who_are_not_there_are_no_fault() -> None:
    rules = Rules(together=frozenset({("p000", "gone")}), apart=frozenset({("gone", "p001")}))
    assert diagnose(Problem(crowd(8), rules=rules)) == ()
