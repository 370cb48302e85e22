"""Searching what everybody in an organisation may read: by words, and by meaning if it can be.

Only shared texts are in the index. What a group says is searched inside its room (`queries.own`).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from collegium.domain.disclosure.words import words
from collegium.domain.matching.meaning import nearness
from collegium.domain.matching.ranking import Found, ranked
from collegium.groups.models import Topic
from collegium.library import catalogue
from collegium.library.index.encoder import encoder_in_use
from collegium.library.index.terms import Wanted, wanted
from collegium.library.index.texts import matching
from collegium.library.models import Entry, ResourceKind, Vector
from collegium.library.wording import WHATS
from collegium.people.models import Person

MOST = 40  # that are shown
NEAREST = 60  # by meaning, that are looked at more closely
SLIP = 0.8  # of two words' letters in common: one may be a slip for the other
MOST_SLIPS = 3  # words of a query in which slips are looked for; longer ones bear them
SHORTEST_SLIP = 4  # letters of a word in which a slip is looked for
BY_SHARE = 0.7  # of a score by words: the share of the query's words; the rest: how rare, where
FAILURE, WIN, TECHNIQUE, RESOURCE, CHALLENGE = (
    "failure",
    "win",
    "technique",
    "resource",
    "challenge",
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is, how it begins, and which way it was found."""

    what: str  # FAILURE, WIN, …
    id: UUID | None  # of the story, resource or challenge
    slug: str  # of the technique
    title: str
    excerpt: str
    language: str
    topic: str
    by_words: bool
    by_meaning: bool

    @property
    def label(self) -> str | Promise:
        """What it is, in words."""
        return WHATS[self.what]

    @property
    def topic_label(self) -> str | Promise:
        """What it is about, in words."""
        return Topic(self.topic).label


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found; whether meanings were compared, and whether slips were allowed for."""

    hits: tuple[Hit, ...]
    by_meaning: bool
    other_spelling: bool


def search(person: Person, query: str, *, today: date, what: str = "", topic: str = "") -> Answer:
    """What answers a query in any language, the best first (three queries, five after a slip)."""
    asked = wanted(query, person.language)
    readable = _readable(person, today)
    encoder = encoder_in_use()
    if not asked:
        return Answer((), bool(encoder), other_spelling=False)
    meant = _meant(readable, encoder, query) if encoder else {}
    places = matching(asked, person.organisation_id)
    mended = _mended(asked, readable, places)
    if mended is not asked:
        places = matching(mended, person.organisation_id)
    entries = {one.number: one for one in readable.filter(number__in=places.keys() | meant.keys())}
    order = ranked(_found(one, mended, places, meant) for one in entries.values())
    hits = (_hit(entries[one.id], one, person.language) for one in order)
    kept = _once(hit for hit in hits if what in ("", hit.what) and topic in ("", hit.topic))
    return Answer(kept, bool(encoder), other_spelling=mended is not asked)


def _readable(person: Person, today: date) -> QuerySet[Entry]:
    theirs = Q(organisation=person.organisation_id) | Q(organisation=None)
    out = Q(story=None) | Q(story__appears_on__lte=today)
    gone = Q(resource__kind=ResourceKind.PERSON, resource__recommended_by__is_active=False)
    return Entry.objects.filter(theirs, out).exclude(gone)


def _meant(readable: QuerySet[Entry], encoder: str, query: str) -> dict[int, float]:
    """The cosines of the nearest by meaning, by number."""
    rows = Vector.objects.filter(encoder=encoder, entry__in=readable.values("pk"))
    kept = list(rows.values_list("entry__number", "values"))
    near = nearness(query, [bytes(values) for _, values in kept])
    cosines = zip((number for number, _ in kept), near, strict=True)
    return dict(sorted(cosines, key=lambda one: -one[1])[:NEAREST])


def _mended(
    asked: tuple[Wanted, ...], readable: QuerySet[Entry], places: Mapping[int, float]
) -> tuple[Wanted, ...]:
    """The same words, and for those that stand nowhere the ones they may be a slip for."""
    if len(asked) > MOST_SLIPS:
        return asked
    unheard = [one for one in asked if len(one.beginning) >= SHORTEST_SLIP]
    if places:
        rows = readable.filter(number__in=places)
        known = _terms(rows.values_list("title_words", "words"))
        unheard = [one for one in unheard if not one.is_in(known)]
    if not unheard:
        return asked
    every = _written(readable.values_list("title", "passages"))
    slips = {one: _near(one.beginning, every) for one in unheard}
    if not any(slips.values()):
        return asked
    return tuple(one.or_one_of(slips.get(one, ())) for one in asked)


def _terms(columns: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset(term for pair in columns for column in pair for term in column.split())


def _written(texts: Iterable[tuple[str, list[str]]]) -> frozenset[str]:
    """Every word as it was written, folded."""
    rough = {one for title, parts in texts for text in (title, *parts) for one in text.split()}
    return frozenset(word.form for one in rough for word in words(one))


def _near(word: str, others: Iterable[str]) -> list[str]:
    likely = [one for one in others if abs(len(one) - len(word)) <= 2 and one[0] in word[:2]]
    return get_close_matches(word, likely, n=3, cutoff=SLIP)


def _found(
    entry: Entry, asked: Collection[Wanted], places: Mapping[int, float], meant: Mapping[int, float]
) -> Found:
    """How much of the query stands in an entry; its place in the text search decides among like."""
    share = 0.0
    if entry.number in places:
        terms = _terms([(entry.title_words, entry.words)])
        share = sum(one.is_in(terms) for one in asked) / len(asked)
    score = share * (BY_SHARE + (1 - BY_SHARE) * places.get(entry.number, 0.0))
    return Found(entry.number, score, meant.get(entry.number, 0.0), bool(meant), entry.failure)


def _hit(entry: Entry, found: Found, language: str) -> Hit:
    excerpt = " ".join(entry.passages)
    title, spoken = entry.title, entry.language
    if entry.technique and (known := catalogue.technique(entry.technique, language)):
        title, excerpt, spoken = known.name, known.what, language
    return Hit(
        what=_what(entry),
        id=entry.story_id or entry.resource_id or entry.challenge_id,
        slug=entry.technique,
        title=title,
        excerpt=excerpt,
        language=spoken,
        topic=entry.topic,
        by_words=found.words > 0,
        by_meaning=found.meant,
    )


def _what(entry: Entry) -> str:
    if entry.story_id:
        return FAILURE if entry.failure else WIN
    if entry.resource_id:
        return RESOURCE
    return CHALLENGE if entry.challenge_id else TECHNIQUE


def _once(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Each thing in its best place; techniques stand in the index once for each language."""
    best: dict[UUID | str | None, Hit] = {}
    for hit in hits:
        best.setdefault(hit.id or hit.slug, hit)
    return tuple(best.values())[:MOST]
