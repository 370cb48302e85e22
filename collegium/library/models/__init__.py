"""What the library holds."""

from collegium.library.models.resource import Outdated, Resource, ResourceKind
from collegium.library.models.review import Effect, Review, TechniqueResult
from collegium.library.models.story import Consent, DraftState, Story, StoryDraft, StoryKind

__all__ = [
    "Consent",
    "DraftState",
    "Effect",
    "Outdated",
    "Resource",
    "ResourceKind",
    "Review",
    "Story",
    "StoryDraft",
    "StoryKind",
    "TechniqueResult",
]
