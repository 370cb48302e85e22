"""When I want to hear from Collegium."""

from collections.abc import Callable, Mapping
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from collegium.people import actions
from collegium.people.forms import AwayForm, RestForm, RhythmForm
from collegium.people.http import PersonRequest
from collegium.people.models import Person
from collegium.people.queries.rhythm import rhythm_of

type Answer = BaseForm | str  # a form that was refused, or what to say


@require_http_methods(["GET", "POST"])
def rhythm(request: HttpRequest) -> HttpResponse:
    """Working hours and quiet hours, days away, what comes and how; or nothing for a while."""
    me = cast(PersonRequest, request).user
    refused: BaseForm | None = None
    if request.method == "POST":
        verb = VERBS.get(request.POST.get("do", ""))
        if verb is None:
            raise Http404
        answer = verb(request, me)
        if isinstance(answer, str):
            messages.success(request, answer)
            return redirect("people:rhythm")
        refused = answer
    return _page(request, me, refused)


def _save(request: HttpRequest, me: Person) -> Answer:
    form = RhythmForm(request.POST)
    if not form.is_valid():
        return form
    said = rhythm_of(me, today=timezone.localdate(), now=timezone.now())
    actions.keep_rhythm(me, form.wish(said.usual_days))
    return _("Saved.")


def _away(request: HttpRequest, me: Person) -> Answer:
    form = AwayForm(request.POST)
    if not form.is_valid():
        return form
    try:
        actions.add_away(me, **form.cleaned_data)
    except actions.TooManyAbsences:
        form.add_error(None, _("That is a long list. Remove an absence before you add one."))
        return form
    return _("Noted. Nothing comes while you are away.")


def _back(request: HttpRequest, me: Person) -> Answer:
    try:
        away_id = UUID(request.POST.get("away", ""))
    except ValueError:
        raise Http404 from None
    actions.remove_away(me, away_id)
    return _("Removed.")


def _rest(request: HttpRequest, me: Person) -> Answer:
    form = RestForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return form
    actions.rest(me, form.moment(me))
    return _("Everything rests until then.")


def _wake(_request: HttpRequest, me: Person) -> Answer:
    actions.rest(me, None)
    return _("Reminders come again.")


VERBS: Mapping[str, Callable[[HttpRequest, Person], Answer]] = {
    "save": _save,
    "away": _away,
    "back": _back,
    "rest": _rest,
    "wake": _wake,
}


def _page(request: HttpRequest, me: Person, refused: BaseForm | None) -> HttpResponse:
    today, now = timezone.localdate(), timezone.now()
    said = rhythm_of(me, today=today, now=now)
    context = {
        "said": said,
        "form": refused if isinstance(refused, RhythmForm) else RhythmForm.of(said),
        "away_form": refused if isinstance(refused, AwayForm) else AwayForm(),
        "rest_form": refused if isinstance(refused, RestForm) else RestForm(today=today),
    }
    return render(request, "people/rhythm_page.html", context, status=422 if refused else 200)
