"""What people fill in in the library."""

from collegium.library.forms.stories import (
    AnswerForm,
    AskForm,
    GuardedWordsForm,
    SearchForm,
    StoryForm,
    called,
)

__all__ = ["AnswerForm", "AskForm", "GuardedWordsForm", "SearchForm", "StoryForm", "called"]
