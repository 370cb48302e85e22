"""Which of many sentences are near to one another, found without comparing each with each.

By words: only sentences that share a telling word are compared, and a word that stands in many
of them tells less than a rare one. By meaning: the vectors of all at once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from math import log, sqrt

from collegium.domain.matching import semantic
from collegium.domain.matching.lexical import ALIKE, SHORTEST
from collegium.domain.matching.matching import NEAR
from collegium.domain.matching.meaning import KEPT, LONGEST, WIDTH
from collegium.domain.matching.semantic import NEAR_COSINE
from collegium.domain.matching.stems import stems

BLOCK = 256  # sentences compared with all others at once
BEGINNING = 3  # letters that two words must share before they are held beside each other
NEAR_SHARE = 0.22  # cosine of two sentences' weighted words; measured in tests/domain/matching
# Numbers and spans of time, which say nothing of what a sentence is about, as stems.
_COUNTING = """
three four five six seven eight nine ten minut hour day week month year
drei vier funf sech sieb acht neun zehn stund tag woch monat jahr
trois quatr cinq sept huit neuf dix heur jour semain mois anne
tres cuatr cinc seis siet och nuev diez hor dia seman mes ano
"""
COUNTING = frozenset(_COUNTING.split())

type Found = tuple[Mapping[int, float], ...]


def near_by_words(texts: Sequence[str]) -> Found:
    """For each text the places of those near to it, with how near (`NEAR` to 1)."""
    words = _alike([stems(text) - COUNTING for text in texts])
    weight = _weights(words)
    sizes = [sum(weight[word] for word in own) for own in words]
    index = _index(words)
    found: list[dict[int, float]] = [{} for _ in texts]
    for place, own in enumerate(words):
        for other, common in _common(place, own, index, weight).items():
            share = common / sqrt(sizes[place] * sizes[other])
            if share >= NEAR_SHARE:
                found[place][other] = found[other][place] = _scaled(share, NEAR_SHARE)
    return tuple(found)


def meanings(texts: Sequence[str]) -> tuple[bytes, ...]:
    """What each text means, as a vector to be kept. Raises ImportError without the extra."""
    if not texts:
        return ()
    import numpy as np  # noqa: PLC0415 - pages that compare nothing do without it

    found = np.asarray(semantic.vectors([text[:LONGEST] for text in texts]))
    return tuple(row.tobytes() for row in found.astype(KEPT))


def near_by_meaning(kept: Sequence[bytes | None]) -> Found:
    """As `near_by_words`, out of kept vectors; a text without one is near to nothing."""
    import numpy as np  # noqa: PLC0415 - pages that compare nothing do without it

    found: list[dict[int, float]] = [{} for _ in kept]
    places = [at for at, vector in enumerate(kept) if vector is not None]
    joined = b"".join(vector for vector in kept if vector is not None)
    vectors = np.frombuffer(joined, KEPT).reshape(-1, WIDTH).astype(np.float32)
    for start in range(0, len(places), BLOCK):
        cosines = vectors[start : start + BLOCK] @ vectors.T
        rows, others = np.nonzero(np.triu(cosines >= NEAR_COSINE, k=start + 1))
        values = cosines[rows, others].tolist()
        for row, other, cosine in zip(rows.tolist(), others.tolist(), values, strict=True):
            one, its = places[start + row], places[other]
            found[one][its] = found[its][one] = _scaled(cosine, NEAR_COSINE)
    return tuple(found)


def near_by_either(one: Found, other: Found) -> Found:
    """What either finds, the larger nearness of both."""
    return tuple(
        {at: max(mine.get(at, 0.0), its.get(at, 0.0)) for at in sorted(mine.keys() | its.keys())}
        for mine, its in zip(one, other, strict=True)
    )


def _scaled(found: float, border: float) -> float:
    return min(1.0, NEAR + (1 - NEAR) * (found - border) / (1 - border))


def _common(
    place: int,
    own: Iterable[str],
    index: Mapping[str, Sequence[int]],
    weight: Mapping[str, float],
) -> Mapping[int, float]:
    """The later sentences that have a word of this one, and what those words weigh."""
    common: dict[int, float] = defaultdict(float)
    for word in sorted(own):  # sums of floats depend on their order
        heavy = weight[word]
        for other in index[word]:
            if other > place:
                common[other] += heavy
    return common


def _index(words: Sequence[frozenset[str]]) -> Mapping[str, list[int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for place, own in enumerate(words):
        for word in own:
            index[word].append(place)
    return index


def _weights(words: Sequence[frozenset[str]]) -> Mapping[str, float]:
    """Rare words weigh more."""
    counts = Counter(word for own in words for word in own)
    return {word: log(1 + len(words) / count) ** 2 for word, count in counts.items()}


def _alike(found: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """The same words, each in the spelling of the first that looks alike."""
    spelling: dict[str, str] = {}
    by_beginning: dict[str, list[str]] = defaultdict(list)
    for word in sorted({word for own in found for word in own}):
        known = by_beginning[word[:BEGINNING]]
        spelling[word] = next((one for one in known if _looks_alike(word, one)), word)
        if spelling[word] == word:
            known.append(word)
    return [frozenset(spelling[word] for word in own) for own in found]


def _looks_alike(word: str, other: str) -> bool:
    if min(len(word), len(other)) < SHORTEST:
        return False
    compared = SequenceMatcher(None, word, other, autojunk=False)
    return compared.quick_ratio() >= ALIKE and compared.ratio() >= ALIKE
