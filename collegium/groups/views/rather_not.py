"""The private page: with whom somebody would rather not share a group. Nobody else opens it."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from collegium.groups.actions.rather_not import TooMany, name_somebody, withdraw_name
from collegium.groups.forms.rather_not import ColleagueForm, NameForm
from collegium.groups.queries.rather_not import HANDFUL, named_by
from collegium.people.http import PersonRequest
from collegium.people.models import Person
from collegium.people.queries.colleagues import FOUND, colleagues_found


@sensitive_variables()
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def rather_not(request: HttpRequest) -> HttpResponse:
    """Read, name and withdraw; the names travel in bodies alone, never in an address."""
    me = cast(PersonRequest, request).user
    match request.POST.get("do") if request.method == "POST" else None:
        case "name" | "withdraw" as what:
            return _changed(request, me, what)
        case None if request.method == "GET":
            return _page(request, me, ColleagueForm())
    form = ColleagueForm(request.POST)
    found: tuple[Person, ...] = ()
    if form.is_valid():
        found = colleagues_found(me, form.cleaned_data["words"])
        if not found:
            form.add_error("words", _("Nobody on the roster is called so. Try another part."))
    return _page(request, me, form, found)


def _changed(request: HttpRequest, me: Person, what: str) -> HttpResponse:
    person = _chosen(request)
    try:
        if what == "withdraw":
            withdraw_name(me, person)
        else:
            name_somebody(me, person)
    except Person.DoesNotExist:
        raise Http404 from None
    except TooMany:
        messages.error(
            request,
            _("The page holds %(count)s names at most. Take one back first.") % {"count": HANDFUL},
        )
        return redirect("groups:rather_not")
    messages.success(request, _("Saved. Nobody but you can see this page."))
    return redirect("groups:rather_not")


def _chosen(request: HttpRequest) -> UUID:
    form = NameForm(request.POST)
    if not form.is_valid():
        raise Http404
    person: UUID = form.cleaned_data["person"]
    return person


def _page(
    request: HttpRequest, me: Person, form: ColleagueForm, found: tuple[Person, ...] = ()
) -> HttpResponse:
    named = named_by(me)
    context = {
        "form": form,
        "named": named,
        "found": [(person, person in named) for person in found],
        "more": len(found) == FOUND,
        "full": len(named) >= HANDFUL,
        "handful": HANDFUL,
    }
    status = 422 if form.errors else 200
    return render(request, "groups/rather_not_page.html", context, status=status)
