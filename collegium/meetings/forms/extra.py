"""A meeting beside the cycle's sessions."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from collegium.meetings.forms.moments import LinkField, MomentForm
from collegium.meetings.queries.playbooks import OnShelf
from collegium.ui.forms import OnceForm


class ExtraForm(MomentForm, OnceForm):
    """Which playbook, when, and where to meet."""

    NOW, LATER = "now", "later"

    playbook = forms.ChoiceField(label=_("What do you need?"), widget=forms.RadioSelect)
    start = forms.ChoiceField(
        label=_("When?"),
        widget=forms.RadioSelect,
        initial=NOW,
        choices=[(NOW, _("Now: the room opens at once")), (LATER, _("At a day and time"))],
    )
    link = LinkField()
    field_order = ("playbook", "start", "day", "at", "link")

    def __init__(
        self,
        fitting: Iterable[OnShelf],
        *,
        people: int,
        language: str,
        now: datetime,
        data: QueryDict | None = None,
        typed: Mapping[str, object] | None = None,
    ) -> None:
        self.now = now
        super().__init__(data, initial=typed)
        field = self.fields["playbook"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type for mypy
        field.choices = [(one.key, _words(one, people, language)) for one in fitting]
        self.fields["day"].label = _("Day")
        self.say_zone(now)

    def clean(self) -> dict[str, Any]:
        """Turn the choice into an instant: `starts_at`, None for now."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["starts_at"] = None
        if cleaned.get("start") == self.LATER:
            starts_at = self.typed_instant(cleaned, now=self.now)
            if starts_at is not None and starts_at <= self.now:
                self.add_error("day", _("This time is over. Choose one to come."))
            cleaned["starts_at"] = starts_at
        return cleaned


def _words(one: OnShelf, people: int, language: str) -> SafeString:
    minutes = one.book.minutes_for(people)
    took = ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    title, aim = one.book.title.in_language(language), one.book.aim.in_language(language)
    return format_html('{} · {}<span class="choice-words">{}</span>', title, took, aim)
