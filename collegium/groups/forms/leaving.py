"""Leaving a group, or taking somebody out of one: that it is meant."""

from django import forms
from django.utils.translation import gettext_lazy as _

from collegium.ui.forms import FormLook


class SureForm(FormLook, forms.Form):
    """A tick, so that nobody leaves by a slip."""

    sure = forms.BooleanField(
        label=_("Yes, from now on"),
        error_messages={"required": _("Tick this first if you mean it.")},
    )
