"""The techniques that ship with the product, out of the files in `techniques/`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from collegium.groups.models import Topic
from collegium.library.sources import Source, sources

FOLDER = Path(__file__).parent / "techniques"
FALLBACK = "en"
WORDS = ("name", "what", "fits", "first_step", "caution", "research")

SIZE = re.compile(r"[dδρ] = \d|standard deviation|Standardabweichung")

type Entry = Mapping[str, str | Iterable[str] | Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Technique:
    """A way to respond to a challenge that somebody can try, and the works `research` rests on."""

    slug: str
    topic: Topic
    name: str
    what: str
    fits: str
    first_step: str
    caution: str
    research: str
    sources: tuple[Source, ...]

    @property
    def measured(self) -> bool:
        """Whether `research` gives the size of an effect, which not everybody can read."""
        return bool(SIZE.search(self.research))


@cache
def techniques(language: str) -> tuple[Technique, ...]:
    """All techniques in a language, in English where it is missing, ordered by topic."""
    return tuple(
        _technique(entry, topic, language)
        for topic in Topic
        if (file := FOLDER / f"{topic.value}.yaml").exists()
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))
    )


def technique(slug: str, language: str) -> Technique | None:
    """The technique of this name, if there is one."""
    return next((one for one in techniques(language) if one.slug == slug), None)


def _technique(entry: Entry, topic: Topic, language: str) -> Technique:
    words = entry.get(language.partition("-")[0]) or entry[FALLBACK]
    assert isinstance(words, Mapping)  # noqa: S101 - narrows the type; the files are ours
    texts = {part: " ".join(words.get(part, "").split()) for part in WORDS}
    works = tuple(sources()[name] for name in entry["sources"])
    return Technique(slug=str(entry["slug"]), topic=topic, sources=works, **texts)
