"""That somebody means it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collegium.ui.forms import FormLook


class EraseForm(FormLook, forms.Form):
    """The address of who is to be erased, typed."""

    typed = forms.CharField(
        label=_("Type the e-mail address to confirm"),
        max_length=254,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "email"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email

    def clean_typed(self) -> str:
        """Refuse anything but the address, whatever its case."""
        typed: str = self.cleaned_data["typed"]
        if typed.strip().casefold() != self._email.casefold():
            raise forms.ValidationError(_("This is not the address."))
        return typed
