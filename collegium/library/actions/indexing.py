"""Keeping the search index true, by the worker."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from collegium.domain.matching.meaning import encoded
from collegium.domain.matching.stems import language_of
from collegium.groups.models import Challenge, ProgrammeState
from collegium.groups.standing import standing_challenge_id
from collegium.library import catalogue
from collegium.library.index import of_challenge, of_resource, of_story, of_technique, put, put_new
from collegium.library.index.encoder import encoder_in_use
from collegium.library.index.terms import STEMMERS
from collegium.library.models import Entry, Resource, Story, Vector

BATCH = 12  # entries whose meaning is worked out in one turn, about a second


def tend_index(now: datetime) -> None:  # noqa: ARG001 - every chore is told the time
    """Put in what is missing, take out what is over (five queries where nothing is to do)."""
    _tend_techniques()
    _tend_challenges()
    for story in Story.objects.filter(entry=None):
        put(of_story(story))
    for resource in Resource.objects.filter(entry=None):
        put(of_resource(resource))


def tend_meanings(now: datetime) -> None:  # noqa: ARG001 - every chore is told the time
    """Work out what some new entries mean (one query where there are none, none without it)."""
    encoder = encoder_in_use()
    if not encoder:
        return
    known = Vector.objects.filter(encoder=encoder).values("entry")
    waiting = list(Entry.objects.exclude(pk__in=known).order_by("pk")[:BATCH])
    found = [
        Vector(entry=entry, encoder=encoder, values=encoded(entry.title, entry.passages))
        for entry in waiting
    ]
    for vector in found:
        _keep(vector)


def _keep(vector: Vector) -> None:
    """Unless its entry went or changed meanwhile."""
    entry = vector.entry
    try:
        with transaction.atomic():
            same = Entry.objects.select_for_update().filter(pk=entry.pk)
            if same.filter(title=entry.title, passages=entry.passages).exists():
                vector.save()
    except IntegrityError:  # another worker was faster
        return


def _tend_techniques() -> None:
    kept = {
        (slug, language): (title, passages)
        for slug, language, title, passages in Entry.objects.exclude(technique="").values_list(
            "technique", "language", "title", "passages"
        )
    }
    shipped = {
        (technique.slug, language): of_technique(technique, language)
        for language, _ in settings.LANGUAGES
        for technique in catalogue.techniques(language)
    }
    if new := [document for name, document in shipped.items() if name not in kept]:
        put_new(new)
    for name, (title, passages) in kept.items():
        document = shipped.get(name)
        if document is None:
            slug, language = name
            Entry.objects.filter(technique=slug, language=language).delete()
        elif (document.title, document.passages) != (title, passages):
            put(document)


def _tend_challenges() -> None:
    running = Challenge.objects.filter(programme__state=ProgrammeState.RUNNING).distinct()
    open_now = {
        one.pk: one for one in running if one.pk != standing_challenge_id(one.organisation_id)
    }
    kept = Entry.objects.exclude(challenge=None)
    sentences = dict(kept.values_list("challenge", "title"))
    for challenge in open_now.values():
        if sentences.get(challenge.pk) != challenge.sentence:
            put(of_challenge(challenge, _language_of(challenge.sentence)))
    if over := sentences.keys() - open_now.keys():
        kept.filter(challenge__in=over).delete()


def _language_of(sentence: str) -> str:
    found = language_of(sentence.casefold().split())
    return next(code for code, name in STEMMERS.items() if name == found)
