"""How well sentences are matched, measured on a small labelled set: by words and by meaning.

By words is held to what it can do: it finds most paraphrases of one language, few across.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import pytest

from collegium.domain.matching import NEAR, Measure, lexical, likeness, matching, semantic
from collegium.domain.matching.stems import fold, language_of, stems
from tests.domain.matching.sentences import THEMES, WANTS

SENTENCES = [
    (theme, language, sentence)
    for theme, by_language in THEMES.items()
    for language, sentences in by_language.items()
    for sentence in sentences
]


@dataclass(frozen=True)
class Figures:
    """Shares of pairs that were called near."""

    found: float  # of the same theme in one language
    crossing: float  # of the same theme in two languages
    wrong: float  # of different themes


TEXTS = [sentence for _, _, sentence in SENTENCES]
type Scores = Sequence[Sequence[float]]  # of each sentence, those after it


def figures(scores: Scores) -> Figures:
    near: dict[str, list[bool]] = {"found": [], "crossing": [], "wrong": []}
    for one, other in combinations(range(len(TEXTS)), 2):
        (theme, language, _), (its, its_language, _) = SENTENCES[one], SENTENCES[other]
        same = "found" if language == its_language else "crossing"
        near[same if theme == its else "wrong"].append(scores[one][other - one - 1] >= NEAR)
    return Figures(**{kind: sum(all_) / len(all_) for kind, all_ in near.items()})


@cache
def by_words() -> Scores:
    return [lexical.likeness(text, TEXTS[at + 1 :]) for at, text in enumerate(TEXTS)]


def by_meaning() -> Scores:
    found = semantic.vectors(TEXTS)
    return [semantic.compared(found[at], found[at + 1 :]) for at in range(len(TEXTS))]


def by_either() -> Scores:
    """As `matching.by_either` has it, with each sentence turned into a vector once."""
    rows = zip(by_words(), by_meaning(), strict=True)
    return [[max(pair) for pair in zip(*row, strict=True)] for row in rows]


def test_by_words_most_of_one_language_is_found_and_little_across() -> None:
    measured = figures(by_words())
    assert measured.found >= 0.6
    assert 0.15 <= measured.crossing <= 0.5  # says so if it ever gets better
    assert measured.wrong <= 0.02


def test_with_the_extra_most_is_found_over_four_languages() -> None:
    measured = figures(by_either())
    assert measured.found >= 0.7
    assert measured.crossing >= 0.7
    assert measured.wrong <= 0.07


@pytest.mark.parametrize(("want", "theme"), WANTS)
def test_a_word_of_the_roster_finds_its_theme_by_words(want: str, theme: str) -> None:
    scores = likeness(want, [text for _, _, text in SENTENCES], measure=lexical.likeness)
    best = max(zip(scores, SENTENCES, strict=True))
    assert best[0] >= NEAR
    assert best[1][0] == theme


@pytest.mark.parametrize("measure", [lexical.likeness, semantic.likeness, matching.by_either])
def test_the_same_sentence_is_nearest_and_nothing_is_far(measure: Measure) -> None:
    same, nothing, mark = likeness(
        "I must merge two teams", ["I must merge two teams", "", "…?!"], measure=measure
    )
    assert same == pytest.approx(1.0, abs=0.01)
    assert nothing < NEAR
    assert mark < NEAR
    assert likeness("anything", [], measure=measure) == ()


def test_common_words_are_no_likeness() -> None:
    others = ["I have to ask my people", "Ich muss mein Team fragen"]
    assert likeness("I must keep my team", others, measure=lexical.likeness) == (0, 0)


def test_stems_are_folded_in_the_language_of_the_sentence() -> None:
    assert stems("Je dois déléguer des tâches") == {"delegu", "tach"}
    assert stems("Ich muss Aufgaben delegieren") & stems("Wie delegiere ich eine Aufgabe?")
    assert language_of(["ich", "muss", "mein", "team"]) == "german"
    assert language_of([]) == "english"
    assert fold("ÉTÉ") == "ete"
