"""One person, for the administrator: roles, and whether they may sign in."""

from typing import cast
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from collegium.people import actions, queries
from collegium.people.http import PersonRequest
from collegium.people.models import Person, RoleName
from collegium.people.queries.factors import has_factors
from collegium.people.tongues import language_names


@require_GET
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Everything the roster has on somebody."""
    someone = _someone(request, person_id)
    held = set(someone.roles.values_list("name", flat=True))
    context = {
        "person": someone,
        "has_factors": has_factors(someone),
        "languages": language_names(someone.languages),
        "roles": [(name, RoleName(name).label, name in held) for name in RoleName],
    }
    return render(request, "people/person_page.html", context)


@require_POST
def role(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Grant or revoke one role."""
    someone = _someone(request, person_id)
    name = request.POST.get("name", "")
    if name not in RoleName:
        raise Http404
    wanted = RoleName(name)
    try:
        if request.POST.get("held") == "yes":
            actions.grant(someone, wanted, by=_reader(request))
        else:
            actions.revoke(someone, wanted, by=_reader(request))
    except actions.LastAdministrator:
        messages.error(request, _last())
    return redirect("people:person", person_id)


@require_POST
def status(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Deactivate somebody, or let them in again."""
    someone = _someone(request, person_id)
    try:
        if request.POST.get("active") == "yes":
            actions.reactivate(someone, by=_reader(request))
        else:
            actions.deactivate(someone, by=_reader(request))
    except actions.LastAdministrator:
        messages.error(request, _last())
    return redirect("people:person", person_id)


@require_POST
def factors_away(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Remove the second lock from somebody's account, who is told so."""
    someone = _someone(request, person_id)
    if actions.forget_factors(someone, by=cast(PersonRequest, request).user):
        get_adapter().send_notification_mail("factors_forgotten", someone)
    messages.success(request, _("A code by mail signs them in. They are told by mail."))
    return redirect("people:person", person_id)


def _someone(request: HttpRequest, person_id: UUID) -> Person:
    try:
        return queries.person_in(_reader(request).organisation, person_id)
    except Person.DoesNotExist:
        raise Http404 from None


def _reader(request: HttpRequest) -> Person:
    return cast(PersonRequest, request).user


def _last() -> str:
    return _(
        "This is the only administrator. Make somebody else an administrator first, or nobody "
        "could run the organisation."
    )
