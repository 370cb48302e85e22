"""Where a member's busy times come from."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from collegium.meetings.models import CalendarForm
from collegium.meetings.words.calendars import problem
from collegium.outgoing import RefusedError, target
from collegium.outgoing.operator import usual_ways
from collegium.ui.forms import FormLook


class CalendarSourceForm(FormLook, forms.Form):
    """An address, and a name and password where the calendar asks for them."""

    form = forms.ChoiceField(
        label=_("What kind of calendar is it?"),
        choices=CalendarForm,
        initial=CalendarForm.ICS,
        widget=forms.RadioSelect,
    )
    address = forms.CharField(
        label=_("Its address"),
        max_length=2000,
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}
        ),
        help_text=_(
            "Your calendar calls it “secret address in iCal format”, “publish calendar” or "
            "“ICS link”. Choose one that shows free and busy only, where there is one."
        ),
    )
    user = forms.CharField(
        label=_("Name, if it asks for one"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password, best one for this purpose only"),
        required=False,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=True),
    )

    def clean_address(self) -> str:
        """The address with https in front, unless nobody outside could open it."""
        address = str(self.cleaned_data["address"])
        if address.lower().startswith(("webcal://", "webcals://")):
            address = "https://" + address.split("://", 1)[1]
        try:
            target(address, trusted=usual_ways().trusted)
        except RefusedError as error:
            raise forms.ValidationError(str(problem(error.reason))) from None
        return address

    def clean(self) -> dict[str, Any]:
        """Ask for a name where CalDAV needs one."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("form") == CalendarForm.CALDAV and not cleaned.get("user"):
            self.add_error("user", _("CalDAV asks for a name."))
        return cleaned
