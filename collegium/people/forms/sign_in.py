"""The two forms of signing in."""

from allauth.account.forms import ConfirmLoginCodeForm
from allauth.core import context, ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from collegium.people.models import Person
from collegium.people.queries.sign_on import must_sign_on
from collegium.people.roster.rows import address
from collegium.ui.forms import FormLook


class AddressForm(FormLook, forms.Form):
    """An address; whether somebody has it, the form never says."""

    # not an EmailField: personnel systems hand out addresses with letters beyond ASCII
    email = forms.CharField(
        label=_("Your e-mail address at work"),
        max_length=254,
        validators=[RegexValidator(r"^[^@\s]+@[^@\s]+$", _("Write one whole address."))],
        widget=forms.TextInput(
            attrs={
                "inputmode": "email",
                "autocomplete": "email",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )

    _user: Person | None = None
    elsewhere: Person | None = None  # somebody who gets no code: their organisation signs them in

    def clean_email(self) -> str:
        """Find who it is, and count how often this address and this computer ask."""
        email = address(self.cleaned_data["email"])
        if not ratelimit.consume(context.request, action="request_login_code", key=email):
            raise ValidationError(
                _("That was quick. Wait a few minutes before you ask for another code.")
            )
        person = Person.objects.filter(email=email, is_active=True).first()
        if person and must_sign_on(person):
            self.elsewhere = person
        else:
            self._user = person
        return person.email if person else email


class CodeForm(FormLook, ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """The code out of the mail."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Code")
        field.widget.attrs = {
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "autofocus": True,
        }
