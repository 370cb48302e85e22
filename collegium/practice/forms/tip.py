"""The answer to the question of the week."""

from django import forms
from django.utils.translation import gettext_lazy as _

from collegium.practice.forms.line import line
from collegium.ui.forms import FormLook


class TipForm(FormLook, forms.Form):
    """The answer to the question of the week."""

    text = line(_("My answer"), _("A sentence is enough. Nobody else reads it."), rows=3)
