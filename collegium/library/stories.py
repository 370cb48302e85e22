"""A story's words, wherever they stand: in a form, sealed in a draft, or in the library."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self


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
