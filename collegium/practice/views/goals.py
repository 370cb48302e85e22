"""The pages of goals."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collegium.groups.http import RoomRequest
from collegium.practice import actions
from collegium.practice.forms import GoalForm, GroupGoalForm, StepForm
from collegium.practice.models import Goal
from collegium.practice.queries import Standing
from collegium.practice.queries.goals import goals_of
from collegium.practice.views.frame import READ_WRITE, page, typed, where


@dataclass(frozen=True, slots=True)
class Refused:
    """The forms of the page that were sent and not taken."""

    own: GoalForm | None = None
    ours: GroupGoalForm | None = None
    step: tuple[UUID, StepForm] | None = None


@READ_WRITE
def goals(request: RoomRequest, group_id: UUID) -> HttpResponse:
    """The group's goals; set one of one's own."""
    standing = where(request)
    form = GoalForm(typed(request))
    if request.method != "POST":
        return _page(request, standing, Refused())
    if not form.is_valid():
        return _page(request, standing, Refused(own=form))
    actions.set_goal(request.room, standing.cycle, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Your goal is set."))
    return redirect("practice:goals", group_id)


@require_POST
def group_goal(request: RoomRequest, group_id: UUID) -> HttpResponse:
    """Set or change the one goal of the whole group."""
    standing, now = where(request), timezone.now()
    form = GroupGoalForm(request.POST)
    if form.is_valid():
        try:
            actions.set_group_goal(request.room, standing.cycle, now=now, **form.cleaned_data)
        except actions.GoalStandsError:
            form.add_error(None, _("Somebody has just set another one. It stands above."))
        else:
            messages.success(request, _("The goal of your group is set."))
            return redirect("practice:goals", group_id)
    return _page(request, standing, Refused(ours=form))


@require_POST
def goal_step(request: RoomRequest, group_id: UUID, goal_id: UUID) -> HttpResponse:
    """Say how far one's own goal or the group's has come today."""
    standing = where(request)
    form = StepForm(request.POST, prefix=str(goal_id))
    if not form.is_valid():
        return _page(request, standing, Refused(step=(goal_id, form)))
    try:
        today = timezone.localdate()
        actions.take_step(request.room, goal_id, on=today, value=form.cleaned_data["value"])
    except Goal.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("Noted."))
    return redirect("practice:goals", group_id)


def _page(request: RoomRequest, standing: Standing, refused: Refused) -> HttpResponse:
    found = goals_of(request.room, standing.cycle)
    ours = next((goal for goal in found if goal.ours), None)
    movable = [
        (
            goal,
            refused.step[1]
            if refused.step and refused.step[0] == goal.id
            else StepForm(prefix=str(goal.id)),
        )
        for goal in found
        if goal.mine or goal.ours
    ]
    if refused.step and refused.step[0] not in {goal.id for goal, _form in movable}:
        raise Http404
    response = page(
        request,
        "goals",
        standing,
        refused.own or GoalForm(),
        ours=next((pair for pair in movable if pair[0].ours), None),
        ours_form=refused.ours or GroupGoalForm(initial=GroupGoalForm.initial_of(ours)),
        mine=[pair for pair in movable if pair[0].mine],
        others=[goal for goal in found if not goal.mine and not goal.ours],
    )
    if refused != Refused():
        response.status_code = 422
    return response
