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
    office_hours,
    solve,
)
from collegium.domain.composition.problem import Facilitator
from collegium.domain.composition.remarks import remarks
from tests.domain.composition.worlds import crowd, person

NAN = float("nan")


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


def test_a_long_line_of_bosses_is_no_loop() -> None:
    managers = {f"p{at}": f"p{at + 1}" for at in range(20_000)}
    assert diagnose(Problem(crowd(8), managers=managers)) == ()


def test_a_person_twice() -> None:
    fault = only_fault(Problem((*crowd(5), Participant("p001"))))
    assert (fault.code, fault.people) == ("duplicate_person", ("p001",))


@pytest.mark.parametrize("sizes", [Sizes(6, 5), Sizes(1, 5), Sizes(0, 0), Sizes(-4, -2)])
def test_sizes_that_mean_nothing(sizes: Sizes) -> None:
    assert only_fault(Problem(crowd(8), sizes=sizes)).code == "sizes_impossible"


def test_weights_and_rules_that_mean_nothing() -> None:
    weights = Weights(
        categories={"site": NAN}, sets={"hats": 1}, complement=-1, balance={"tenure": -1}
    )
    fault = only_fault(Problem(crowd(8), weights=weights))
    assert (fault.code, fault.names) == (
        "weight_impossible",
        ("complement", "hats", "site", "tenure"),
    )
    rules = Rules(common_hours=NAN, levels_apart=-1, hosts=9)
    fault = only_fault(Problem(crowd(8), rules=rules))
    assert (fault.code, fault.names) == (
        "rule_impossible",
        ("common_hours", "levels_apart", "hosts"),
    )
    fault = only_fault(Problem(crowd(8), met={("p000", "p001"): NAN}))
    assert (fault.code, fault.people) == ("met_impossible", ("p000", "p001"))


def test_figures_of_people_that_mean_nothing() -> None:
    people = (
        *crowd(8),
        person("q", numbers={"tenure": NAN}),
        person("r", numbers={"age": float("inf")}),
        person("s", level=-1),
    )
    fault = only_fault(Problem(people))
    assert (fault.code, fault.people, fault.names) == (
        "number_impossible",
        ("q", "r", "s"),
        ("age", "level", "tenure"),
    )
    late = person("late", working=frozenset({336}))
    assert only_fault(Problem((*crowd(8), late))).code == "hours_impossible"
    helper = Facilitator("f", -1)
    assert only_fault(Problem(crowd(8), facilitators=(helper,))).code == "capacity_impossible"


def test_empty_cells_of_a_table_that_came_in_as_nan() -> None:
    people = (
        *crowd(8),
        person("q", categories={"site": NAN}),
        person("r", languages=frozenset({NAN})),
    )
    fault = only_fault(Problem(people))
    assert (fault.code, fault.people, fault.names) == (
        "text_impossible",
        ("q", "r"),
        ("languages", "site"),
    )
    nobody = only_fault(Problem((*crowd(8), person(""), person(" "))))
    assert (nobody.code, nobody.counts) == ("nameless_person", {"people": 2})
    number: object = NAN
    assert diagnose(Problem((*crowd(8), person(number))))[0].code == "nameless_person"  # type: ignore[arg-type]  # what a table may give


def test_empty_texts_are_unknown_and_no_fault() -> None:
    people = crowd(8, promotion_pool="", languages=frozenset[str]())
    empty = tuple(replace(one, categories={"department": "", "site": ""}) for one in people)
    assert diagnose(Problem(empty, managers={one.id: "" for one in people})) == ()


def test_ids_may_hold_commas_and_any_script() -> None:
    ids = ["Ωμέγα, Άλφα", "אבגדה", "علي، سعيد", "a,b", "名前"]
    people = tuple(person(name) for name in ids)
    assert diagnose(Problem(people)) == ()
    again = only_fault(Problem((*people, person("אבגדה"))))
    assert again.people == ("אבגדה",)


def test_of_many_rows_the_faulty_ones_are_named_at_once() -> None:
    people = tuple(
        person(f"p{at:05}", numbers={"tenure": NAN if at % 33 == 0 else 1.0})
        for at in range(10_000)
    )
    fault = only_fault(Problem(people))
    assert fault.code == "number_impossible"
    assert len(fault.people) == 304


def test_together_against_another_rule_names_the_rule() -> None:
    rules = Rules(together=frozenset({("p000", "p001"), ("p001", "p002")}))
    fault = only_fault(Problem(crowd(8), managers={"p002": "p000"}, rules=rules))
    assert (fault.code, fault.people, fault.rules) == (
        "together_against_rule",
        ("p000", "p002"),
        (Rule.LINE,),
    )


@pytest.mark.parametrize("rule", [Rule.APART, Rule.VETO, Rule.LANGUAGE, Rule.HOURS])
def test_together_against_other_rules(rule: Rule) -> None:
    one = person("a", languages=frozenset({"en"}), working=office_hours(0))
    other = person("b", languages=frozenset({"fr"}), working=office_hours(720))
    pair = frozenset({("b", "a")})
    rules = Rules(
        together=pair,
        apart=pair if rule == Rule.APART else frozenset(),
        vetoes=pair if rule == Rule.VETO else frozenset(),
        shared_language=rule == Rule.LANGUAGE,
        common_hours=5 if rule == Rule.HOURS else None,
    )
    fault = only_fault(Problem((*crowd(6), one, other), rules=rules))
    assert (fault.code, fault.people, fault.rules) == (
        "together_against_rule",
        ("a", "b"),
        (rule,),
    )


