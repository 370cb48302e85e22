"""What people type to look something up in their group."""

from django import forms
from django.utils.translation import gettext_lazy as _

from collegium.ui.forms import FormLook


class LookUpForm(FormLook, forms.Form):
    """A few words."""

    q = forms.CharField(
        label=_("Which words?"),
        help_text=_("A few are enough; other forms of them are found too."),
        max_length=200,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
