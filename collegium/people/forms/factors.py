"""Forms of second factors: allauth's, in our look."""

from hashlib import sha256

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from collegium.ui.forms import FormLook

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
LONGEST_NAME = 60
GOOD_FOR = 120  # seconds; longer than any code of an app is taken


class _Code(FormLook):
    """One field for a code."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.max_length = 40  # type: ignore[attr-defined]  # a CharField
        field.label, field.widget.attrs = _("Code"), CODE | {"autofocus": True}

    def clean_code(self) -> str:
        """Refuse a code that was good a moment ago: nobody uses what they saw over a shoulder."""
        code = normalize_user_code(self.cleaned_data["code"])
        used = sha256(f"{self.user.pk}/{code}".encode()).hexdigest()  # type: ignore[attr-defined]  # allauth's
        if not cache.add(f"code-used/{used}", value=True, timeout=GOOD_FOR):
            raise get_adapter().validation_error("incorrect_code")
        return str(super().clean_code())  # type: ignore[misc]  # of allauth's form


class SecondForm(_Code, AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """A code of the app, or a recovery code, while signing in."""


class AgainForm(_Code, ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The same, by somebody who is signed in."""


class AppForm(_Code, ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of a new app."""


class PasskeyForm(FormLook, AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A new passkey and what it is called."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        name.label, name.max_length = _("What do you call it?"), LONGEST_NAME  # type: ignore[attr-defined]  # a CharField
        name.widget.attrs["maxlength"] = LONGEST_NAME
        name.help_text = _("So that you know it again, such as: work laptop.")
        self.fields.pop("passwordless", None)

    def clean(self) -> dict[str, object]:
        """Every passkey of ours also signs in alone, so its owner must have been verified."""
        self.cleaned_data["passwordless"] = True
        return super().clean() or {}


class NameForm(forms.Form):
    """Another name for a passkey."""

    name = forms.CharField(max_length=LONGEST_NAME)
