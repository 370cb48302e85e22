"""Being erased, and erasing somebody who has left."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from collegium.meetings.actions.own_words import SessionRunsError
from collegium.people.actions import LastAdministrator
from collegium.people.http import PersonRequest
from collegium.people.models import Person
from collegium.people.queries.roster import person_in
from collegium.people.signing.fresh import fresh_sign_in_required
from collegium.rights.actions.erasing import IsActiveError, erase, erase_absent
from collegium.rights.forms.erasing import EraseForm


@require_http_methods(["GET", "POST"])
@fresh_sign_in_required
def me(request: PersonRequest) -> HttpResponse:
    """Have everything about me erased."""
    person = request.user
    form = EraseForm(request.POST or None, email=person.email)
    if form.is_valid():
        if refusal := _refused(person, by=person):
            messages.error(request, refusal)
            return redirect("rights:erase_me")
        logout(request)
        messages.success(request, _("You are erased. Goodbye, and all the best."))
        return redirect("account_login")
    return _page(request, form, person, mine=True)


@require_http_methods(["GET", "POST"])
@fresh_sign_in_required
def somebody(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Have everything about somebody erased who may not sign in any more."""
    try:
        person = person_in(request.user.organisation, person_id)
    except Person.DoesNotExist:
        raise Http404 from None
    if person.is_active:
        messages.error(request, _is_active())
        return redirect("people:person", person_id)
    form = EraseForm(request.POST or None, email=person.email)
    if form.is_valid():
        if refusal := _refused(person, by=request.user):
            messages.error(request, refusal)
            return redirect("rights:erase", person_id)
        messages.success(request, _("They are erased."))
        return redirect("people:roster")
    return _page(request, form, person, mine=False)


def _refused(person: Person, *, by: Person) -> str:
    """Erase them; why not, where it cannot be now."""
    verb = erase if by == person else erase_absent
    try:
        verb(person, by=by, now=timezone.now())
    except IsActiveError:
        return _is_active()
    except SessionRunsError:
        return _("A session is under way. Come back when it is over.")
    except LastAdministrator:
        return _(
            "This is the only administrator. Make somebody else an administrator first, or nobody "
            "could run the organisation."
        )
    return ""


def _is_active() -> str:
    return _("Deactivate them first. Whoever is active erases themselves.")


def _page(request: PersonRequest, form: EraseForm, person: Person, *, mine: bool) -> HttpResponse:
    context = {"form": form, "person": person, "mine": mine}
    status = 422 if form.is_bound else 200
    return render(request, "rights/erase_page.html", context, status=status)
