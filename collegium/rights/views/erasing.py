"""Being erased, and erasing somebody who has left."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from collegium.meetings.actions.own_words import SessionRunsError
from collegium.people.actions import LastAdministrator
from collegium.people.http import PersonRequest
from collegium.people.models import Person
from collegium.people.queries.roster import person_in
from collegium.people.signing.fresh import fresh_sign_in_required
from collegium.rights.actions.asking import GRACE, ask_to_erase, stop_erasing
from collegium.rights.actions.erasing import IsActiveError, erase
from collegium.rights.forms.erasing import EraseForm
from collegium.rights.queries.old import erased_on


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
    """Ask to have everything about somebody erased who may not sign in any more, or stop that."""
    try:
        person = person_in(request.user.organisation, person_id)
    except Person.DoesNotExist:
        raise Http404 from None
    if person.is_active:
        messages.error(request, _is_active())
        return redirect("people:person", person_id)
    if request.POST.get("do") == "stop":
        stop_erasing(person, by=request.user)
        messages.success(request, _("Stopped. Nothing is erased."))
        return redirect("people:person", person_id)
    form = EraseForm(request.POST or None, email=person.email)
    if form.is_valid():
        return _asked(request, person)
    goes_on = erased_on(person)
    return _page(request, form, person, mine=False, goes_on=goes_on, days=GRACE.days)


def _asked(request: PersonRequest, person: Person) -> HttpResponse:
    try:
        day = ask_to_erase(person, by=request.user, now=timezone.now())
    except IsActiveError:
        messages.error(request, _is_active())
    else:
        said = _("They are told, and erased on %(day)s. Until then you can stop it on their page.")
        messages.success(request, said % {"day": date_format(day, _("j F Y"))})
    return redirect("people:person", person.pk)


def _refused(person: Person, *, by: Person) -> str:
    """Erase somebody at their own wish; why not, where it cannot be now."""
    try:
        erase(person, by=by, now=timezone.now())
    except SessionRunsError:
        return _("A session is under way. Come back when it is over.")
    except LastAdministrator:
        return _(
            "This is the only administrator. Make somebody else an administrator first, or nobody "
            "could run the organisation."
        )
    return ""


def _is_active() -> str:
    return _("Deactivate them first. Only people themselves can erase an active account.")


def _page(
    request: PersonRequest, form: EraseForm, person: Person, *, mine: bool, **more: object
) -> HttpResponse:
    context = {"form": form, "person": person, "mine": mine, **more}
    status = 422 if form.is_bound else 200
    return render(request, "rights/erase_page.html", context, status=status)
