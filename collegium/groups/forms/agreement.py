"""Proposing an agreement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from collegium.ui.forms import OnceForm


class AgreementForm(OnceForm):
    """One promise, in the group's own words."""

    text = forms.CharField(
        label=_("What do you want to promise each other?"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": "2"}),
        help_text=_("One promise at a time, so that everybody can stand by each of them."),
    )
