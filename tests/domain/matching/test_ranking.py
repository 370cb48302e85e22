"""One order out of words and meanings."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.matching.ranking import ALIKE, SHARE_OF_BEST, Found, ranked


def ids(*found: Found) -> list[int]:
    return [one.id for one in ranked(found)]


def test_what_did_not_work_comes_first_among_equals_only() -> None:
    win, failure = Found(1, words=0.9), Found(2, words=0.85, failure=True)
    assert ids(win, failure) == [2, 1]
    assert ids(win, Found(2, words=0.75, failure=True)) == [1, 2]


def test_meaning_finds_what_no_word_does() -> None:
    near, far = Found(1, cosine=0.4, compared=True), Found(2, cosine=0.1, compared=True)
    assert ids(far, near) == [1]


def test_a_single_word_in_a_text_of_another_meaning_is_no_find() -> None:
    assert ids(Found(1, words=0.3, compared=True)) == []
    assert ids(Found(1, words=1.0, compared=True)) == [1]
    assert ids(Found(1, words=0.3)) == [1]


def test_what_is_far_behind_the_best_is_left_out() -> None:
    assert ids(Found(1, words=1.0), Found(2, words=0.3)) == [1]


shares = st.floats(0, 1)
documents = st.builds(Found, st.integers(0, 99), shares, shares, st.just(value=True), st.booleans())


@given(st.lists(documents, max_size=8, unique_by=lambda one: one.id))
def test_the_order_is_the_same_whichever_way_they_come(found: list[Found]) -> None:
    order = ranked(found)
    assert order == ranked(reversed(found))
    scores = [one.score for one in order]
    assert all(one >= SHARE_OF_BEST * max(scores) for one in scores)
    assert all(later <= earlier / (1 - ALIKE) + 1e-9 for earlier, later in pairwise(scores))
