"""What the library holds."""

from collegium.library.models.story import Consent, DraftState, Story, StoryDraft, StoryKind

__all__ = ["Consent", "DraftState", "Story", "StoryDraft", "StoryKind"]
