"""Looking through texts that stand in no index: opened for one reader, read once, forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass

from collegium.domain.disclosure.words import words
from collegium.domain.matching.stems import language_of
from collegium.library.index.terms import STEMMERS, Wanted, terms

FIRST = 3  # letters that two forms of one word have in common; only then is a stem worth its time
AROUND = 110  # characters shown on either side of the first mark

type Span = tuple[int, int]


@dataclass(frozen=True, slots=True, repr=False)
class Seen:
    """Which share of a query's words stands in a text, and where."""

    share: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Piece:
    """A piece of an excerpt, marked where it is what was looked for."""

    text: str
    marked: bool = False


def look(text: str, asked: Sequence[Wanted]) -> Seen:
    """Find the words of a query in a text, inflected or begun, in whatever language it is."""
    begun = {form[:FIRST] for one in asked for form in (*one.stems, one.beginning) if form}
    inside = [word for word in words(text) if any(one in word.form for one in begun)]
    if not inside:
        return Seen(0.0, ())
    language = _language(text)
    met: set[Wanted] = set()
    spans = []
    for word in inside:
        forms = frozenset((word.form, *terms(text[word.start : word.end], language)))
        if hit := {one for one in asked if one.is_in(forms)}:
            met |= hit
            spans.append((word.start, word.end))
    return Seen(len(met) / len(asked), tuple(spans))


def excerpt(text: str, spans: Sequence[Span]) -> tuple[Piece, ...]:
    """The text around its first mark, cut into marked pieces and others."""
    start = max(0, spans[0][0] - AROUND) if spans else 0
    end = min(len(text), (spans[0][1] if spans else 0) + AROUND)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    pieces, done = [Piece("… ")] if start else [], start
    for begin, stop in spans:
        if stop <= end:
            pieces += [Piece(text[done:begin]), Piece(text[begin:stop], marked=True)]
            done = stop
    pieces.append(Piece(text[done:end] + (" …" if end < len(text) else "")))
    return tuple(one for one in pieces if one.text)


def _language(text: str) -> str:
    found = language_of(text.casefold().split())
    return next(code for code, name in STEMMERS.items() if name == found)
