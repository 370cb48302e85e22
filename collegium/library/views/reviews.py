"""The after-action review of a member's own month."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from collegium.groups.http import RoomRequest
from collegium.groups.models import Cycle, GroupState
from collegium.groups.queries import current_cycle
from collegium.library import catalogue
from collegium.library.actions.reviews import keep_review, say_result, take_back_result
from collegium.library.forms.reviews import ResultForm, ReviewForm
from collegium.library.queries import reviews as reads
from collegium.practice.actions import change_plan
from collegium.practice.forms import PlanForm


@require_GET
def review(request: RoomRequest, group_id: UUID) -> HttpResponse:
    """To the cycle that there is most to say about."""
    return redirect("library:look_back", group_id, reads.cycle_to_review(request.room).number)


@require_http_methods(["GET", "HEAD", "POST"])
def look_back(request: RoomRequest, group_id: UUID, number: int) -> HttpResponse:
    """One's own month side by side, the four questions, and what becomes of the answers."""
    cycle = _cycle_or_404(request, number)
    if request.method != "POST":
        return _page(request, cycle)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, cycle, form=form)
    keep_review(request.room, cycle, form.answers, now=timezone.now())
    messages.success(request, _("Your answers are kept. Nobody else reads them."))
    return redirect("library:look_back", group_id, number)


@require_POST
def result(request: RoomRequest, group_id: UUID, number: int) -> HttpResponse:
    """Say what came of a technique."""
    cycle = _cycle_or_404(request, number)
    if not reads.was_in(request.room, cycle):
        raise Http404
    form = _result_form(request.POST, cycle)
    if not form.is_valid():
        return _page(request, cycle, result_form=form)
    say_result(request.room, cycle, form.tried, now=timezone.now())
    messages.success(request, _("Noted. It counts among many, without your name."))
    return redirect("library:look_back", group_id, number)


@require_POST
def take_back(request: RoomRequest, group_id: UUID, number: int, result_id: UUID) -> HttpResponse:
    """Take back what one said of a technique."""
    take_back_result(request.room, result_id)
    messages.success(request, _("It is gone and no longer counts."))
    return redirect("library:look_back", group_id, number)


@require_POST
def next_plan(request: RoomRequest, group_id: UUID, number: int) -> HttpResponse:
    """Make the next plan out of what was learned."""
    cycle = _cycle_or_404(request, number)
    if request.room.group.state != GroupState.MEETING:
        raise Http404
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _page(request, cycle, plan_form=form)
    said = form.cleaned_data
    change_plan(
        request.room,
        current_cycle(request.room),
        once=said["once"],
        when=said["when"],
        will=said["will"],
        meeting=form.meeting(),
        now=timezone.now(),
    )
    messages.success(request, _("Your plan is kept."))
    return redirect("practice:plan", group_id)


def _cycle_or_404(request: RoomRequest, number: int) -> Cycle:
    try:
        return reads.numbered_cycle(request.room, number)
    except Cycle.DoesNotExist:
        raise Http404 from None


def _page(
    request: RoomRequest,
    cycle: Cycle,
    *,
    form: ReviewForm | None = None,
    result_form: ResultForm | None = None,
    plan_form: PlanForm | None = None,
) -> HttpResponse:
    room = request.room
    month, review_id = reads.month_of(room, cycle), reads.identity_of(room, cycle)
    kept = reads.review_of(room, review_id)
    answers = kept or month.said or reads.Answers()
    names = {one.slug: one.name for one in _techniques()}
    context = {
        "room": room,
        "cycle": cycle,
        "month": month,
        "tries": [(_("Week %d") % one.number, one.attempts) for one in month.weeks],
        "kept": kept,
        "review_id": review_id,
        "is_open": room.group.state == GroupState.MEETING,
        "form": form or ReviewForm(initial=_parts(answers)),
        "was_in": reads.was_in(room, cycle),
        "result_form": result_form or _result_form(None, cycle, attempts=month.attempts),
        "plan_form": plan_form or PlanForm(initial=_next(month, answers)),
        "results": [
            (names.get(one.technique, _("Something else")), one)
            for one in reads.results_of(room, cycle)
        ],
    }
    is_refused = any((form, result_form, plan_form))
    return render(request, "library/review.html", context, status=422 if is_refused else 200)


def _result_form(typed: QueryDict | None, cycle: Cycle, *, attempts: int = 0) -> ResultForm:
    return ResultForm(
        typed, techniques=_techniques(), first=cycle.challenge.topic, attempts=attempts
    )


def _techniques() -> tuple[catalogue.Technique, ...]:
    return catalogue.techniques(get_language() or catalogue.FALLBACK)


def _parts(answers: reads.Answers) -> dict[str, Any]:
    return {part: getattr(answers, part) for part in reads.Answers.__dataclass_fields__}


def _next(month: reads.Month, answers: reads.Answers) -> dict[str, str]:
    """The same moment, and what one wants to do differently; the newest plan where that is new."""
    plan = month.plan
    if plan is None:
        return {"when": "", "will": answers.next}
    is_new = plan.made != "session_one"
    return {"when": plan.when, "will": plan.will if is_new else answers.next or plan.will}
