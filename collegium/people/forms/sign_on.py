"""How an organisation describes its provider of identities."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from collegium.outgoing import RefusedError
from collegium.people.signing.models import SignOn
from collegium.people.signing.on import oidc
from collegium.people.signing.on.answers import DoubtError
from collegium.ui.forms import FormLook

TYPED = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none", "dir": "ltr"}


class OidcForm(FormLook, forms.Form):
    """An OpenID provider; what it publishes is looked up while the form is checked."""

    issuer = forms.CharField(
        label=_("Issuer"),
        max_length=500,
        validators=[URLValidator(schemes=["https", "http"])],
        widget=forms.TextInput(attrs=TYPED | {"inputmode": "url"}),
        help_text=_("The address by which the provider names itself, exactly as it writes it."),
    )
    client_id = forms.CharField(
        label=_("Client ID"), max_length=300, widget=forms.TextInput(attrs=TYPED)
    )
    client_secret = forms.CharField(
        label=_("Client secret"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    vouches = forms.BooleanField(
        label=_("Only my organisation gives out addresses there"),
        required=False,
        help_text=_(
            "Tick this where the provider does not say that an address is verified, as Microsoft "
            "Entra does not, and nobody can change their own."
        ),
    )

    def __init__(self, *args: Any, known: SignOn | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_secret = bool(known and known.client_id)
        if self.has_secret:
            self.fields["client_secret"].help_text = _("Leave it empty to keep the one we have.")
        self.provider: dict[str, Any] = {}

    @classmethod
    def of(cls, known: SignOn | None) -> "OidcForm":
        """The form as it stands now. The secret is never shown again."""
        names = ("issuer", "client_id", "vouches")
        is_oidc = known is not None and known.client_id
        return cls(known=known, initial={one: getattr(known, one) for one in names if is_oidc})

    def clean(self) -> dict[str, Any]:
        """Look the provider up."""
        cleaned = super().clean() or {}
        if not cleaned.get("client_secret") and not self.has_secret:
            self.add_error("client_secret", _("Without a secret the provider does not know us."))
        if not self.errors:
            try:
                self.provider = oidc.discover(cleaned["issuer"])
            except RefusedError as refused:
                self._refuse(refused.reason)
            except DoubtError as doubt:
                self._refuse(doubt.detail or doubt.doubt)
        return cleaned

    def _refuse(self, why: str) -> None:
        words = _("What the provider should publish there could not be read (%(why)s).")
        self.add_error("issuer", forms.ValidationError(words, params={"why": why}))
