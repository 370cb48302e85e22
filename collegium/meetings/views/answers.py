"""Answers to proposed times, and who cannot come, one click each."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collegium.groups.http import RoomRequest
from collegium.meetings.actions import answering as actions
from collegium.meetings.models import Session, Slot
from collegium.meetings.queries.dates import date_page, may_set, sessions_of


@require_POST
def answer(request: RoomRequest, group_id: UUID, session_id: UUID) -> HttpResponse:
    """Say yes or no to one proposed time."""
    try:
        decided = actions.answer_slot(
            request.user,
            _identity(request.POST.get("slot", "")),
            can=request.POST.get("can") == "yes",
            now=timezone.now(),
            session_id=session_id,
        )
    except Slot.DoesNotExist:
        if session_id not in {one.pk for one in sessions_of(request.room)}:
            raise Http404 from None
        messages.info(request, _("This time is no longer proposed. See those below."))
    except actions.NotAskedError as closed:
        messages.info(request, _words(closed))
    else:
        all_in = _("Noted. All have answered, so it is decided.")
        messages.success(request, all_in if decided else _("Noted. Thank you."))
    return redirect("meetings:date", group_id, session_id)


@require_POST
def coming(request: RoomRequest, group_id: UUID, session_id: UUID) -> HttpResponse:
    """Say that I cannot come, or that I can after all."""
    comes = request.POST.get("comes") == "yes"
    act = actions.can_come_after_all if comes else actions.cannot_come
    try:
        act(request.user, session_id, now=timezone.now())
    except Session.DoesNotExist:
        raise Http404 from None
    except actions.NotAskedError as closed:
        messages.info(request, _words(closed))
    else:
        text = _("Good that you come.") if comes else _("Your group sees that you cannot come.")
        messages.success(request, text)
    return redirect("meetings:date", group_id, session_id)


@require_POST
def other_times(request: RoomRequest, group_id: UUID, session_id: UUID) -> HttpResponse:
    """Put other times to the group; the host's to do."""
    try:
        if not may_set(date_page(request.room.group, session_id), request.room.member):
            raise Http404
        actions.ask_for_other_times(request.room, session_id, now=timezone.now())
    except Session.DoesNotExist:
        raise Http404 from None
    except actions.NotAskedError as closed:
        messages.info(request, _words(closed))
    else:
        messages.success(request, _("Other times are proposed. Your group can answer now."))
    return redirect("meetings:date", group_id, session_id)


def _words(closed: actions.NotAskedError) -> str:
    if closed.reason is actions.Closed.DECIDED:
        return _("The date is decided already, or none stands yet.")
    return _("This time is over, or the session has begun.")


def _identity(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Slot.DoesNotExist from None
