"""What members send about their group's memory."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collegium.domain.memory import Fate
from collegium.ui.forms import FormLook

OWN = (Fate.KEPT, Fate.CHANGED, Fate.LET_GO)


class FateForm(forms.Form):
    """What became of a plan; nothing takes the word back."""

    cycle = forms.UUIDField()
    fate = forms.TypedChoiceField(
        choices=[(one.value, one.value) for one in OWN],
        coerce=Fate,
        empty_value=None,
        required=False,
    )


class ThingForm(forms.Form):
    """One thing that somebody wrote."""

    kind = forms.SlugField(max_length=20)
    thing = forms.UUIDField()


class OpeningForm(forms.Form):
    """Whether somebody agrees that a cycle is opened."""

    cycle = forms.UUIDField()
    agrees = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=lambda said: said == "yes"
    )


class PlaceForm(forms.Form):
    """A place in a group that is or was somebody's."""

    place = forms.UUIDField()


class ForgetForm(FormLook, forms.Form):
    """That somebody means it: the name of the group, typed."""

    typed = forms.CharField(
        label=_("Type the name of the group to confirm"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._name = name

    def clean_typed(self) -> str:
        """Refuse anything but the group's name, whatever its case."""
        typed: str = self.cleaned_data["typed"]
        if typed.strip().casefold() != self._name.strip().casefold():
            raise forms.ValidationError(_("This is not the name of the group."))
        return typed
