"""This is wrong: for whoever the roster is about, and for administrators who see to it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from collegium.people.http import PersonRequest
from collegium.rights.actions.correcting import say_wrong, settle
from collegium.rights.forms.correcting import WrongForm
from collegium.rights.models import Correction
from collegium.rights.queries.corrections import (
    as_the_roster_has,
    corrections_in,
    fields_of_roster,
    open_corrections,
)


@require_http_methods(["GET", "POST"])
def wrong(request: PersonRequest) -> HttpResponse:
    """What the roster says of me, and which of it is wrong."""
    form = WrongForm(request.POST or None)
    if form.is_valid():
        told = form.cleaned_data
        say_wrong(request.user, told["field"], told["should_be"], now=timezone.now())
        messages.success(request, _("Your administrators are told."))
        return redirect("rights:wrong")
    names = fields_of_roster()
    context = {
        "form": form,
        "roster": as_the_roster_has(request.user),
        "waiting": [(names.get(one.field, ""), one) for one in open_corrections(request.user)],
    }
    status = 422 if form.is_bound else 200
    return render(request, "rights/wrong_page.html", context, status=status)


@require_GET
def corrections(request: PersonRequest) -> HttpResponse:
    """What people say is wrong."""
    context = {"said": corrections_in(request.user.organisation)}
    return render(request, "rights/corrections_page.html", context)


@require_POST
def seen_to(request: PersonRequest, correction_id: UUID) -> HttpResponse:
    """That one of them was seen to."""
    try:
        settle(request.user.organisation, correction_id, now=timezone.now())
    except Correction.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("Noted."))
    return redirect("rights:corrections")
