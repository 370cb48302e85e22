"""Asking for more people and groups before a figure is shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collegium.domain.evidence import Threshold
from collegium.ui.forms import OnceForm

MOST_PEOPLE, MOST_GROUPS = 200, 40


class ThresholdForm(OnceForm):
    """The numbers, and that they are meant: there is no way back."""

    people = forms.IntegerField(label=_("People, at least"), max_value=MOST_PEOPLE)
    groups = forms.IntegerField(label=_("Groups, at least"), max_value=MOST_GROUPS)
    confirmed = forms.BooleanField(
        label=_("I know that nobody can lower this again"),
        error_messages={"required": _("Please confirm: it cannot be lowered again.")},
    )

    def __init__(self, *args: Any, present: Threshold, **kwargs: Any) -> None:
        numbers = {"people": present.people, "groups": present.groups}
        super().__init__(*args, initial=numbers, **kwargs)
        for name, least in numbers.items():
            self.fields[name].widget.attrs["min"] = least
        self.present = present

    def clean_people(self) -> int:
        """Not fewer than now."""
        return self._not_below(self.cleaned_data["people"], self.present.people)

    def clean_groups(self) -> int:
        """Not fewer than now."""
        return self._not_below(self.cleaned_data["groups"], self.present.groups)

    def _not_below(self, value: int, present: int) -> int:
        if value < present:
            raise forms.ValidationError(
                _("It is %(present)s now, and may rise, never fall."), params={"present": present}
            )
        return value
