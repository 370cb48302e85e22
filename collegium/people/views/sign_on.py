"""How the organisation signs on, for administrators."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from collegium.people.actions import sign_on as actions
from collegium.people.forms.sign_on import OidcForm, SamlForm
from collegium.people.http import PersonRequest
from collegium.people.queries.sign_on import sign_on_of
from collegium.people.signing.fresh import fresh_sign_in_required
from collegium.people.signing.models import SignOn
from collegium.people.views.by_saml import us_for
from collegium.people.views.signing_on import back_address


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in_required
def sign_on(request: HttpRequest) -> HttpResponse:
    """The provider: what it is, whether it works, whether it is the only way in."""
    person = cast(PersonRequest, request).user
    row = sign_on_of(person.organisation_id)
    match request.POST.get("do") if request.method == "POST" else "look":
        case "oidc":
            form = OidcForm(request.POST, known=row)
            if form.is_valid():
                return _keep(request, form)
            return _shown(request, row, oidc_form=form)
        case "saml":
            saml_form = SamlForm(request.POST)
            if saml_form.is_valid():
                actions.keep_saml(
                    person.organisation,
                    issuer=saml_form.issuer,
                    provider=saml_form.provider,
                    by=person,
                )
                messages.success(request, _("Kept. Test it next."))
                return redirect("people:sign_on")
            return _shown(request, row, saml_form=saml_form)
        case "switch":
            return _switch(request)
        case "forget":
            actions.forget_sign_on(person.organisation, by=person)
            messages.success(request, _("The provider is forgotten. Codes by mail sign in."))
            return redirect("people:sign_on")
        case "look":
            return _shown(request, row)
    raise Http404


def _keep(request: HttpRequest, form: OidcForm) -> HttpResponse:
    person, wish = cast(PersonRequest, request).user, form.cleaned_data
    actions.keep_oidc(
        person.organisation,
        issuer=wish["issuer"],
        client_id=wish["client_id"],
        secret=wish["client_secret"],
        vouches=wish["vouches"],
        provider=form.provider,
        by=person,
    )
    messages.success(request, _("Kept. Test it next."))
    return redirect("people:sign_on")


def _switch(request: HttpRequest) -> HttpResponse:
    person, how = cast(PersonRequest, request).user, request.POST.get("how")
    if how not in {"off", "on", "only"}:
        raise Http404
    try:
        actions.switch_sign_on(person.organisation, on=how != "off", only=how == "only", by=person)
        messages.success(request, _("Saved."))
    except actions.NotTested:
        messages.error(request, _("Test it first, so that nobody is locked out."))
    return redirect("people:sign_on")


def _shown(request: HttpRequest, row: SignOn | None, **forms: Any) -> HttpResponse:
    organisation = cast(PersonRequest, request).user.organisation
    start = reverse("sign_on_start", args=[organisation.pk])
    context = {
        "row": row,
        "how": ("only" if row.is_only else "on" if row.is_on else "off") if row else "",
        "oidc_form": OidcForm.of(row),
        "saml_form": SamlForm(),
        "us": us_for(organisation.pk),
        "start": settings.ADDRESS + start,
        "test": f"{start}?test=1",
        "back": back_address(organisation.pk),
    }
    status = 422 if forms else 200
    return render(request, "people/sign_on_page.html", context | forms, status=status)
