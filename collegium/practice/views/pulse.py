"""The short page before and after a cycle, and how a group is doing."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from collegium.groups.http import RoomRequest
from collegium.groups.rooms import Room
from collegium.meetings.models import Session
from collegium.people.models import Person
from collegium.people.queries.colleagues import colleagues_found
from collegium.practice.actions.pulse import Frozen, Told, answer_pulse
from collegium.practice.forms.pulse import PulseForm
from collegium.practice.queries.network import network_of
from collegium.practice.queries.own_items import own_items
from collegium.practice.queries.progress import weeks_of
from collegium.practice.queries.pulses import Page, Sheet, colleagues, page_open, peers, sheet_of
from collegium.practice.queries.safety import safety_of
from collegium.practice.views.frame import READ_WRITE, page, where

type Row = tuple[str, float | None]


@READ_WRITE
def pulse(request: RoomRequest, group_id: UUID) -> HttpResponse:
    """Answer, look up colleagues, change what was answered; open for a while in a closed group."""
    found = page_open(request.room, timezone.now())
    if found is None or (request.method == "POST" and _is_late(request, found)):
        if request.method == "POST":
            messages.error(request, _("This page has closed; what you said earlier stands."))
            return redirect("practice:progress", group_id)
        return _page(request, None, None)
    sheet = sheet_of(request.room, found)
    if request.method != "POST":
        return _page(request, found, _form(request, sheet, ()))
    if request.POST.get("do") == "search":
        return _searched(request, found, sheet)
    form = _form(request, sheet, ())
    if not form.is_valid():
        return _page(request, found, form, 422)
    return _keep(request, found, form)


@require_GET
def progress(request: RoomRequest, **_: object) -> HttpResponse:
    """How the group is doing, for its own eyes."""
    standing, now, room = where(request), timezone.now(), request.room
    open_now, safety = page_open(room, now), safety_of(room)
    weeks = weeks_of(room, standing, now)
    return page(
        request,
        "progress",
        standing,
        pulse=open_now,
        safety=safety,
        safety_rows=[(_when(one.session), one.mean) for one in safety.sessions],
        sure_rows=_rows((str(one.week), one.sure) for one in weeks),
        tried_rows=_rows((str(one.week), one.tried) for one in weeks),
        network=network_of(room),
        items=own_items(
            room,
            standing.cycle,
            still_open=open_now.moment if open_now else None,
            language=get_language() or "en",
        ),
    )


def _rows(rows: Iterable[Row]) -> list[Row]:
    """The rows, none where there is nothing to draw."""
    found = list(rows)
    return found if any(value is not None for _label, value in found) else []


def _when(session: Session) -> str:
    """The day of a session, short enough for the foot of a picture."""
    return date_format(session.ended_at or session.created_at, "SHORT_DATE_FORMAT")


def _is_late(request: RoomRequest, found: Page) -> bool:
    return request.POST.get("moment") != found.moment


def _keep(request: RoomRequest, found: Page, form: PulseForm) -> HttpResponse:
    told = Told(form.answers(), form.named(), not form.cleaned_data["left_out"])
    try:
        answer_pulse(request.room, found.moment, told, now=timezone.now())
    except Frozen:
        messages.error(request, _("This page has closed; what you said earlier stands."))
    else:
        messages.success(request, _("Thank you. Your answers are kept; you can still change them."))
    return redirect("practice:progress", request.room.group.pk)


def _searched(request: RoomRequest, page: Page, sheet: Sheet) -> HttpResponse:
    words = request.POST.get("words", "")
    found = colleagues_found(request.room.person, words)
    form = _form(request, sheet, found)
    if not found:
        form.add_error("words", _("Nobody on the roster is called so. Try another part."))
    return _page(request, page, form, 200 if found else 422, found)


def _form(request: RoomRequest, sheet: Sheet, found: tuple[Person, ...]) -> PulseForm:
    data = request.POST if request.method == "POST" else None
    ticked = _identities(data.getlist("person")) if data is not None else list(sheet.named)
    listed = {*ticked, *sheet.named_before, *peers(request.room), *(one.pk for one in found)}
    people = colleagues(request.room, listed)
    return PulseForm(sheet, people, get_language() or "en", data)


def _identities(texts: list[str]) -> list[UUID]:
    return [identity for text in texts if (identity := _identity(text))]


def _identity(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(
    request: RoomRequest,
    page: Page | None,
    form: PulseForm | None,
    status: int = 200,
    found: tuple[Person, ...] = (),
) -> HttpResponse:
    room: Room = request.room
    context = {
        "room": room,
        "group": room.group,
        "page": page,
        "form": form,
        "found": found,
        "is_open": True,
    }
    return render(request, "practice/pulse.html", context, status=status)
