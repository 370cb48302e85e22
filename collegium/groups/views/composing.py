"""Composing: the form that asks for groups."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from collegium.domain.composition import Unsolvable
from collegium.groups import actions, queries
from collegium.groups.forms import ComposeForm
from collegium.groups.models import Programme
from collegium.groups.views.finding import people_of, posted, with_programme
from collegium.groups.views.runs import Advice
from collegium.groups.words.faults import remedy
from collegium.groups.words.places import place_of_fault
from collegium.people.http import PersonRequest


@require_http_methods(["GET", "POST"])
@with_programme
def compose(request: PersonRequest, programme: Programme) -> HttpResponse:
    """Ask for groups; where there can be none, say at once what is in the way and what helps."""
    form = ComposeForm(posted(request), initial={"mix": programme.mix})
    problems: list[Advice] = []
    if form.is_bound and form.is_valid():
        try:
            return _asked(request, programme, form)
        except Unsolvable as unsolvable:
            people = people_of(programme)
            problems = [
                Advice(remedy(fault, people), place_of_fault(fault)) for fault in unsolvable.faults
            ]
    context = {
        "programme": programme,
        "form": form,
        "problems": problems,
        "progress": queries.progress_of(programme),
        "pairs": programme.pair_rules.count(),
        "staying": sum(map(len, queries.pins(programme).fixed)),
        "under_way": queries.run_under_way(programme),
        "earlier": queries.earlier_runs(programme),
    }
    status = 422 if form.is_bound else 200
    return render(request, "groups/compose_page.html", context, status=status)


def _asked(request: PersonRequest, programme: Programme, form: ComposeForm) -> HttpResponse:
    """Off to the page of the run, or of the one that is under way already."""
    try:
        run = actions.ask_for_groups(
            programme,
            form.wish(),
            by=request.user,
            once=form.cleaned_data["once"],
            now=timezone.now(),
        )
    except actions.AlreadyForming as already:
        run = already.run
        messages.info(
            request, _("Groups are being formed already; here is how far it is. Stop it first.")
        )
    return redirect("groups:run", programme_id=programme.pk, run_id=run.pk)
