"""The pages of the plan and of the question of the week."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from collegium.groups.http import RoomRequest
from collegium.practice import actions
from collegium.practice.forms import PlanForm, TipForm
from collegium.practice.queries.plans import plan_of
from collegium.practice.queries.tips import own_words, reading_for, tip_view
from collegium.practice.views.frame import READ_WRITE, page, typed, where


@READ_WRITE
def plan(request: RoomRequest, group_id: UUID) -> HttpResponse:
    """One's own if-then plan."""
    standing, room = where(request), request.room
    found = plan_of(room, standing.cycle)
    form = PlanForm(typed(request), initial=PlanForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.change_plan(
            room,
            standing.cycle,
            once=said["once"],
            when=said["when"],
            will=said["will"],
            meeting=form.meeting(),
            now=timezone.now(),
        )
        messages.success(request, _("Your plan is kept."))
        return redirect("practice:plan", group_id)
    return page(request, "plan", standing, form, plan=found)


@READ_WRITE
def tip(request: RoomRequest, group_id: UUID) -> HttpResponse:
    """The question of the week."""
    standing, now, room = where(request), timezone.now(), request.room
    found = tip_view(room, standing, get_language() or "en", now)
    form = TipForm(typed(request), initial={"text": found.answer})
    if request.method == "POST" and form.is_valid():
        actions.answer_tip(room, standing, text=form.cleaned_data["text"], now=now)
        messages.success(request, _("Your answer is kept, for you alone."))
        return redirect("practice:tip", group_id)
    return page(
        request,
        "tip",
        standing,
        form,
        tip=found,
        words=own_words(room, standing),
        reading=reading_for(standing, found.week, get_language() or "en"),
    )
