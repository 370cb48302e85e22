"""My passkeys, my authenticator app, my recovery codes: allauth's steps on our pages."""

import json
from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.views import ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import flows as recovery
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.internal import flows as totp
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.internal import flows as webauthn
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from collegium.people.forms.factors import AgainForm, AppForm, NameForm, PasskeyForm
from collegium.people.http import PersonRequest, Refusing
from collegium.people.queries.factors import factor_of, factors_of
from collegium.people.queries.sign_on import must_sign_on, sign_on_of
from collegium.people.signing.fresh import fresh_sign_in_required


@method_decorator(fresh_sign_in_required, name="dispatch")
class AddApp(Refusing, ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """Shows a secret to an authenticator app and asks for its first code."""

    refused = "adding an app"
    form_class = AppForm
    template_name = "people/app_page.html"

    def form_valid(self, form: object) -> HttpResponse:
        """Its code has just been shown."""
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa")
        return response


@method_decorator(fresh_sign_in_required, name="dispatch")
class Codes(ViewRecoveryCodesView):  # type: ignore[misc]  # allauth has no types
    """Recovery codes, shown once."""

    template_name = "people/codes_page.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who has no factor has no codes to recover it."""
        if not factors_of(cast(PersonRequest, request).user).any:
            return redirect("people:signing_in")
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


@method_decorator(fresh_sign_in_required, name="dispatch")
class AddPasskey(Refusing, AddWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Has the browser make a passkey."""

    refused = "adding a passkey"
    form_class = PasskeyForm
    template_name = "people/passkey_page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what the browser is to make: a key that its device keeps, and asks its owner for."""
        context: dict[str, Any] = super(AddWebAuthnView, self).get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, passwordless=True)
        return context | {"options": json.dumps(options)}

    def form_valid(self, form: object) -> HttpResponse:
        """It has just been shown."""
        response: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa")
        return response


class Again(Refusing, ReauthenticateView):  # type: ignore[misc]  # allauth has no types
    """Asks somebody who is signed in for a factor."""

    refused = "a factor again"
    form_class = AgainForm
    template_name = "people/again_page.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who has no factor cannot show one."""
        if not factors_of(cast(PersonRequest, request).user).any:
            return redirect("people:signing_in")
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what a passkey is to answer, where there is one."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if factors_of(self.request.user).passkeys:
            context["options"] = json.dumps(auth.begin_authentication(self.request.user))
        return context


@require_POST
def again_by_passkey(request: HttpRequest) -> HttpResponse:
    """The same by a passkey; what does not fit leads back to the page."""
    response: HttpResponse = ReauthenticateWebAuthnView.as_view()(request)
    return response


@require_GET
def sign_in_anew(request: HttpRequest) -> HttpResponse:
    """Says that this needs a fresh sign-in."""
    person = cast(PersonRequest, request).user
    row = sign_on_of(person.organisation_id)
    context = {
        "next": request.GET.get("next", "/"),
        "sign_on": row if row and row.is_on else None,
        "only": must_sign_on(person),
    }
    return render(request, "people/anew_page.html", context)


@require_POST
@fresh_sign_in_required
def change(request: HttpRequest) -> HttpResponse:
    """Remove or rename one of my factors, or make new recovery codes."""
    person = cast(PersonRequest, request).user
    match request.POST.get("do"):
        case "codes" if factors_of(person).any:
            recovery.generate_recovery_codes(request)
            return redirect("mfa_view_recovery_codes")
        case "app":
            if row := Authenticator.objects.filter(user=person, type="totp").first():
                totp.deactivate_totp(request, row)
            messages.success(request, _("Codes from an app are no longer asked for."))
        case "remove":
            if row := factor_of(person, request.POST.get("which")):
                webauthn.remove_authenticator(request, row)
            messages.success(request, _("This passkey no longer signs you in."))
        case "rename":
            _rename(request)
        case _:
            raise Http404
    return redirect("people:signing_in")


def _rename(request: HttpRequest) -> None:
    row = factor_of(cast(PersonRequest, request).user, request.POST.get("which"))
    form = NameForm(request.POST)
    if row and row.type == Authenticator.Type.WEBAUTHN and form.is_valid():
        webauthn.rename_authenticator(request, row, form.cleaned_data["name"])
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("A passkey needs a name of at most 60 letters."))


add_app = AddApp.as_view()
codes = Codes.as_view()
add_passkey = AddPasskey.as_view()
again = Again.as_view()
