"""The guard that a story passes before it leaves its group."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from collegium.domain.disclosure.countries import is_of
from collegium.domain.disclosure.lexicon import EVERYDAY, listed
from collegium.domain.disclosure.patterns import ADDRESS, DATE, FIGURE
from collegium.domain.disclosure.phrases import (
    inflected,
    occurrences,
    of_names,
    spoken,
    titles,
    whole,
)
from collegium.domain.disclosure.words import Word, fold, words

COMMON = frozenset(listed(EVERYDAY))


class Kind(StrEnum):
    """What a passage may give away; where two kinds fit alike, the upper one is told."""

    ADDRESS = "address"
    OWN = "own"
    NAME = "name"
    ROLE = "role"
    PLACE = "place"
    DATE = "date"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A passage, `text[start:end]`, that may tell a reader who or where it was."""

    start: int
    end: int
    kind: Kind
    text: str


type Span = tuple[int, int, Kind]


def suspects(
    text: str,
    *,
    names: Iterable[str],
    places: Iterable[str] = (),
    roles: Iterable[str] = (),
    countries: Iterable[str] = (),
    own: Iterable[str] = (),
) -> tuple[Suspicion, ...]:
    """Return the passages of a story that its author should look at again, in order, apart.

    Names are found in full, by first or last name or a usual nickname, in any case, inflected,
    with or without accents; places and `own` words as whole phrases; roles by their telling words
    in any order; `countries` (codes) by name, people and adjective; dates, figures and addresses
    by their shape. What is an everyday word too counts where it is capitalised. It points, it
    does not prove: a text without suspicions may still give somebody away.
    """
    inside = words(text)
    spans = [
        *_phrases(inside, names, places, own),
        *((start, end, Kind.ROLE) for start, end in titles(text, inside, roles)),
        *_countries(inside, tuple(countries)),
    ]
    spans = [span for span in spans if not _is_everyday(text[span[0] : span[1]])]
    spans += _shapes(text)
    return tuple(Suspicion(start, end, kind, text[start:end]) for start, end, kind in _apart(spans))


def _phrases(
    inside: Sequence[Word], names: Iterable[str], places: Iterable[str], own: Iterable[str]
) -> Iterator[Span]:
    for kind, phrases in (
        (Kind.NAME, of_names(names, spoken(inside))),
        (Kind.PLACE, whole(places)),
        (Kind.OWN, whole(own)),
    ):
        for start, end in occurrences(inside, phrases):
            yield start, end, kind


def _countries(inside: Sequence[Word], countries: Sequence[str]) -> Iterator[Span]:
    for word in inside:
        if any(is_of(word.form, country) for country in countries):
            yield word.start, word.end, Kind.PLACE


def _is_everyday(passage: str) -> bool:
    return passage.islower() and not COMMON.isdisjoint(inflected(fold(passage)))


def _shapes(text: str) -> Iterator[Span]:
    shapes: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        (Kind.ADDRESS, ADDRESS),
        (Kind.DATE, DATE),
        (Kind.FIGURE, FIGURE),
    )
    for kind, shape in shapes:
        for match in shape.finditer(text):
            yield match.start(), match.end(), kind


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Drop what lies inside another passage, and join passages that overlap."""
    rank = {kind: place for place, kind in enumerate(Kind)}
    kept: list[Span] = []
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1], rank[span[2]])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, kind))
        elif end > kept[-1][1]:
            kept[-1] = (kept[-1][0], end, kept[-1][2])
    return kept
