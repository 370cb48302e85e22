"""The pages of the weekly log."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from collegium.groups.http import RoomRequest
from collegium.practice import actions
from collegium.practice.forms import LogForm
from collegium.practice.models import LogEntry
from collegium.practice.queries.log import log_of, my_entry
from collegium.practice.queries.plans import plan_of
from collegium.practice.views.frame import READ_WRITE, page, typed, where


@READ_WRITE
def log(request: RoomRequest, group_id: UUID) -> HttpResponse:
    """Write this week's entry; read one's own and what others share."""
    standing, now, room = where(request), timezone.now(), request.room
    week = standing.week(now)
    form = LogForm(typed(request))
    if request.method == "POST" and form.is_valid():
        once, lines = form.cleaned_data["once"], form.lines()
        actions.write_entry(room, standing.cycle, once=once, week=week, lines=lines, now=now)
        messages.success(request, _("Your entry is kept."))
        return redirect("practice:log", group_id)
    return page(
        request,
        "log",
        standing,
        form,
        log=log_of(room, standing.cycle),
        plan=plan_of(room, standing.cycle),
        week=week,
    )


@READ_WRITE
def entry(request: RoomRequest, group_id: UUID, entry_id: UUID) -> HttpResponse:
    """Change one's own entry."""
    standing = where(request)
    try:
        found = my_entry(request.room, entry_id)
    except LogEntry.DoesNotExist:
        raise Http404 from None
    form = LogForm(typed(request), initial=LogForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        actions.change_entry(request.room, entry_id, lines=form.lines(), now=timezone.now())
        messages.success(request, _("Your entry is changed."))
        return redirect("practice:log", group_id)
    return page(request, "entry", standing, form, entry=found)


@READ_WRITE
def withdraw(request: RoomRequest, group_id: UUID, entry_id: UUID) -> HttpResponse:
    """Take one's own entry back, once one has seen what is lost."""
    standing = where(request)
    try:
        if request.method == "POST":
            actions.withdraw_entry(request.room, entry_id)
            messages.success(request, _("Your entry is withdrawn. Its words are deleted."))
            return redirect("practice:log", group_id)
        found = my_entry(request.room, entry_id)
    except LogEntry.DoesNotExist:
        raise Http404 from None
    return page(request, "withdraw", standing, entry=found)
