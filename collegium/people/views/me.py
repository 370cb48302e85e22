"""My settings."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from collegium.people.actions import save_own_settings
from collegium.people.forms import MeForm
from collegium.people.http import PersonRequest
from collegium.people.roster.places import zone_names


@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """How to reach me and what I bring."""
    person = cast(PersonRequest, request).user
    form = MeForm(request.POST) if request.method == "POST" else MeForm.of(person)
    if form.is_bound and form.is_valid():
        save_own_settings(person, **form.cleaned_data)
        with override(person.language):
            messages.success(request, _("Saved."))
        return redirect("people:me")
    context = {"form": form, "zones": zone_names()}
    return render(request, "people/me_page.html", context, status=422 if form.is_bound else 200)
