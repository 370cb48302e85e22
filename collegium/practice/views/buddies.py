"""The pages of two or three buddies."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from collegium.groups.http import RoomRequest
from collegium.practice import actions
from collegium.practice.actions.check_ins import NoBuddyError
from collegium.practice.forms import CheckInForm, WorksheetForm
from collegium.practice.queries.check_ins import check_ins_of
from collegium.practice.queries.talk import talk_for
from collegium.practice.queries.worksheets import worksheets_of
from collegium.practice.views.frame import READ_WRITE, page, typed, where


@READ_WRITE
def check_in(request: RoomRequest, group_id: UUID) -> HttpResponse:
    """The weekly talk: how it goes, that it was, and what came of it."""
    standing, now, room = where(request), timezone.now(), request.room
    week = standing.week(now)
    form = CheckInForm(typed(request))
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        try:
            actions.check_in(room, standing.cycle, week=week, note=note, now=now)
        except NoBuddyError:
            raise Http404 from None
        messages.success(request, _("Good that you talked."))
        return redirect("practice:check_in", group_id)
    found = check_ins_of(room, standing.cycle)
    return page(
        request,
        "check_in",
        standing,
        form,
        check_ins=found,
        talk=found.in_week(week),
        guide=talk_for(room, people=1 + len(found.buddies), language=get_language() or "en"),
        sheets=worksheets_of(room, standing.cycle).in_week(week),
        week=week,
    )


@READ_WRITE
def worksheet(request: RoomRequest, group_id: UUID) -> HttpResponse:
    """Write to one's buddies, and read what they wrote."""
    standing, now, room = where(request), timezone.now(), request.room
    week = standing.week(now)
    found = worksheets_of(room, standing.cycle)
    form = WorksheetForm(typed(request), initial=WorksheetForm.initial_of(found.mine_in(week)))
    if request.method == "POST" and form.is_valid():
        try:
            complete = actions.fill_worksheet(
                room, standing.cycle, week=week, sheet=form.sheet(), now=now
            )
        except NoBuddyError:
            raise Http404 from None
        messages.success(request, _all_wrote() if complete else _one_wrote())
        return redirect("practice:worksheet", group_id)
    buddies = check_ins_of(room, standing.cycle).buddies
    return page(request, "worksheet", standing, form, found=found, buddies=buddies, week=week)


def _all_wrote() -> str:
    return _("All of you have written. That counts as this week's check-in.")


def _one_wrote() -> str:
    return _("Kept. The check-in counts as soon as all of you have written, or have talked.")