def test_three_kept_together_who_share_a_language_only_two_by_two() -> None:
    held = [{"en", "de"}, {"de", "fr"}, {"fr", "en"}]
    people = tuple(person(f"t{at}", languages=frozenset(some)) for at, some in enumerate(held))
    rules = Rules(together=frozenset({("t0", "t1"), ("t1", "t2")}))
    fault = only_fault(Problem((*crowd(5), *people), rules=rules))
    assert (fault.people, fault.rules) == (("t0", "t1", "t2"), (Rule.LANGUAGE,))


def test_people_who_stay_in_place_against_the_rules() -> None:
    people = crowd(12)
    ids = [one.id for one in people]
    pair = frozenset({(ids[0], ids[1])})

    def fault(*fixed: frozenset[str], rules: Rules = Rules(), done: int | None = None) -> Fault:  # noqa: B008 - frozen
        finished = frozenset[int]() if done is None else frozenset({done})
        return only_fault(Problem(people, rules=rules, fixed=fixed, finished=finished))

    both, first, second = frozenset(ids[:2]), frozenset(ids[:1]), frozenset(ids[1:2])
    kept = fault(both, rules=Rules(apart=pair))
    assert (kept.code, kept.people, kept.rules) == (
        "fixed_against_rule",
        (ids[0], ids[1]),
        (Rule.APART,),
    )
    vetoed = fault(frozenset(ids[:4]), rules=Rules(vetoes=pair))
    assert (vetoed.people, vetoed.rules) == (tuple(ids[:4]), (Rule.VETO,))
    assert fault(first, second, rules=Rules(together=pair)).code == "together_across_fixed"
    assert fault(first, done=0, rules=Rules(together=pair)).code == "together_across_fixed"
    assert fault(frozenset(ids[:9])).code == "fixed_too_many"
    assert fault(both, first).people == (ids[0],)
    assert fault(both, first).code == "seated_twice"
    assert fault(frozenset({"gone"})).code == "unknown_person"
    assert fault(both, done=1).code == "finished_impossible"


def test_a_finished_group_may_break_rules_and_numbers_need_not_work_out() -> None:
    people = crowd(11)
    done = frozenset(one.id for one in people[:6])
    rules = Rules(apart=frozenset({("p000", "p001")}))
    problem = Problem(
        people, sizes=Sizes(6, 8), rules=rules, fixed=(done,), finished=frozenset({0})
    )
    assert diagnose(problem) == ()


def test_no_group_for_want_of_hosts_or_facilitators() -> None:
    fault = only_fault(Problem((*crowd(8), person("h", can_host=True)), rules=Rules(hosts=2)))
    assert (fault.code, fault.counts) == ("too_few_hosts", {"hosts": 1, "needed": 2})
    helpers = (Facilitator("f", 0),)
    assert only_fault(Problem(crowd(8), facilitators=helpers)).code == "no_facilitator"


def test_more_kept_together_than_a_group_holds() -> None:
    rules = Rules(together=frozenset({(f"p00{at}", f"p00{at + 1}") for at in range(5)}))
    fault = only_fault(Problem(crowd(10), sizes=Sizes(4, 5), rules=rules))
    assert (fault.code, len(fault.people)) == ("together_too_many", 6)


def test_pairs_about_people_who_are_not_there_are_no_fault() -> None:
    rules = Rules(together=frozenset({("p000", "gone")}), apart=frozenset({("gone", "p001")}))
    assert diagnose(Problem(crowd(8), rules=rules)) == ()


def test_what_can_be_said_before_the_search() -> None:
    one_department = tuple(replace(one, categories={"department": "d"}) for one in crowd(8))
    weights = Weights(categories={"department": 3.0})
    (alike,) = remarks(Problem(one_department, weights=weights))
    assert (alike.code, alike.names) == ("all_alike", ("department",))
    heirs = remarks(Problem(crowd(8, promotion_pool="heirs"), weights=weights))
    assert [(found.code, len(found.people), found.rules) for found in heirs] == [
        ("pool_too_large", 8, ()),
        ("fits_nowhere", 8, (Rule.POOL,)),
    ]
    far = person("far", working=office_hours(720))
    people = (*crowd(7, working=office_hours(60)), far)
    (nowhere,) = remarks(Problem(people, rules=Rules(common_hours=5), weights=weights))
    assert (nowhere.code, nowhere.people, nowhere.rules) == (
        "fits_nowhere",
        ("far",),
        (Rule.HOURS,),
    )


def test_too_few_hosts_and_facilitators_for_all_are_foreseen() -> None:
    people = (*crowd(15), person("h", can_host=True))
    helpers = (Facilitator("f", 1),)
    problem = Problem(people, rules=Rules(hosts=1), facilitators=helpers)
    assert [(found.code, found.counts) for found in remarks(problem)] == [
        ("hosts_for_few", {"hosts": 1, "groups": 1, "needed": 2}),
        ("facilitators_for_few", {"groups": 1, "needed": 2}),
    ]
    assert remarks(Problem(crowd(8))) == ()
