"""A story's words, wherever they stand: in a form, sealed in a draft, or in the library."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

from collegium.domain.disclosure.words import words


@dataclass(frozen=True, slots=True, repr=False)
class StoryText:
    """The five parts that a story is written in."""

    title: str
    situation: str
    did: str
    happened: str
    now: str

    @classmethod
    def out_of(cls, values: Mapping[str, object]) -> Self:
        """Pick the five parts out of a form or a row."""
        return cls(**{part: str(values.get(part) or "").strip() for part in PARTS})

    def parts(self) -> dict[str, str]:
        """The five parts by name, in reading order."""
        return {part: getattr(self, part) for part in PARTS}


PARTS = tuple(field.name for field in fields(StoryText))


@dataclass(frozen=True, slots=True, repr=False)
class Written:
    """What an author hands in: the text, and how it is to be found and signed."""

    text: StoryText
    kind: str
    topic: str
    language: str
    signed: bool


def folded(*texts: str) -> str:
    """The words of texts as the search compares them: spelling variants alike, spaces around."""
    forms = (word.form for text in texts for word in words(text))
    return f" {' '.join(forms)} "


def search_words(query: str) -> tuple[str, ...]:
    """What has to begin a word of everything found, at most eight of them."""
    return tuple(dict.fromkeys(word.form for word in words(query)))[:8]
