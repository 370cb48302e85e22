"""Which field is wrong, and what it should say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collegium.rights.queries.corrections import fields_of_roster
from collegium.ui.forms import FormLook


class WrongForm(FormLook, forms.Form):
    """One field of the roster."""

    field = forms.ChoiceField(label=_("What is wrong"))
    should_be = forms.CharField(
        label=_("What it should say"), max_length=200, required=False,
        help_text=_("Administrators read this. Leave it empty if nothing should stand there."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["field"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(fields_of_roster().items())
