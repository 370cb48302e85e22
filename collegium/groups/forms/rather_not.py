"""Finding a colleague for the private page, and naming or withdrawing one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from collegium.ui.forms import FormLook


class ColleagueForm(FormLook, forms.Form):
    """Whom to look for. It is sent in the body, so that no address or log holds a name."""

    words = forms.CharField(
        label=_("Name or address of a colleague"),
        min_length=2,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("A part is enough."),
    )


class NameForm(forms.Form):
    """The colleague who is meant."""

    person = forms.UUIDField()
