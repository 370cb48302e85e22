"""What members say to their whole group."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from collegium.practice.actions import Said
from collegium.practice.forms.line import line
from collegium.practice.models import News
from collegium.practice.queries.thread import PostView
from collegium.ui.forms import FormLook, OnceForm


class ReplyForm(OnceForm):
    """A text."""

    text = line(_("My answer"), rows=3)

    def said(self) -> Said:
        """What was typed."""
        return Said(text=self.cleaned_data["text"])


class PostForm(OnceForm):
    """A text for the whole group."""

    text = line(
        _("What I want to say to the group"),
        _("A question, something you noticed, a link worth reading. Only your group sees it."),
        rows=3,
    )
    asks = forms.BooleanField(
        label=_("I would like feedback: what helped, and what you would try"), required=False
    )

    def said(self) -> Said:
        """What was typed."""
        return Said(text=self.cleaned_data["text"])


class FeedbackForm(OnceForm):
    """Feedback in two parts, of which one is enough."""

    helped = line(
        _("What helped, or what I find good about it"),
        _("Something that was done, not what somebody is like."),
        required=False,
    )
    would_try = line(_("What I would try"), _("One idea that can be left lying."), required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two is said."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not (cleaned["helped"] or cleaned["would_try"]):
            self.add_error("helped", _("Write into one of the two fields."))
        return cleaned

    def said(self) -> Said:
        """What was typed."""
        return Said(helped=self.cleaned_data["helped"], would_try=self.cleaned_data["would_try"])


def form_for(post: PostView, data: QueryDict | None) -> ReplyForm | FeedbackForm:
    """The form in which a post's author changes it."""
    initial = {name: getattr(post, name) for name in Said.__dataclass_fields__}
    if post.is_feedback:
        return FeedbackForm(data, initial=initial)
    form = ReplyForm(data, initial=initial)
    form.fields["text"].label = _("What I said")
    return form


class NewsForm(FormLook, forms.Form):
    """How often a member hears of news."""

    news = forms.ChoiceField(
        label=_("A mail that says that there is something new"),
        help_text=_("It only says how much is new, never what was said."),
        choices=News,
        widget=forms.RadioSelect,
    )

    def choice(self) -> News:
        """What was chosen."""
        return News(self.cleaned_data["news"])
