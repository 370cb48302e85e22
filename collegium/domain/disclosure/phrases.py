"""Finding many phrases in one text: names, places and roles as they stand on a roster."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from collegium.domain.disclosure.lexicon import PARTICLES, listed
from collegium.domain.disclosure.words import Word, words

NOT_ALONE = frozenset(listed(PARTICLES))
SHORTEST_PART = 2

type Phrase = tuple[str, ...]


def whole(phrases: Iterable[str]) -> Iterator[Phrase]:
    """Yield each phrase as the forms of its words."""
    for phrase in phrases:
        if forms := tuple(word.form for word in words(phrase)):
            yield forms


def spoken(text_words: Sequence[Word]) -> frozenset[str]:
    """Return every form under which a word of the text may stand in a phrase."""
    return frozenset(form for word in text_words for form in _stems(word.form))


def of_names(names: Iterable[str], present: frozenset[str]) -> Iterator[Phrase]:
    """Yield each name in full, turned round, and by its parts, unless nothing of it is present."""
    for name in names:
        parts = list(whole(name.replace(",", " ").split()))
        if present.isdisjoint(form for forms in parts for form in forms):
            continue
        yield tuple(form for forms in parts for form in forms)
        yield tuple(form for forms in reversed(parts) for form in forms)
        for forms in parts:
            yield from _alone(forms)


def _alone(forms: Phrase) -> Iterator[Phrase]:
    """A part of a name, and what is between its hyphens, where that is telling enough."""
    for piece in {forms, *((form,) for form in forms)}:
        length = sum(map(len, piece))
        if length >= SHORTEST_PART and not (len(piece) == 1 and piece[0] in NOT_ALONE):
            yield piece


def occurrences(text_words: Sequence[Word], phrases: Iterable[Phrase]) -> Iterator[tuple[int, int]]:
    """Yield start and end of every place where a phrase stands in the text, word for word."""
    present = spoken(text_words)
    wanted: dict[str, set[Phrase]] = defaultdict(set)
    for phrase in phrases:
        if phrase and present.issuperset(phrase):
            wanted[phrase[0]].add(phrase)
    for place, word in enumerate(text_words):
        for first in _stems(word.form):
            for phrase in wanted.get(first, ()):
                here = text_words[place : place + len(phrase)]
                if _same(here, phrase):
                    yield word.start, here[-1].end


def _same(here: Sequence[Word], phrase: Phrase) -> bool:
    return len(here) == len(phrase) and all(
        form in _stems(word.form) for word, form in zip(here, phrase, strict=True)
    )


def _stems(form: str) -> tuple[str, ...]:
    return (form, form[:-1]) if len(form) > SHORTEST_PART + 1 and form.endswith("s") else (form,)
