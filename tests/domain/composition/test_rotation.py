"""Rotation: lawful rounds, few repeats, and a floor that is one."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from collegium.domain.composition import Pair, Problem, Rules, Sizes, Unsolvable, check
from collegium.domain.composition.result import Moves, Progress
from collegium.domain.composition.rotation import Rotation, rotate
from collegium.domain.composition.scarcity import fewest_repeats
from tests.domain.composition.worlds import WEIGHTS, crowd, problems
from tests.domain.effort import examples

FREE = Rules(shared_language=False)


def meetings(found: Rotation) -> Counter[Pair]:
    return Counter(
        pair
        for groups in found.rounds
        for group in groups
        for pair in combinations(sorted(group), 2)
    )


def asked(count: int, size: int) -> Problem:
    return Problem(crowd(count), sizes=Sizes(size, size), rules=FREE, weights=WEIGHTS)


def test_nobody_meets_anybody_twice_where_there_is_room() -> None:
    found = rotate(asked(40, 5), 5, stop=Moves(10_000_000))
    assert max(meetings(found).values()) == 1
    assert (found.repeats, found.fewest, found.reason) == (0, 0, "")
    assert [sorted(map(len, groups)) for groups in found.rounds] == [[5] * 8] * 5
    assert max(found.gaps) < 0.05


def test_fewer_groups_than_seats_means_repeats_and_is_said() -> None:
    found = rotate(asked(12, 4), 3, stop=Moves(2_000_000))
    assert (found.fewest, found.reason) == (6, "few_groups")
    assert found.repeats == sum(times - 1 for times in meetings(found).values())
    assert found.repeats <= 8


def test_earlier_meetings_are_rounds_too() -> None:
    problem = asked(12, 3)
    first = rotate(problem, 1, stop=Moves(100_000))
    met = dict.fromkeys(meetings(first), 1.0)
    found = rotate(replace(problem, met=met), 2, stop=Moves(3_000_000))
    assert found.repeats == 0
    assert not met.keys() & meetings(found).keys()


@settings(max_examples=examples(4), deadline=None)
@given(problems(), st.integers(1, 3), st.integers(0, 3))
def test_hard_rules_hold_in_every_round(problem: Problem, rounds: int, seed: int) -> None:
    assume(not problem.finished)  # those may break rules
    problem = replace(problem, met=dict.fromkeys(problem.met, 1.0))
    try:
        found = rotate(problem, rounds, stop=Moves(30_000), seed=seed)
    except Unsolvable:
        return
    seated = {one.id for one in problem.people} - {one.person for one in found.left_out}
    assert len(found.rounds) == len(found.gaps) == rounds
    for groups in found.rounds:
        assert sorted(one for group in groups for one in group) == sorted(seated)
        assert not check(problem, groups)
    met = {tuple(sorted(pair)) for pair in problem.met}
    again = sum(n - (pair not in met) for pair, n in meetings(found).items())
    assert again == found.repeats >= found.fewest


def test_the_same_seed_gives_the_same_rounds() -> None:
    problem = asked(24, 4)
    found = [rotate(problem, 3, stop=Moves(100_000), seed=seed).rounds for seed in (1, 1, 2)]
    assert found[0] == found[1] != found[2]


def test_who_is_kept_together_or_fixed_stays_so_in_all_rounds() -> None:
    rules = replace(FREE, together=frozenset({("p001", "p002")}))
    problem = replace(asked(20, 5), rules=rules, fixed=(frozenset({"p010", "p011"}),))
    found = rotate(problem, 3, stop=Moves(500_000))
    assert meetings(found)["p001", "p002"] == meetings(found)["p010", "p011"] == 3


def test_progress_is_told_until_the_budget_is_spent() -> None:
    seen: list[Progress] = []
    found = rotate(asked(20, 4), 2, stop=Moves(300_000), watch=seen.append)
    assert seen[-1].share == 1
    assert seen[-1].moves == found.moves
    assert [one.moves for one in seen] == sorted(one.moves for one in seen)


@pytest.mark.parametrize(
    ("sizes", "rounds", "partners", "expected"),
    [
        ([6] * 20, 12, [119] * 120, (0, "")),
        ([4] * 4, 5, [15] * 16, (0, "")),  # 16 in fours: everybody meets everybody in five
        ([4] * 4, 6, [15] * 16, (24, "few_people")),
        ([6] * 4, 2, [23] * 24, (8, "few_groups")),
        ([2, 2], 3, [3] * 4, (0, "")),
        ([2, 2], 3, [2, 2, 3, 3], (1, "few_people")),
    ],
)
def test_the_floor(
    sizes: list[int], rounds: int, partners: list[int], expected: tuple[int, str]
) -> None:
    found = fewest_repeats(sizes, rounds, partners)
    assert (found.repeats, found.reason) == expected


def test_no_round_is_refused() -> None:
    with pytest.raises(ValueError, match="one round"):
        rotate(asked(8, 4), 0)
