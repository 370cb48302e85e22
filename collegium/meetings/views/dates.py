"""Pages of dates, for leads and for members."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from collegium.groups.actions import NothingToPublish
from collegium.groups.http import RoomRequest
from collegium.groups.models import Group, GroupState, Programme, Topic
from collegium.groups.queries.pool import name_challenges
from collegium.meetings.actions import dates as actions
from collegium.meetings.actions.confirming import confirm_best_times
from collegium.meetings.calls import new_call
from collegium.meetings.forms.dates import DateForm, NextCycleForm
from collegium.meetings.models import Session, SessionState
from collegium.meetings.queries import dates as queries
from collegium.meetings.queries.answers import Answers, answers_to
from collegium.meetings.queries.extra import name_extras
from collegium.people.http import PersonRequest

READ_WRITE = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
def publish(request: PersonRequest, programme_id: UUID) -> HttpResponse:
    """Publish a programme's groups and propose their dates."""
    programme, _groups = _programme(request, programme_id)
    try:
        actions.publish(programme, by=request.user, now=timezone.now())
    except NothingToPublish:
        messages.error(request, _("There are no groups to publish yet. Compose them first."))
        return redirect("groups:programme", programme_id)
    messages.success(request, _("The groups are published, and times are proposed."))
    return redirect("meetings:dates", programme_id)


@require_GET
def dates(request: PersonRequest, programme_id: UUID) -> HttpResponse:
    """A lead's page of all groups and their sessions."""
    programme, groups = _programme(request, programme_id)
    rows = [(group, queries.latest_cycle(group)) for group in groups]
    undated = [one for _, found in rows for one in found if one.state == SessionState.PROPOSED]
    missing = sum(not one.is_overtaken for one in undated)
    context = {"programme": programme, "rows": rows, "missing": missing}
    return render(request, "meetings/dates.html", context)


@require_POST
def confirm_all(request: PersonRequest, programme_id: UUID) -> HttpResponse:
    """Give every session without a date its best proposed time."""
    programme, _groups = _programme(request, programme_id)
    if count := confirm_best_times(programme, now=timezone.now()):
        words = ngettext("%(count)s date stands.", "%(count)s dates stand.", count)
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, _("No date was missing for which a time is proposed."))
    return redirect("meetings:dates", programme_id)


@READ_WRITE
def lead_date(request: PersonRequest, programme_id: UUID, session_id: UUID) -> HttpResponse:
    """A lead gives one session of one group its date."""
    try:
        group = queries.group_of_lead(request.user, programme_id, session_id)
    except Group.DoesNotExist:
        raise Http404 from None
    page = queries.date_page(group, session_id)
    return _date(request, page, back=("meetings:dates", programme_id), may_set=True)


@READ_WRITE
def date(request: RoomRequest, group_id: UUID, session_id: UUID) -> HttpResponse:
    """A group's own page of one session's date."""
    try:
        page = queries.date_page(request.room.group, session_id)
    except Session.DoesNotExist:
        raise Http404 from None
    name_extras([request.room], [page.session])
    may_set = queries.may_set(page, request.room.member)
    if request.method == "POST" and not may_set:
        raise Http404
    answers = answers_to(page, request.room.member, now=timezone.now())
    back = ("practice:group", group_id)
    return _date(request, page, back=back, may_set=may_set, answers=answers)


@READ_WRITE
def next_cycle(request: RoomRequest, group_id: UUID) -> HttpResponse:
    """Go on with the next challenge, or part."""
    room, cycle = request.room, queries.last_cycle(request.room)
    name_challenges([room], [cycle])
    form = NextCycleForm(queries.challenges_for(room), cycle.challenge_id, request.POST or None)
    ready = queries.is_over(cycle) and room.group.state == GroupState.MEETING
    if request.method == "POST" and (not ready or form.is_valid()):
        return _go_on(request, form) if ready else redirect("practice:group", group_id)
    context = {"form": form, "group": room.group, "cycle": cycle, "ready": ready}
    status = 422 if form.errors else 200
    return render(request, "meetings/next_cycle.html", context, status=status)


def _go_on(request: RoomRequest, form: NextCycleForm) -> HttpResponse:
    room, said, now = request.room, form.cleaned_data, timezone.now()
    if said["decision"] == NextCycleForm.CLOSE:
        actions.close(room, now=now)
        messages.success(request, _("Your group has ended. Thank you for what you gave it."))
    else:
        actions.renew(room, challenge=_challenge(said), now=now)
        messages.success(request, _("Your next cycle has begun, and times are proposed."))
    return redirect("practice:group", room.group.pk)


def _challenge(said: dict[str, Any]) -> actions.NewChallenge | UUID:
    if said["sentence"]:
        return actions.NewChallenge(said["once"], said["sentence"], Topic(said["topic"]))
    return UUID(said["challenge"])


def _date(
    request: PersonRequest,
    page: queries.DatePage,
    *,
    back: tuple[str, UUID],
    may_set: bool,
    answers: Answers | None = None,
) -> HttpResponse:
    now, server = timezone.now(), request.user.organisation.call_server
    asks = request.method == "POST" and bool(server) and "make_link" in request.POST
    typed = {**request.POST.dict(), "link": new_call(server)} if asks else None
    posted = request.POST if request.method == "POST" and not asks else None
    form = DateForm(page, now, posted, typed)
    if posted is not None and form.is_valid():
        try:
            _set(page, form)
        except actions.DateRefusedError:
            messages.error(request, _("This session has begun or is over; its date stays."))
        else:
            messages.success(request, _("The date stands."))
        return redirect(*back)
    context = {
        "page": page,
        "form": form,
        "may_set": may_set,
        "back": back,
        "server": server,
        "answers": answers,
    }
    return render(request, "meetings/date.html", context, status=422 if form.errors else 200)


def _set(page: queries.DatePage, form: DateForm) -> None:
    said = form.cleaned_data
    actions.set_date(
        page.session.pk,
        starts_at=said["starts_at"],
        host_id=said["host_id"],
        link=said["link"],
        now=timezone.now(),
    )


def _programme(request: PersonRequest, programme_id: UUID) -> tuple[Programme, list[Group]]:
    try:
        return queries.programme_dates(request.user.organisation, programme_id)
    except Programme.DoesNotExist:
        raise Http404 from None
