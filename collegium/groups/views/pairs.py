"""Pairs to keep apart or together."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from collegium.groups import actions
from collegium.groups.forms import PairForm, PairListForm
from collegium.groups.models import PairKind, Programme
from collegium.groups.queries.pairs import FOUND, pairs_of, suggestions
from collegium.groups.views.finding import with_programme
from collegium.people.http import PersonRequest

FAULTS_SHOWN = 20
LONGEST_SEARCH = 100


@require_http_methods(["GET", "POST"])
@with_programme
def pairs(request: PersonRequest, programme: Programme) -> HttpResponse:
    """The pairs, one more, and many more out of a list."""
    posts, many = request.method == "POST", request.POST.get("do") == "list"
    form = PairForm(request.POST if posts and not many else None, programme)
    listed = PairListForm(
        request.POST if many else None, request.FILES if many else None, programme
    )
    if form.is_bound and form.is_valid():
        asked = form.cleaned_data
        actions.add_pair_rule(programme, PairKind(asked["kind"]), asked["first"], asked["second"])
        messages.success(request, _("The next composition keeps to it."))
        return redirect("groups:pairs", programme_id=programme.pk)
    if listed.is_bound and listed.is_valid():
        asked = listed.cleaned_data
        number = actions.add_pair_rules(programme, PairKind(asked["kind"]), asked["pairs"])
        _say_added(request, number)
        return redirect("groups:pairs", programme_id=programme.pk)
    words = request.GET.get("q", "").replace("\0", "")[:LONGEST_SEARCH]
    context = {
        "programme": programme,
        "form": form,
        "listed": listed,
        "faults": listed.faults[:FAULTS_SHOWN],
        "more_faults": max(0, len(listed.faults) - FAULTS_SHOWN),
        "pairs": pairs_of(programme, words),
        "words": words,
        "most": FOUND,
        "suggestions": suggestions(programme),
    }
    return render(request, "groups/pairs_page.html", context, status=422 if posts else 200)


def _say_added(request: HttpRequest, number: int) -> None:
    words = ngettext(
        "%(count)s pair added. The next composition keeps to it.",
        "%(count)s pairs added. The next composition keeps to them.",
        number,
    )
    messages.success(request, words % {"count": number})


@require_POST
@with_programme
def forget_pair(request: PersonRequest, programme: Programme, rule_id: UUID) -> HttpResponse:
    """Take a pair back."""
    actions.remove_pair_rule(programme, rule_id)
    messages.success(request, _("The pair is free again."))
    return redirect("groups:pairs", programme_id=programme.pk)
