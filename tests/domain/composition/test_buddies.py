"""Buddies: everybody once, new pairs first, then the best match."""

from itertools import combinations

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


@settings(max_examples=15, deadline=None)
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
