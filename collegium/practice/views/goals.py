"""The pages of goals."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collegium.groups.http import RoomRequest
from collegium.practice import actions
from collegium.practice.forms import GoalForm, StepForm
from collegium.practice.models import Goal
from collegium.practice.queries import Standing
from collegium.practice.queries.goals import goals_of
from collegium.practice.views.frame import READ_WRITE, page, typed, where


@READ_WRITE
def goals(request: RoomRequest, group_id: UUID) -> HttpResponse:
    """The group's goals; set one of one's own."""
    standing = where(request)
    form = GoalForm(typed(request))
    if request.method == "POST" and form.is_valid():
        actions.set_goal(request.room, standing.cycle, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Your goal is set."))
        return redirect("practice:goals", group_id)
    return _page(request, standing, form)


@require_POST
def goal_step(request: RoomRequest, group_id: UUID, goal_id: UUID) -> HttpResponse:
    """Say how far one's own goal has come today."""
    standing = where(request)
    form = StepForm(request.POST, prefix=str(goal_id))
    if not form.is_valid():
        return _page(request, standing, GoalForm(), refused=(goal_id, form))
    try:
        today = timezone.localdate()
        actions.take_step(request.room, goal_id, on=today, value=form.cleaned_data["value"])
    except Goal.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("Noted."))
    return redirect("practice:goals", group_id)


def _page(
    request: RoomRequest,
    standing: Standing,
    form: GoalForm,
    refused: tuple[UUID, StepForm] | None = None,
) -> HttpResponse:
    found = goals_of(request.room, standing.cycle)
    mine = [
        (goal, refused[1] if refused and refused[0] == goal.id else StepForm(prefix=str(goal.id)))
        for goal in found
        if goal.mine
    ]
    others = [goal for goal in found if not goal.mine]
    response = page(request, "goals", standing, form, mine=mine, others=others)
    if refused:
        response.status_code = 422
    return response
