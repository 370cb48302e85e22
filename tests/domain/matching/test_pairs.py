"""Near pairs among many sentences: measured on the labelled set, and the same as one by one."""

from itertools import combinations

from collegium.domain.matching import NEAR, meanings, near_by_either, near_by_meaning, near_by_words
from collegium.domain.matching.pairs import Found
from tests.domain.matching.test_likeness import SENTENCES, TEXTS, Figures, figures


def measured(found: Found) -> Figures:
    scores = [[found[at].get(other, 0.0) for other in range(at + 1, len(TEXTS))] for at in PLACES]
    return figures(scores)


PLACES = range(len(SENTENCES))


def test_by_words_much_of_one_language_is_found_and_hardly_anything_is_wrong() -> None:
    """More would be found with a lower border; a theme with a wrong sentence costs trust."""
    found = measured(near_by_words(TEXTS))
    assert found.found >= 0.4
    assert found.wrong <= 0.005


def test_a_text_without_a_vector_is_near_to_nothing() -> None:
    one, other = meanings(["I cannot delegate", "Delegating is hard for me"])
    assert near_by_meaning([one, None, other])[1] == {}
    assert set(near_by_meaning([one, None, other])[0]) == {2}
    assert near_by_meaning([]) == ()


def test_with_meaning_most_is_found_over_four_languages() -> None:
    kept = meanings(TEXTS)
    found = measured(near_by_either(near_by_words(TEXTS), near_by_meaning(kept)))
    assert found.found >= 0.7
    assert found.crossing >= 0.7
    assert found.wrong <= 0.07


def test_nearness_is_mutual_and_nothing_is_near_to_itself() -> None:
    found = near_by_words([*TEXTS, TEXTS[0]])
    assert found[0][len(TEXTS)] == 1.0
    for one, other in combinations(range(len(found)), 2):
        assert found[one].get(other) == found[other].get(one)
    assert all(at not in near for at, near in enumerate(found))
    assert all(NEAR <= one <= 1 for near in found for one in near.values())


def test_sentences_without_a_telling_word_are_near_to_nothing() -> None:
    assert near_by_words(["and so on", "and so on", ""]) == ({}, {}, {})
