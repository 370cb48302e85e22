"""Raising a challenge, and answering somebody who did."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from collegium.groups.actions.pool import Raising
from collegium.groups.models import Answer
from collegium.ui.forms import OnceForm

SOONEST = timedelta(days=10)
LATEST = timedelta(days=180)


class RaiseForm(OnceForm):
    """What it is, by when, and who may read it."""

    words = forms.CharField(
        label=_("What must you handle?"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_(
            "One sentence without names, for example: “I must merge two teams that distrust "
            "each other.”"
        ),
    )
    before = forms.DateField(
        label=_("Before which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Ten days from now or later, so that a group has time to form and meet."),
    )
    shown = forms.BooleanField(
        label=_("Those who are asked may read my sentence"),
        required=False,
        help_text=_(
            "Without it they read only that somebody at their level must handle something before "
            "that day. Your name is not shown either way."
        ),
    )

    def __init__(self, data: QueryDict | None = None, *, today: date) -> None:
        super().__init__(data)
        self.soonest, self.latest = today + SOONEST, today + LATEST
        limits = {"min": self.soonest.isoformat(), "max": self.latest.isoformat()}
        self.fields["before"].widget.attrs.update(limits)

    def clean_before(self) -> date:
        """A day that leaves time to meet, and is not too far away to be burning."""
        day: date = self.cleaned_data["before"]
        if day < self.soonest:
            raise forms.ValidationError(
                _("That is too soon for a group to form and meet. Ten days from now at least.")
            )
        if day > self.latest:
            raise forms.ValidationError(
                _("That is more than half a year away. Raise it when it comes nearer.")
            )
        return day

    def wish(self) -> Raising:
        """What was typed."""
        told: dict[str, Any] = self.cleaned_data
        return Raising(told["once"], told["words"], told["before"], shown=told["shown"])


class AnswerForm(forms.Form):
    """A yes of two kinds, or no."""

    question = forms.UUIDField()
    said = forms.ChoiceField(choices=Answer)


class MineForm(forms.Form):
    """Which of my own challenges is meant."""

    raised = forms.UUIDField()
