"""Sign-in by a code sent to the address: django-allauth's flow with our words and pages.

Known and unknown addresses get the same page in the same time: the mail leaves on a thread of its
own, and an address that nobody has gets none.
"""

from allauth.account.views import ConfirmLoginCodeView, LogoutView, RequestLoginCodeView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collegium.people.forms.sign_in import AddressForm, CodeForm

ADDRESS = "sign_in_address"


class AskCode(RequestLoginCodeView):  # type: ignore[misc]  # allauth has no types
    """Asks for an address and sends a code to it."""

    form_class = AddressForm
    template_name = "people/sign_in_page.html"

    def get_initial(self) -> dict[str, str]:
        """The address that was typed last."""
        return {"email": self.request.session.get(ADDRESS, "")}

    def form_valid(self, form: AddressForm) -> HttpResponse:
        """Remember the address for when the code has expired."""
        self.request.session[ADDRESS] = form.cleaned_data["email"]
        response: HttpResponse = super().form_valid(form)
        return response

    def form_invalid(self, form: AddressForm) -> HttpResponse:
        """Say what is wrong."""
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 422
        return response


class EnterCode(ConfirmLoginCodeView):  # type: ignore[misc]  # allauth has no types
    """Takes the code; three wrong ones or ten minutes lead back to asking for another."""

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

    def form_invalid(self, form: CodeForm) -> HttpResponse:
        """Say what is wrong, unless this was the last attempt."""
        response: HttpResponse = super().form_invalid(form)
        if response.status_code == 200:
            response.status_code = 422
        return response


ask_code = AskCode.as_view()
enter_code = EnterCode.as_view()
sign_out = require_POST(LogoutView.as_view())
