"""What an administrator sets for the whole organisation."""

from urllib.parse import urlsplit

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from collegium.people.models import Organisation
from collegium.ui.forms import FormLook


class OrganisationForm(FormLook, forms.Form):
    """The organisation's own video server."""

    call_server = forms.URLField(
        label=_("Address of your Jitsi server"),
        required=False,
        max_length=200,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https"])],
        error_messages={"invalid": _("Please give an address that begins with https://.")},
        help_text=_("For example https://meet.example.org. Leave it empty if you have none."),
    )

    @classmethod
    def of(cls, organisation: Organisation) -> "OrganisationForm":
        """The form as it stands now."""
        return cls(initial={"call_server": organisation.call_server})

    def clean_call_server(self) -> str:
        """A room's name is put behind it, so nothing else may stand there."""
        address = str(self.cleaned_data["call_server"])
        if urlsplit(address).query or urlsplit(address).fragment:
            raise forms.ValidationError(_("Leave out what stands behind “?” or “#”."))
        return address.rstrip("/")
