"""Mending broken groups, placing who comes late, and why two do not sit together."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from collegium.domain.composition import (
    Move,
    Problem,
    Rule,
    Rules,
    Sizes,
    check,
    diagnose,
    price,
    worth,
)
from collegium.domain.composition.companions import company
from collegium.domain.composition.indexing import build_index
from collegium.domain.composition.mending import mend
from collegium.domain.composition.moving import seat_by_hand
from collegium.domain.composition.placing import place, rescue
from collegium.domain.composition.seated import NOWHERE, Seated, Shift
from collegium.domain.composition.tally import Tally
from collegium.domain.composition.worth import group_worth
from tests.domain.composition.worlds import crowd, problems

GROUPS = (("p000", "p001", "p002", "p003"), ("p004", "p005", "p006", "p007"))
known = problems()


def ids_after(seated: Seated, shift: Shift) -> list[tuple[str, ...]]:
    return [seated.index.ids(group) for group in seated.after(shift).seats]


def halves(problem: Problem) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = [someone.id for someone in problem.people]
    return tuple(names[::2]), tuple(names[1::2])


@settings(max_examples=25, deadline=None)
@given(known, st.data())
def test_a_tally_agrees_with_counting_anew(problem: Problem, data: st.DataObject) -> None:
    assume(not diagnose(problem))
    index = build_index(problem)
    people = data.draw(st.permutations(range(len(problem.people))))
    members, others = people[: len(people) // 2], people[len(people) // 2 :]
    leaving = data.draw(st.lists(st.sampled_from(members), unique=True, max_size=2))
    coming = data.draw(st.lists(st.sampled_from(others), unique=True, max_size=2))
    after = [one for one in members if one not in leaving] + coming
    found = Tally(index, members).worth(leaving, coming)
    assert abs(found - group_worth(index, after)) < 1e-9


@settings(max_examples=25, deadline=None)
@given(known, st.data())
def test_what_a_shift_breaks_is_what_a_check_of_the_groups_after_it_finds(
    problem: Problem, data: st.DataObject
) -> None:
    assume(not diagnose(problem))
    groups = halves(problem)
    seated = seat_by_hand(problem, groups)
    people = st.sampled_from(range(len(problem.people)))
    shift = data.draw(st.dictionaries(people, st.sampled_from([NOWHERE, 0, 1]), max_size=3))
    after = ids_after(seated, shift)
    offered = seated.price(shift)
    before, now = set(check(problem, groups)), set(check(problem, after))
    assert (set(offered.broken), set(offered.mended)) == (now - before, before - now)
    assert abs(offered.change - worth(problem, after) + worth(problem, groups)) < 1e-9
    assert [set(seated.after(shift).broken(at)) for at in (0, 1)] == [
        {found for found in now if found.group == at and found.rule != Rule.TOGETHER}
        for at in (0, 1)
    ]


@settings(max_examples=25, deadline=None)
@given(known)
def test_a_repair_ends_what_is_broken_and_breaks_nothing_else(problem: Problem) -> None:
    assume(not diagnose(problem))
    groups = halves(problem)
    seated = seat_by_hand(problem, groups)
    repair = mend(seated, {0}, most=2)
    if repair is not None:
        broken = check(problem, ids_after(seated, repair))
        assert {found.group for found in broken} <= {1}
        assert set(broken) <= set(check(problem, groups))


def single_repairs(problem: Problem, groups: Sequence[Sequence[str]]) -> list[float]:
    """What every move of one person that mends the first group is worth, by trying all."""
    found = []
    borne = {broken for broken in check(problem, groups) if broken.group != 0}
    for someone in problem.people:
        for to in range(len(groups)):
            if someone.id not in groups[to]:
                moved = [[one for one in members if one != someone.id] for members in groups]
                moved[to].append(someone.id)
                if borne.issuperset(check(problem, moved)):
                    found.append(worth(problem, moved) - worth(problem, groups))
    return found


@settings(max_examples=25, deadline=None)
@given(known)
def test_one_move_is_found_where_one_is_enough_and_the_best_of_them(problem: Problem) -> None:
    alone = replace(problem, rules=replace(problem.rules, together=frozenset()))
    assume(not diagnose(alone))
    groups = halves(alone)
    seated = seat_by_hand(alone, groups)
    repair = mend(seated, {0}, most=1)
    possible = single_repairs(alone, groups)
    if seated.broken(0):
        assert (repair is None) == (not possible)
    if repair:
        assert len(repair) == 1
        assert abs(seated.gain(repair) - max(possible)) < 1e-9


def test_a_full_group_sends_somebody_back_where_a_place_was_left() -> None:
    problem = Problem(crowd(8), sizes=Sizes(4, 4))
    seated = seat_by_hand(problem, GROUPS)
    one = seated.index.position["p000"]
    dropped = seated.after({one: 1})
    repair = mend(dropped, {0, 1}, stay={one})
    assert repair
    assert list(repair.values()) == [0]
    assert one not in repair
    assert check(problem, ids_after(dropped, repair)) == ()


def test_nobody_who_stays_is_moved_and_whole_groups_need_nothing() -> None:
    problem = Problem(crowd(8), sizes=Sizes(4, 4))
    seated = seat_by_hand(problem, GROUPS)
    assert mend(seated, {0, 1}) == {}
    dropped = seated.after({seated.index.position["p000"]: 1})
    assert mend(dropped, {0, 1}, stay=range(8)) is None


def test_two_moves_where_one_is_not_enough() -> None:
    apart = frozenset({("p000", "p004"), ("p001", "p004")})
    problem = Problem(crowd(12), sizes=Sizes(4, 4), rules=Rules(apart=apart))
    groups = (
        ("p000", "p002", "p003", "p004"),
        ("p001", "p005", "p006", "p007"),
        ("p008", "p009", "p010", "p011"),
    )
    seated = seat_by_hand(problem, groups)
    repair = mend(seated, {0}, stay={seated.index.position["p000"]})
    assert repair
    assert len(repair) == 2
    assert check(problem, ids_after(seated, repair)) == ()


def test_people_kept_together_are_moved_together() -> None:
    pairs = frozenset({("p002", "p003")})
    problem = Problem(
        crowd(12),
        sizes=Sizes(2, 6),
        rules=Rules(together=pairs, apart=frozenset({("p001", "p002")})),
    )
    seated = seat_by_hand(problem, (GROUPS[0], GROUPS[1]))
    one = seated.index.position["p001"]
    repair = mend(seated, {0}, stay={one})
    assert repair == {seated.index.position[name]: 1 for name in ("p002", "p003")}


def test_newcomers_get_places_with_one_move_each() -> None:
    problem = Problem(crowd(11), sizes=Sizes(4, 6))
    found = place(problem, GROUPS, ("p008", "p009", "p010"))
    assert len(found.moves) == 3
    assert found.unplaced == ()
    after = [list(group) for group in GROUPS]
    for move in found.moves:
        after[move.to or 0].append(move.person)
    assert check(problem, after) == ()
    assert abs(worth(problem, after) - worth(problem, GROUPS) - found.change) < 1e-9


def test_somebody_makes_room_for_a_newcomer_whom_only_a_full_group_would_have() -> None:
    apart = frozenset({("p008", "p004")})
    groups = (GROUPS[0], GROUPS[1][:3])
    people = tuple(one for one in crowd(9) if one.id != "p007")
    problem = Problem(people, sizes=Sizes(3, 4), rules=Rules(apart=apart))
    found = place(problem, groups, ("p008",))
    assert found.unplaced == ()
    assert {(move.person, move.to) for move in found.moves} > {("p008", 0)}
    assert len(found.moves) == 2
    held = place(problem, groups, ("p008",), stay=("p000", "p001", "p002", "p003"))
    assert (held.moves, held.unplaced) == ((), ("p008",))


def test_a_group_that_became_too_small_is_joined_or_dissolved_by_the_fewest_moves() -> None:
    people = crowd(12)
    roomy = Problem(people, sizes=Sizes(3, 8))
    groups = (("p000", "p001"), tuple(f"p{at:03}" for at in range(2, 12)))
    saved = rescue(roomy, (groups[0], groups[1][:6]), 0)
    assert saved
    assert len(saved.moves) == 1
    assert saved.dissolved is None
    alone = rescue(
        Problem(people, sizes=Sizes(4, 8)), (("p000",), groups[1][:4], groups[1][4:8]), 0
    )
    assert alone
    assert (alone.dissolved, len(alone.moves)) == (0, 1)


def test_why_not_with_somebody_names_the_rule_or_the_way() -> None:
    rules = Rules(vetoes=frozenset({("p000", "p004")}))
    problem = Problem(crowd(8), managers={"p005": "p000"}, sizes=Sizes(4, 5), rules=rules)
    seated = seat_by_hand(problem, GROUPS)
    at = seated.index.position
    assert company(seated, at["p000"], at["p001"]).together
    assert company(seated, at["p000"], at["p005"]).rules == (Rule.LINE,)
    assert company(seated, at["p000"], at["p004"]).rules == (Rule.VETO,)
    way = company(seated, at["p001"], at["p004"])
    assert way.way
    assert way.price
    assert way.price.broken == ()
    assert check(problem, ids_after(seated, way.way)) == ()


def test_a_cost_says_nothing_of_the_size_of_groups() -> None:
    problem = Problem(
        tuple(replace(one, categories={"department": one.id}) for one in crowd(10)),
        sizes=Sizes(2, 8),
    )
    groups = (tuple(f"p{at:03}" for at in range(3)), tuple(f"p{at:03}" for at in range(3, 10)))
    offered = price(problem, groups, Move("p000", 1))
    assert offered.change > 0
    assert abs(offered.share) < 1e-9
