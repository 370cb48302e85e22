"""The words that the text search compares: stems, written alike however they were spelt."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import snowballstemmer

from collegium.domain.disclosure.words import Word, fold, stands_alone, words
from collegium.domain.matching.common_words import COMMON
from collegium.domain.matching.stems import Stemmer, language_of
from collegium.domain.matching.stems import fold as without_accents

STEMMERS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
TRIED = ("en", "de", "fr", "es", "ar")  # a word or two does not tell its language
SHORTEST_BEGINNING = 3
LONGEST_QUERY = 1000  # characters
MOST_WORDS = 24  # of a query


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word of a query: the stems that it may have, and how it begins as it was typed."""

    stems: frozenset[str]
    beginning: str

    def is_in(self, terms: frozenset[str]) -> bool:
        """Whether one of a document's terms is this word."""
        if not self.stems.isdisjoint(terms):
            return True
        return bool(self.beginning) and any(one.startswith(self.beginning) for one in terms)

    def or_one_of(self, others: Iterable[str]) -> "Wanted":
        """This word, or one that it may be a slip for."""
        stems = (_stem(one, word, each) for one in others for word in words(one) for each in TRIED)
        return replace(self, stems=self.stems.union(stems))


def terms(text: str, language: str) -> tuple[str, ...]:
    """The stems of a text's words in order, common ones too: they weigh nothing by themselves."""
    return tuple(stem for word in words(text) for stem in [_stem(text, word, language)] if stem)


def wanted(query: str, language: str = "") -> tuple[Wanted, ...]:
    """The telling words of a query, each once; `language` is the reader's, tried beside others."""
    query = query[:LONGEST_QUERY]
    found = {word.form: word for word in words(query)}
    written = {word: query[word.start : word.end].casefold() for word in found.values()}
    common = COMMON[language_of(list(written.values()))]
    telling = [word for word, text in written.items() if without_accents(text) not in common]
    kept = telling or list(written)
    return tuple(_wanted(query, word, language) for word in kept[:MOST_WORDS])


def _wanted(query: str, word: Word, language: str) -> Wanted:
    tried = dict.fromkeys((*TRIED, language)) if language else TRIED
    stems = frozenset(_stem(query, word, one) for one in tried) | {word.form}
    return Wanted(stems, word.form if len(word.form) >= SHORTEST_BEGINNING else "")


def _stem(text: str, word: Word, language: str) -> str:
    written = text[word.start : word.end]
    if language not in STEMMERS or stands_alone(written[0]):
        return word.form
    # a new one each time: a stemmer holds the word it is at, and pages are drawn in threads
    stemmer: Stemmer = snowballstemmer.stemmer(STEMMERS[language])
    return fold(stemmer.stemWord(written.casefold())) or word.form
