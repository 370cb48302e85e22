"""What holds for the whole organisation."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from collegium.people.actions import set_call_server
from collegium.people.forms.organisation import OrganisationForm
from collegium.people.http import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest) -> HttpResponse:
    """The settings of an organisation."""
    person = cast(PersonRequest, request).user
    ours = person.organisation
    posted = request.method == "POST"
    form = OrganisationForm(request.POST) if posted else OrganisationForm.of(ours)
    if form.is_bound and form.is_valid():
        set_call_server(ours, form.cleaned_data["call_server"], by=person)
        messages.success(request, _("Saved."))
        return redirect("people:organisation")
    status = 422 if form.is_bound else 200
    return render(request, "people/organisation_page.html", {"form": form}, status=status)
