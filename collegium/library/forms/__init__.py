"""What people fill in in the library."""

from collegium.library.forms.stories import AnswerForm, AskForm, SearchForm, StoryForm

__all__ = ["AnswerForm", "AskForm", "SearchForm", "StoryForm"]
