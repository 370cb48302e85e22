"""Choosing who takes part."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from collegium.groups import actions, queries
from collegium.groups.forms import CriteriaForm, SelectionForm
from collegium.groups.models import Programme
from collegium.groups.views.finding import with_programme
from collegium.people.http import PersonRequest


@require_GET
@with_programme
def participants(request: PersonRequest, programme: Programme) -> HttpResponse:
    """The roster, filtered, with those who take part marked."""
    form = CriteriaForm(request.GET, queries.choices_of(programme))
    context = {
        "programme": programme,
        "form": form,
        "candidates": queries.candidates(programme, form.criteria()),
        "progress": queries.progress_of(programme),
        "query": request.GET.urlencode(),
    }
    return render(request, "groups/participants_page.html", context)


@require_POST
@with_programme
def choose(request: PersonRequest, programme: Programme) -> HttpResponse:
    """Add or remove those who are ticked, or add everybody who matches the filter."""
    selection = SelectionForm(request.POST, programme)
    ticked = (
        [person.pk for person in selection.cleaned_data["person"]] if selection.is_valid() else []
    )
    match request.POST.get("do"):
        case "add_matching":
            filters = CriteriaForm(request.GET, queries.choices_of(programme))
            _say_added(request, actions.add_matching(programme, filters.criteria()))
        case "can_host" | "cannot_host" as told:
            ticked_hosts = actions.mark_hosts(programme, ticked, can_host=told == "can_host")
            _say_marked(request, ticked_hosts)
        case "remove":
            _say_removed(request, actions.remove_participants(programme, ticked))
        case _:
            _say_added(request, actions.add_participants(programme, ticked))
    address = reverse("groups:participants", args=[programme.pk])
    return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)


def _say_added(request: HttpRequest, count: int) -> None:
    if count:
        words = ngettext("%(count)s person added.", "%(count)s people added.", count)
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, _("Nobody was added: tick somebody who does not take part yet."))


def _say_removed(request: HttpRequest, count: int) -> None:
    if count:
        words = ngettext(
            "%(count)s person takes part no more.", "%(count)s people take part no more.", count
        )
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, _("Nobody was removed: tick somebody who takes part."))


def _say_marked(request: HttpRequest, count: int) -> None:
    if count:
        words = ngettext("Noted for %(count)s person.", "Noted for %(count)s people.", count)
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, _("Nothing was noted: tick somebody who takes part."))
