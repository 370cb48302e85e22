"""Making things findable. Whatever is let out to everybody in an organisation goes in here:

put(of_story(story))          inside the action that lets it out; again after a change
put(of_resource(resource))    the same
forget(resource=resource)     where it stays but is not to be found; a deleted row goes by itself

It is found by its words at once, and by its meaning when the worker has come by.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from typing import Any

from collegium.groups.models import Challenge
from collegium.library.catalogue import Technique
from collegium.library.index.terms import terms
from collegium.library.models import Entry, Resource, Story, StoryKind
from collegium.library.stories import PARTS

TITLE = "title"


@dataclass(frozen=True)
class Document:
    """What an entry says, and (`source`) the row or the technique that it makes findable."""

    source: dict[str, Any]
    language: str
    topic: str
    title: str
    passages: list[str]
    organisation_id: Any = None
    failure: bool = False

    def columns(self) -> dict[str, Any]:
        """What stands in the row beside its source, the stems that the text search reads too."""
        kept = {name: value for name, value in asdict(self).items() if name != "source"}
        return kept | self._stems

    @cached_property
    def _stems(self) -> dict[str, str]:
        texts = {"title_words": self.title, "words": "\n".join(self.passages)}
        return {name: " ".join(terms(text, self.language)) for name, text in texts.items()}


def put(document: Document) -> None:
    """Make something findable as it reads now. Twice is once, also for two workers at once."""
    columns = document.columns()
    entry, is_new = Entry.objects.get_or_create(**document.source, defaults=columns)
    if is_new:
        return
    changed = entry.title != document.title or entry.passages != document.passages
    for name, value in columns.items():
        setattr(entry, name, value)
    entry.save()
    if changed:
        entry.vectors.all().delete()


def put_new(documents: Iterable[Document]) -> None:
    """Make many findable that were not; those that another worker put in meanwhile stay."""
    rows = [Entry(**one.source | one.columns()) for one in documents]
    Entry.objects.bulk_create(rows, ignore_conflicts=True)


def forget(**source: Any) -> None:
    """Let something be found no more."""
    Entry.objects.filter(**source).delete()


def of_story(story: Story) -> Document:
    """A story as the search finds it."""
    return Document(
        source={"story_id": story.pk},
        organisation_id=story.organisation_id,
        language=story.language,
        topic=story.topic,
        title=story.title,
        passages=[getattr(story, part) for part in PARTS if part != TITLE],
        failure=story.kind == StoryKind.FAILURE,
    )


def of_resource(resource: Resource) -> Document:
    """A resource as the search finds it."""
    return Document(
        source={"resource_id": resource.pk},
        organisation_id=resource.organisation_id,
        language=resource.language,
        topic=resource.topic,
        title=resource.title,
        passages=[resource.why],
    )


def of_challenge(challenge: Challenge, language: str) -> Document:
    """A challenge that a programme is about, as the search finds it."""
    return Document(
        source={"challenge_id": challenge.pk},
        organisation_id=challenge.organisation_id,
        language=language,
        topic=challenge.topic,
        title=challenge.sentence,
        passages=[],
    )


@cache  # they ship with the product; the worker looks again and again
def of_technique(technique: Technique, language: str) -> Document:
    """A technique in one language as the search finds it."""
    return Document(
        source={"technique": technique.slug, "language": language},
        language=language,
        topic=technique.topic,
        title=technique.name,
        passages=[technique.what, technique.fits, technique.first_step],
    )
