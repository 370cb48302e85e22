"""Composing: the form that asks for groups, and what stood in the way of them."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from collegium.domain.composition import LeftOut, Unsolvable
from collegium.groups import actions, queries
from collegium.groups.models import Programme
from collegium.groups.views.finding import people_of, posted, with_programme
from collegium.groups.words.faults import remedy
from collegium.groups.words.rules import why_left_out
from collegium.people.http import PersonRequest
from collegium.people.models import Person
from collegium.ui.forms import OnceForm

SHOWN_OUT = 8


@require_http_methods(["GET", "POST"])
@with_programme
def compose(request: PersonRequest, programme: Programme) -> HttpResponse:
    """Form groups; where that cannot be, say which rule is in the way and what helps."""
    form = OnceForm(posted(request))
    problems: list[str] = []
    if form.is_bound and form.is_valid():
        try:
            actions.compose_groups(
                programme, by=request.user, once=form.cleaned_data["once"], now=timezone.now()
            )
            return redirect("groups:board", programme_id=programme.pk)
        except Unsolvable as unsolvable:
            people = people_of(programme)
            problems = [remedy(fault, people) for fault in unsolvable.faults]
        except actions.NobodyFits as nobody:
            problems = _everybody_out(nobody.left_out, people_of(programme))
    context = {
        "programme": programme,
        "form": form,
        "problems": problems,
        "progress": queries.progress_of(programme),
        "pairs": programme.pair_rules.count(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "groups/compose_page.html", context, status=status)


def _everybody_out(left_out: Iterable[LeftOut], people: dict[str, Person]) -> list[str]:
    sentences = [_("These rules leave not one group. Relax one of them or choose other people:")]
    for out in list(left_out)[:SHOWN_OUT]:
        why = "; ".join(why_left_out(out, people))
        sentences.append(f"{people[out.person].name} {why}.")
    return sentences
