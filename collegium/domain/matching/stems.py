"""The words of a sentence that say what it is about, by their stems."""

import re
import unicodedata
from typing import Protocol

import snowballstemmer

from collegium.domain.matching.common_words import COMMON, LANGUAGES

WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 3
DEFAULT = "english"


class Stemmer(Protocol):
    """Takes endings off words."""

    def stemWord(self, word: str) -> str:  # noqa: N802 - as the package calls it
        """The stem of one word."""
        ...


def stems(sentence: str) -> frozenset[str]:
    """The folded stems of the telling words, in the language that the common words give away."""
    words = [word.casefold() for word in WORD.findall(sentence)]
    language = language_of(words)
    common = COMMON[language]
    stemmer = _stemmer(language)
    return frozenset(
        fold(stemmer.stemWord(word))
        for word in words
        if len(word) >= SHORTEST and fold(word) not in common
    )


def language_of(words: list[str]) -> str:
    """The language with most of these words among its common ones; English where none is."""
    folded = [fold(word) for word in words]
    counts = {one: sum(word in COMMON[one] for word in folded) for one in LANGUAGES}
    best = max(LANGUAGES, key=lambda one: counts[one])
    return best if counts[best] else DEFAULT


def fold(word: str) -> str:
    """A word without accents."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _stemmer(language: str) -> Stemmer:
    """A new one each time: it holds the word it is at, and two threads may stem at once."""
    stemmer: Stemmer = snowballstemmer.stemmer(language)
    return stemmer
