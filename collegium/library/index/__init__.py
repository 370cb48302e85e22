"""Making things findable. Whatever is let out to everybody in an organisation goes in here:

put(of_story(story))          inside the action that lets it out; again after a change
put(of_resource(resource))    the same
forget(resource=resource)     where it stays but is not to be found; a deleted row goes by itself

It is found by its words at once, and by its meaning when the worker has come by.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from collegium.groups.models import Challenge
from collegium.library.catalogue import Technique
from collegium.library.index.terms import terms
from collegium.library.models import Entry, Resource, Story, StoryKind
from collegium.library.stories import PARTS

TITLE = "title"


@dataclass(frozen=True, slots=True)
class Document:
    """What an entry says, and (`source`) the row or the technique that it makes findable."""

    source: dict[str, Any]
    language: str
    topic: str
    title: str
    passages: list[str]
    organisation_id: Any = None
    failure: bool = False
    title_words: str = field(init=False)
    words: str = field(init=False)

    def __post_init__(self) -> None:
        text = "\n".join(self.passages)
        object.__setattr__(self, "title_words", " ".join(terms(self.title, self.language)))
        object.__setattr__(self, "words", " ".join(terms(text, self.language)))

    def columns(self) -> dict[str, Any]:
        """What stands in the row beside its source."""
        return {name: value for name, value in asdict(self).items() if name != "source"}


def put(document: Document) -> None:
    """Make something findable as it reads now. Twice is once, also for two workers at once."""
    entry, is_new = Entry.objects.get_or_create(**document.source, defaults=document.columns())
    if is_new:
        return
    changed = entry.title != document.title or entry.passages != document.passages
    for name, value in document.columns().items():
        setattr(entry, name, value)
    entry.save()
    if changed:
        entry.vectors.all().delete()


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


def of_technique(technique: Technique, language: str) -> Document:
    """A technique in one language as the search finds it."""
    return Document(
        source={"technique": technique.slug, "language": language},
        language=language,
        topic=technique.topic,
        title=technique.name,
        passages=[technique.what, technique.fits, technique.first_step],
    )
