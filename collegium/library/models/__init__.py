"""What the library holds."""

from collegium.library.models.figure import TechniqueFigure
from collegium.library.models.guarded import GuardedWords
from collegium.library.models.index import Entry, Vector
from collegium.library.models.memory import Opening, OpeningYes, PlanFate, Sense
from collegium.library.models.resource import Outdated, Resource, ResourceKind
from collegium.library.models.review import Effect, Review, TechniqueResult
from collegium.library.models.story import (
    ASKED,
    LANGUAGES,
    Consent,
    DraftState,
    Story,
    StoryDraft,
    StoryKind,
)

__all__ = [
    "ASKED",
    "LANGUAGES",
    "Consent",
    "DraftState",
    "Effect",
    "Entry",
    "GuardedWords",
    "Opening",
    "OpeningYes",
    "Outdated",
    "PlanFate",
    "Resource",
    "ResourceKind",
    "Review",
    "Sense",
    "Story",
    "StoryDraft",
    "StoryKind",
    "TechniqueFigure",
    "TechniqueResult",
    "Vector",
]
