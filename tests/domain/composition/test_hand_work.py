"""Checking groups and pricing moves, against the slow second opinion."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from collegium.domain.composition import (
    Move,
    Moves,
    Problem,
    Rule,
    Rules,
    Sizes,
    Unsolvable,
    appraise,
    check,
    diagnose,
    moved,
    office_hours,
    price,
    prices,
    solve,
    worth,
)
from tests.domain.composition import brute
from tests.domain.composition.worlds import crowd, person, problems
from tests.domain.effort import examples

GROUPS = (("p000", "p001", "p002", "p003"), ("p004", "p005", "p006", "p007"))


@settings(max_examples=examples(10), deadline=None)
@given(problems(), st.data())
def test_check_agrees_with_the_slow_checker(problem: Problem, data: st.DataObject) -> None:
    assume(not diagnose(problem))
    names = data.draw(st.permutations([someone.id for someone in problem.people]))
    cut = data.draw(st.integers(1, len(names) - 1))
    groups = (tuple(names[:cut]), tuple(names[cut:]))
    lawful = all(brute.lawful(problem, frozenset(group)) for group in groups)
    assert (check(problem, groups) == ()) == lawful


@settings(max_examples=examples(10), deadline=None)
@given(problems(), st.data())
def test_a_price_is_the_difference_between_before_and_after(
    problem: Problem, data: st.DataObject
) -> None:
    assume(not diagnose(problem))
    names = [someone.id for someone in problem.people]
    groups = (tuple(names[::2]), tuple(names[1::2]))
    other = data.draw(st.sampled_from([None, groups[1][0]]))
    move = Move(groups[0][0], 1, in_exchange_for=other)
    after = moved(groups, move)
    offered = price(problem, groups, move)
    gain = brute.objective(problem, after) - brute.objective(problem, groups)
    assert offered.change == pytest.approx(gain, abs=1e-9)
    assert offered.change == pytest.approx(worth(problem, after) - worth(problem, groups), abs=1e-9)
    now, before = set(check(problem, after)), set(check(problem, groups))
    assert (set(offered.broken), set(offered.mended)) == (now - before, before - now)


def rules_broken(problem: Problem) -> dict[Rule, tuple[float | None, float | None]]:
    return {v.rule: (v.found, v.limit) for v in check(problem, GROUPS)}


def test_each_rule_is_named_with_what_was_found_and_what_was_asked() -> None:
    people = list(crowd(8))
    assert rules_broken(Problem(tuple(people))) == {}
    assert rules_broken(Problem(tuple(people), managers={"p001": "p000"})) == {
        Rule.LINE: (None, None)
    }
    small = Problem(tuple(people), sizes=Sizes(5, 8))
    assert rules_broken(small) == {Rule.SIZE: (4, 5)}
    apart = Rules(apart=frozenset({("p001", "p000")}), together=frozenset({("p002", "p007")}))
    assert set(rules_broken(Problem(tuple(people), rules=apart))) == {Rule.APART, Rule.TOGETHER}


def test_levels_languages_pools_and_hours_are_checked_where_they_are_known() -> None:
    people = list(crowd(8))
    people[0] = replace(
        people[0],
        level=5,
        languages=frozenset({"de"}),
        promotion_pool="vp",
        working=office_hours(60),
    )
    people[1] = replace(
        people[1],
        level=2,
        languages=frozenset({"en"}),
        promotion_pool="vp",
        working=office_hours(-180),
    )
    rules = Rules(levels_apart=2, common_hours=25)
    assert rules_broken(Problem(tuple(people), rules=rules)) == {
        Rule.LEVELS: (3, 2),
        Rule.LANGUAGE: (0, 1),
        Rule.POOL: (None, None),
        Rule.HOURS: (20, 25),
    }


def test_a_violation_names_the_group_and_the_people() -> None:
    (found,) = check(Problem(crowd(8), managers={"p005": "p006"}), GROUPS)
    assert (found.group, found.people) == (1, ("p005", "p006"))


def test_a_move_adds_takes_away_and_exchanges() -> None:
    assert moved(GROUPS, Move("new", 0))[0][0] == "new"
    assert moved(GROUPS, Move("p000", None))[0] == ("p001", "p002", "p003")
    assert moved(GROUPS, Move("p000", 1, in_exchange_for="p004")) == (
        ("p001", "p002", "p003", "p004"),
        ("p000", "p005", "p006", "p007"),
    )
    assert moved(GROUPS, Move("new", 1, in_exchange_for="p004"))[1][0] == "new"
    assert moved(GROUPS, Move("p000", 0)) == GROUPS


@pytest.mark.parametrize(
    "move", [Move("p000", 2), Move("p000", -1), Move("p000", 1, "p001"), Move("p000", None, "p004")]
)
def test_a_move_to_where_nothing_is_says_so(move: Move) -> None:
    with pytest.raises(KeyError):
        moved(GROUPS, move)


def test_strangers_and_doubles_are_refused() -> None:
    problem = Problem(crowd(8))
    with pytest.raises(Unsolvable) as stranger:
        check(problem, (("p000", "nobody"),))
    assert stranger.value.faults[0].code == "unknown_person"
    with pytest.raises(Unsolvable) as double:
        check(problem, (("p000", "p001"), ("p000",)))
    assert double.value.faults[0].people == ("p000",)


def test_office_hours_are_monday_to_friday_in_utc() -> None:
    greenwich = office_hours(0)
    assert len(greenwich) == 80
    assert min(greenwich) == 18
    assert office_hours(60) == frozenset(slot - 2 for slot in greenwich)
    assert max(office_hours(-720)) < 336
    assert person("x").working == frozenset()


def test_groups_made_by_hand_get_the_same_account_as_found_ones() -> None:
    problem = Problem(crowd(12), managers={"p001": "p002"})
    found = solve(problem, stop=Moves(1_000), seed=4)
    again = appraise(problem, found.groups)
    told = replace(again, moves=found.moves, seed=found.seed, proven=found.proven)
    assert told == replace(found, bound=again.bound)
    assert found.bound <= again.bound


def test_an_account_keeps_the_order_of_groups_and_names_who_has_none() -> None:
    problem = Problem(crowd(10), rules=Rules(apart=frozenset({("p009", "p004")})))
    account = appraise(problem, (GROUPS[1], (), GROUPS[0]))
    assert account.groups == (GROUPS[1], (), GROUPS[0])
    assert [out.person for out in account.left_out] == ["p008", "p009"]
    assert (Rule.APART, (0,)) in [(o.rule, o.groups) for o in account.left_out[1].obstacles]


def test_many_prices_are_each_the_price_alone() -> None:
    problem = Problem(crowd(9))
    moves = (Move("p000", 1), Move("p000", 1, "p005"), Move("p008", 0), Move("p001", None))
    each = tuple(price(problem, GROUPS, move) for move in moves)
    assert prices(problem, GROUPS, moves) == each
