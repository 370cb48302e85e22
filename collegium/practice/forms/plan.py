"""The if-then plan."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from collegium.practice.actions import Weekly
from collegium.practice.forms.line import line
from collegium.practice.queries.plans import PlanView
from collegium.ui.forms import OnceForm

DAYS = (
    ("", _("No, or not every week")),
    *((str(number), name) for number, name in WEEKDAYS.items()),
)


class PlanForm(OnceForm):
    """The if-then plan."""

    when = line(
        _("When this happens …"),
        _("A moment you will recognise: who is there, where, what do they say?"),
    )
    will = line(_("… I will …"), _("One thing that others could see you do."))
    weekday = forms.ChoiceField(
        label=_("Is that moment a meeting that comes every week?"),
        help_text=_("Then Collegium reminds you of your plan ten minutes before it."),
        choices=DAYS,
        required=False,
    )
    at = forms.TimeField(
        label=_("When it begins"),
        help_text=_("On your own clock."),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def clean(self) -> dict[str, Any]:
        """A meeting has a day and a time."""
        cleaned = super().clean() or self.cleaned_data
        day, at = cleaned.get("weekday"), cleaned.get("at")
        if day and at is None and "at" in cleaned:
            self.add_error("at", _("Say when the meeting begins, or choose no day."))
        if at is not None and not day and "weekday" in cleaned:
            self.add_error("weekday", _("Say on which day it is, or leave the time empty."))
        return cleaned

    def meeting(self) -> Weekly | None:
        """The meeting that the plan waits for."""
        day, at = self.cleaned_data["weekday"], self.cleaned_data["at"]
        return Weekly(int(day), at) if day and at else None

    @staticmethod
    def initial_of(plan: PlanView | None) -> dict[str, object]:
        """A plan as it stands in the form."""
        if plan is None:
            return {}
        day = "" if plan.weekday is None else str(plan.weekday)
        return {"when": plan.when, "will": plan.will, "weekday": day, "at": plan.at}
