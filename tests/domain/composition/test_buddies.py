"""Buddies: everybody once, everybody before anybody again, then the best match."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, groupby
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.domain.composition import Pair, pair_buddies

STRENGTHS = {"a": frozenset({"x"}), "d": frozenset({"y"})}
WANTS = {"c": frozenset({"x"}), "b": frozenset({"y"})}


def paired(
    members: str, earlier: tuple[Pair, ...] = (), seed: int = 1
) -> tuple[tuple[str, ...], ...]:
    return pair_buddies(
        list(members), strengths=STRENGTHS, wants=WANTS, earlier_pairs=earlier, seed=seed
    )


@settings(max_examples=8, deadline=None)
@given(st.integers(2, 30), st.integers(0, 9))
def test_everybody_is_in_one_pair_and_one_trio_if_odd(count: int, seed: int) -> None:
    names = [f"m{at:02}" for at in range(count)]
    pairs = pair_buddies(names, strengths={}, wants={}, earlier_pairs=(), seed=seed)
    assert sorted(name for buddies in pairs for name in buddies) == names
    assert sorted(map(len, pairs)) == [2] * (count // 2 - count % 2) + [3] * (count % 2)


def test_strengths_find_those_who_want_them() -> None:
    assert paired("abcd") == (("a", "c"), ("b", "d"))


def test_a_new_pair_comes_before_the_better_match() -> None:
    assert ("a", "c") not in paired("abcd", earlier=(("c", "a"),))


def test_when_all_have_met_the_least_repeated_pairs_come_back() -> None:
    everyone = tuple(combinations("abcd", 2))
    assert paired("abcd", earlier=(*everyone, ("a", "c"), ("a", "b"))) == (("a", "d"), ("b", "c"))


@given(st.sets(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=9))
def test_no_pairing_of_six_repeats_fewer_pairs(drawn: set[Pair]) -> None:
    earlier = {frozenset(pair) for pair in drawn if pair[0] != pair[1]}
    chosen = paired("abcdef", earlier=tuple((min(pair), max(pair)) for pair in earlier))
    repeats = sum(frozenset(pair) in earlier for pair in chosen)
    every = [
        three
        for three in combinations(combinations("abcdef", 2), 3)
        if len({name for pair in three for name in pair}) == 6
    ]
    assert repeats == min(sum(frozenset(p) in earlier for p in three) for three in every)


def test_the_same_seed_gives_the_same_pairs_in_any_order_of_members() -> None:
    assert paired("abcdefg", seed=3) == paired("gfedcba", seed=3)
    assert len({paired("efghij", seed=seed) for seed in range(6)}) > 1


@pytest.mark.parametrize("members", ["", "a", "aab"])
def test_fewer_than_two_different_members_are_refused(members: str) -> None:
    with pytest.raises(ValueError, match="at least two different"):
        paired(members)


def cycles(
    names: Sequence[str],
    count: int,
    *,
    seed: int,
    earlier: Sequence[Pair] = (),
    trios: Sequence[Sequence[str]] = (),
) -> list[tuple[tuple[str, ...], ...]]:
    """So many cycles of people with random strengths and wants, one after the other."""
    chance = Random(seed)
    strengths = {name: frozenset(chance.sample("uvwxyz", 2)) for name in names}
    wants = {name: frozenset(chance.sample("uvwxyz", 2)) for name in names}
    found: list[tuple[tuple[str, ...], ...]] = []
    pairs, threes = list(earlier), list(trios)
    for cycle in range(count):
        found.append(
            pair_buddies(
                names,
                strengths=strengths,
                wants=wants,
                earlier_pairs=pairs,
                earlier_trios=threes,
                seed=100 * seed + cycle,
            )
        )
        pairs += talks(found[-1:])
        threes += [buddies for buddies in found[-1] if len(buddies) == 3]
    return found


def talks(found: Sequence[tuple[tuple[str, ...], ...]]) -> list[Pair]:
    return [pair for cycle in found for buddies in cycle for pair in combinations(buddies, 2)]


def in_trios(found: Sequence[tuple[tuple[str, ...], ...]], name: str) -> list[bool]:
    return [any(name in buddies and len(buddies) == 3 for buddies in cycle) for cycle in found]


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(["abcd", "abcdef", "abcdefgh"]), st.integers(0, 10_000))
def test_in_an_even_group_everybody_meets_everybody_before_anybody_repeats(
    names: str, seed: int
) -> None:
    lap = len(names) - 1
    found = cycles(names, 2 * lap, seed=seed)
    everyone = sorted(combinations(names, 2))
    assert sorted(talks(found[:lap])) == everyone
    assert sorted(talks(found[lap:])) == everyone


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_five_have_all_met_after_three_cycles_with_as_few_repeats_as_can_be(seed: int) -> None:
    found = cycles("abcde", 3, seed=seed)
    # Any second trio shares a pair with the first cycle, and 3 cycles hold 12 pairs for 10.
    assert [len(set(talks(found[:cycle]))) for cycle in (1, 2, 3)] == [4, 7, 10]


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_seven_repeat_nobody_for_three_cycles_and_have_all_met_after_five(seed: int) -> None:
    found = cycles("abcdefg", 5, seed=seed)
    assert len(set(talks(found[:3]))) == 15
    assert len(set(talks(found))) == 21  # 5 cycles hold 25 pairs, 4 hold only 20


@settings(max_examples=4, deadline=None)
@given(st.sampled_from(["abcde", "abcdefg"]), st.integers(0, 10_000))
def test_the_trio_goes_round(names: str, seed: int) -> None:
    found = cycles(names, 2 * len(names), seed=seed)
    turns = {name: in_trios(found, name) for name in names}
    assert max(map(sum, turns.values())) - min(map(sum, turns.values())) <= 3
    in_a_row = [
        len(list(run)) for turn in turns.values() for inside, run in groupby(turn) if inside
    ]
    assert max(in_a_row) <= 3
    often = Counter(dict.fromkeys(combinations(names, 2), 0) | Counter(talks(found)))
    assert max(often.values()) - min(often.values()) <= 3


@settings(max_examples=10, deadline=None)
@given(st.sampled_from([3, 5, 7]), st.integers(0, 9), st.integers(0, 10_000))
def test_who_joins_meets_all_the_others_before_anybody_again(
    before: int, together: int, seed: int
) -> None:
    old = "abcdefg"[:before]
    past = cycles(old, together, seed=seed)
    trios = [buddies for cycle in past for buddies in cycle if len(buddies) == 3]
    found = cycles([*old, "z"], before, seed=seed, earlier=talks(past), trios=trios)
    partners = [name for pair in talks(found) if "z" in pair for name in pair if name != "z"]
    assert sorted(partners) == list(old)


def test_who_joins_is_not_always_in_the_trio() -> None:
    past = cycles("abcd", 6, seed=1)
    found = cycles("abcdz", 5, seed=1, earlier=talks(past))
    assert 1 < sum(in_trios(found, "z")) < 5


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_who_has_left_is_no_longer_waited_for(seed: int) -> None:
    past = cycles("abcdefgh", 7, seed=seed)
    found = cycles("abcdef", 5, seed=seed, earlier=talks(past))
    assert sorted(talks(found)) == sorted(combinations("abcdef", 2))


def test_the_match_decides_among_pairings_that_leave_the_lap_whole() -> None:
    strengths, wants = {"a": frozenset({"x"})}, {"f": frozenset({"x"})}
    given: dict[str, Any] = {"strengths": strengths, "wants": wants, "seed": 1}
    first = pair_buddies("abcdef", earlier_pairs=(), **given)
    assert ("a", "f") in first
    left_as_triangles = [("a", "b"), ("c", "d"), ("e", "f"), ("a", "d"), ("b", "e"), ("c", "f")]
    third = pair_buddies("abcdef", earlier_pairs=left_as_triangles, **given)
    assert len({*left_as_triangles, *third}) == 9
