"""How an organisation describes its provider of identities."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from collegium.outgoing import RefusedError
from collegium.people.signing.models import SignOn
from collegium.people.signing.on import oidc, saml
from collegium.people.signing.on.answers import Doubt, DoubtError
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
        self.add_error("issuer", unread(why))


class SamlForm(FormLook, forms.Form):
    """A SAML provider, as its metadata describe it."""

    address = forms.CharField(
        label=_("Address of the provider's metadata"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs=TYPED | {"inputmode": "url"}),
    )
    metadata = forms.CharField(
        label=_("Or the metadata themselves"),
        required=False,
        max_length=saml.LARGEST,
        widget=forms.Textarea(attrs=TYPED | {"rows": "5"}),
        help_text=_("The whole XML file that your provider gives you."),
    )

    issuer = ""
    provider: dict[str, Any] = {}

    def clean(self) -> dict[str, Any]:
        """Read the metadata."""
        cleaned = super().clean() or {}
        address, pasted = cleaned.get("address"), cleaned.get("metadata")
        if bool(address) == bool(pasted):
            self.add_error("address", _("Give one of both: the address, or the metadata."))
        if self.errors:
            return cleaned
        place = "metadata" if pasted else "address"
        try:
            self.issuer, self.provider = saml.described_by(
                pasted or saml.metadata_at(address or "")
            )
        except RefusedError as refused:
            self.add_error(place, unread(refused.reason))
        except DoubtError as doubt:
            missing = doubt.doubt is Doubt.NOT_INSTALLED
            said = NO_SAML if missing else unread(doubt.detail or doubt.doubt)
            self.add_error(place, said)
        return cleaned


NO_SAML = _("This server cannot speak SAML yet: it lacks the extra “saml”. Tell whoever runs it.")


def unread(why: str) -> forms.ValidationError:
    """That what a provider publishes could not be read."""
    words = _("What the provider publishes could not be read (%(why)s).")
    return forms.ValidationError(words, params={"why": why})
