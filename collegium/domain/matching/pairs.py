"""Which of many sentences are near to one another, found without comparing each with each.

By words: only sentences that share a telling word are compared, and a word that stands in many
of them tells less than a rare one. By meaning: the vectors of all at once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from math import log, sqrt

from collegium.domain.matching.lexical import ALIKE, SHORTEST
from collegium.domain.matching.matching import NEAR
from collegium.domain.matching.semantic import Vectors
from collegium.domain.matching.semantic import compared as angles
from collegium.domain.matching.stems import stems

BEGINNING = 3  # letters that two words must share before they are held beside each other
NEAR_SHARE = 0.13  # of the weight of two sentences' words; measured in tests/domain/matching

type Found = tuple[Mapping[int, float], ...]


def near_by_words(texts: Sequence[str]) -> Found:
    """For each text the places of those near to it, with how near (`NEAR` to 1)."""
    words = _alike([stems(text) for text in texts])
    weight = _weights(words)
    sizes = [sum(weight[word] for word in own) for own in words]
    index = _index(words)
    found: list[dict[int, float]] = [{} for _ in texts]
    for place, own in enumerate(words):
        for other, shared in _sharing(place, own, index).items():
            common = sum(weight[word] for word in shared)
            share = _share(common, sizes[place], sizes[other])
            if share >= NEAR_SHARE:
                nearness = NEAR + (1 - NEAR) * (share - NEAR_SHARE) / (1 - NEAR_SHARE)
                found[place][other] = found[other][place] = min(1.0, nearness)
    return tuple(found)


def near_by_meaning(vectors: Vectors, count: int) -> Found:
    """The same out of `semantic.vectors` of so many texts."""
    found: list[dict[int, float]] = []
    for place in range(count):
        scores = angles(vectors[place], vectors)
        found.append({at: one for at, one in enumerate(scores) if one >= NEAR and at != place})
    return tuple(found)


def near_by_either(one: Found, other: Found) -> Found:
    """What either finds, the larger nearness of both."""
    return tuple(
        {at: max(mine.get(at, 0.0), its.get(at, 0.0)) for at in sorted(mine.keys() | its.keys())}
        for mine, its in zip(one, other, strict=True)
    )


def _share(common: float, mine: float, its: float) -> float:
    """Of the shorter sentence's words and of both sentences', halfway between."""
    if not mine or not its:
        return 0.0
    return sqrt(common / min(mine, its) * common / (mine + its - common))


def _sharing(
    place: int, own: Iterable[str], index: Mapping[str, Sequence[int]]
) -> Mapping[int, set[str]]:
    """The later sentences that have a word of this one, and which."""
    shared: dict[int, set[str]] = defaultdict(set)
    for word in own:
        for other in index[word]:
            if other > place:
                shared[other].add(word)
    return shared


def _index(words: Sequence[frozenset[str]]) -> Mapping[str, list[int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for place, own in enumerate(words):
        for word in own:
            index[word].append(place)
    return index


def _weights(words: Sequence[frozenset[str]]) -> Mapping[str, float]:
    """Rare words weigh more."""
    counts = Counter(word for own in words for word in own)
    return {word: log(1 + len(words) / count) for word, count in counts.items()}


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
