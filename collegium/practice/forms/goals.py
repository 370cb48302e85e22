"""Goals and steps towards them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collegium.practice.queries.goals import GoalView
from collegium.ui.forms import FormLook, OnceForm

MOST = 1_000_000


class GoalForm(OnceForm):
    """A goal with a number."""

    sentence = forms.CharField(
        label=_("What I want to reach"),
        max_length=300,
        help_text=_("Your group sees it, so that it can ask how it goes."),
    )
    unit = forms.CharField(
        label=_("What I count"), max_length=60, help_text=_("Tasks handed over, for example.")
    )
    start = forms.IntegerField(label=_("Where it stands"), min_value=0, max_value=MOST, initial=0)
    target = forms.IntegerField(label=_("Where it should stand"), min_value=0, max_value=MOST)

    def clean(self) -> dict[str, Any]:
        """A goal is somewhere else than the start."""
        cleaned = super().clean() or self.cleaned_data
        if "target" in cleaned and cleaned.get("start") == cleaned["target"]:
            self.add_error("target", _("This is where it stands already. Aim for another number."))
        return cleaned


class GroupGoalForm(GoalForm):
    """The one goal of the whole group."""

    prefix = "ours"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sentence"].label = _("What we want to reach together")
        self.fields["sentence"].help_text = _("Something that all of you can add to.")
        self.fields["unit"].label = _("What we count")
        self.fields["start"].label = _("Where we are")
        self.fields["target"].label = _("Where we want to be")

    @staticmethod
    def initial_of(goal: GoalView | None) -> dict[str, object]:
        """The group's goal as it stands in the form."""
        if goal is None:
            return {}
        names = ("sentence", "unit", "start", "target")
        return {name: getattr(goal, name) for name in names} | {"once": goal.id}


class StepForm(FormLook, forms.Form):
    """How far a goal has come."""

    value = forms.IntegerField(label=_("Where it stands today"), min_value=0, max_value=MOST)
