"""Finding many phrases in one text: names, places and roles as they stand on a roster."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from collegium.domain.disclosure.lexicon import PARTICLES, listed
from collegium.domain.disclosure.nicknames import nicknames
from collegium.domain.disclosure.words import Word, words

NOT_ALONE = frozenset(listed(PARTICLES))
SHORTEST_PART = 2
# What names and titles end in when they are inflected: genitives, plurals, women's titles.
ENDINGS = ("s", "es", "ns", "ens", "sche", "schen", "scher", "sches")
TITLE_ENDINGS = (*ENDINGS, "n", "en", "er", "in", "innen")
SHORTEST_INFLECTED = 3
SHORTEST_COMPOUNDED = 4
JOINED = ("و", "ف", "ب", "ل", "ك", "ال")  # Arabic writes these onto the word that follows
BETWEEN = 3  # words that may stand among those of a title
SENTENCE_ENDS = frozenset("\n.!?;")

type Phrase = tuple[str, ...]


def whole(phrases: Iterable[str]) -> Iterator[Phrase]:
    """Yield each phrase as the forms of its words."""
    for phrase in phrases:
        if forms := tuple(word.form for word in words(phrase)):
            yield forms


def spoken(text_words: Sequence[Word]) -> frozenset[str]:
    """Return every form under which a word of the text may stand in a phrase."""
    return frozenset(form for word in text_words for form in inflected(word.form))


def of_names(names: Iterable[str], present: frozenset[str]) -> Iterator[Phrase]:
    """Yield each name in full, turned round, and by its parts, unless nothing of it is present."""
    for name in names:
        parts = _parts(name)
        short = {other for forms in parts for other in nicknames(forms[0])} & present
        yield from ((other,) for other in sorted(short))
        if present.isdisjoint(form for forms in parts for form in forms):
            continue
        yield from _in_full(parts)
        for forms in parts:
            yield from _alone(forms)


def holds_full(text: str, names: Iterable[str]) -> bool:
    """Say whether one of the names stands in a text in full, either way round.

    What joins its words does not matter: a hyphen, a sign without width, or nothing at all.
    """
    full = (phrase for name in names for phrase in _in_full(_parts(name)))
    return any(True for _place in occurrences(words(text), full))


def _parts(name: str) -> list[Phrase]:
    return list(whole(name.replace(",", " ").split()))


def _in_full(parts: Sequence[Phrase]) -> Iterator[Phrase]:
    yield tuple(form for forms in parts for form in forms)
    yield tuple(form for forms in reversed(parts) for form in forms)


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
        for first in inflected(word.form):
            for phrase in wanted.get(first, ()):
                here = text_words[place : place + len(phrase)]
                if _same(here, phrase):
                    yield word.start, here[-1].end


def _same(here: Sequence[Word], phrase: Phrase) -> bool:
    return len(here) == len(phrase) and all(
        form in inflected(word.form) for word, form in zip(here, phrase, strict=True)
    )


def inflected(form: str, endings: tuple[str, ...] = ENDINGS) -> tuple[str, ...]:
    """The forms that a word may be an inflection of, itself first."""
    cut = (form.removesuffix(one) for one in endings if form.endswith(one))
    begun = (form.removeprefix(one) for one in JOINED if form.startswith(one))
    short = {one for one in (*cut, *begun) if len(one) >= SHORTEST_INFLECTED}
    return (form, *sorted(short))


def titles(text: str, inside: Sequence[Word], roles: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where the telling words of a role stand together, in any order and inflection.

    "Leiterin der Logistik" is the roster's "Leiter Logistik", "our logistics head" its "Head of
    Logistics".
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(inside):
        for form in inflected(word.form, TITLE_ENDINGS):
            places[form].append(place)
    for role in roles:
        forms = {word.form for word in words(role)} - NOT_ALONE - {"of", "for", "fur", "the"}
        yield from _compounds(inside, forms)
        choices = [[at for form in _titled(one) for at in places[form]] for one in sorted(forms)]
        if choices and all(choices):
            yield from _together(text, inside, choices)


def _compounds(inside: Sequence[Word], forms: set[str]) -> Iterator[tuple[int, int]]:
    """German writes "Leiter Einkauf" in one word too, the other way round."""
    if len(forms) > 1 and min(map(len, forms)) >= SHORTEST_COMPOUNDED:
        for word in inside:
            if all(form in word.form for form in forms):
                yield word.start, word.end


def _titled(form: str) -> set[str]:
    return set(inflected(form, TITLE_ENDINGS))


def _together(
    text: str, inside: Sequence[Word], choices: list[list[int]]
) -> Iterator[tuple[int, int]]:
    rarest = min(choices, key=len)
    for place in rarest:
        near = [min(one, key=lambda at: abs(at - place)) for one in choices]
        first, last = min(near), max(near)
        start, end = inside[first].start, inside[last].end
        short = last - first < len(choices) + BETWEEN
        if short and SENTENCE_ENDS.isdisjoint(text[start:end]):
            yield start, end
