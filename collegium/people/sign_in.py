"""Sign-in by a code sent to the address: django-allauth's flow with our words and pages.

Known and unknown addresses get the same page in the same time: the mail leaves on a thread of its
own, and an address that nobody has gets none.
"""

import json
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import ConfirmLoginCodeView, LogoutView, RequestLoginCodeView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collegium.people.forms.factors import SecondForm
from collegium.people.forms.sign_in import AddressForm, CodeForm
from collegium.people.http import ADDRESS, Refusing
from collegium.people.queries.sign_on import only_sign_on
from collegium.people.signing.refusals import note_refused_request


class AskCode(Refusing, RequestLoginCodeView):  # type: ignore[misc]  # allauth has no types
    """Asks for an address and sends a code to it."""

    refused = "asking for a code"
    form_class = AddressForm
    template_name = "people/sign_in_page.html"

    def get_initial(self) -> dict[str, str]:
        """The address that was typed last."""
        return {"email": self.request.session.get(ADDRESS, "")}

    def typed_address(self) -> str:
        """What was typed just now."""
        return str(self.request.POST.get("email", ""))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the organisation's own way in, where there is one for everybody."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"sign_on": only_sign_on()}

    def form_valid(self, form: AddressForm) -> HttpResponse:
        """Remember the address for when the code has expired."""
        self.request.session[ADDRESS] = form.cleaned_data["email"]
        if form.elsewhere:
            start = reverse("sign_on_start", args=[form.elsewhere.organisation_id])
            about = {"where": settings.ADDRESS + start}
            get_adapter().send_mail("people/mail/elsewhere", form.elsewhere.email, about)
        response: HttpResponse = super().form_valid(form)
        return response


class EnterCode(Refusing, ConfirmLoginCodeView):  # type: ignore[misc]  # allauth has no types
    """Takes the code; three wrong ones or ten minutes lead back to asking for another."""

    refused = "a code by mail"
    form_class = CodeForm
    template_name = "people/code_page.html"

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Say why somebody lands on the first page again."""
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        back = response.headers.get("Location") == reverse("account_request_login_code")
        if back and ADDRESS in request.session:
            messages.error(
                request,
                _("This code has expired, or wrong ones were tried too often. Ask for a new one."),
            )
        return response

    def form_valid(self, form: CodeForm) -> HttpResponse:
        """Somebody who is in needs no remembered address."""
        response: HttpResponse = super().form_valid(form)
        if self.request.user.is_authenticated:
            self.request.session.pop(ADDRESS, None)
        return response


class SecondStep(Refusing, AuthenticateView):  # type: ignore[misc]  # allauth has no types
    """Asks for a second factor after the first."""

    refused = "a second factor"
    form_class = SecondForm
    template_name = "people/second_page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what a passkey is to answer, where there is one."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if Authenticator.objects.filter(user=self.stage.login.user, type="webauthn").exists():
            context["options"] = json.dumps(context["js_data"]["request_options"])
        return context


class ByPasskey(LoginWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """Signs in by a passkey alone: its device has asked for finger, face or PIN."""

    def form_invalid(self, _form: object) -> HttpResponse:
        """Say what is wrong, where another way in is offered."""
        note_refused_request(self.request, "a passkey")
        messages.error(self.request, _("This passkey is not known here. Take a code instead."))
        return redirect("account_login")


ask_code = AskCode.as_view()
second_step = SecondStep.as_view()
by_passkey = ByPasskey.as_view()
enter_code = EnterCode.as_view()
sign_out = require_POST(LogoutView.as_view())
