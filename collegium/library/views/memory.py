"""Pages of a group's memory, for those who sit in it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from collegium.groups.http import RoomRequest
from collegium.groups.models import Cycle
from collegium.groups.own_words import NotYoursError
from collegium.groups.queries.hands import hand_of
from collegium.library.actions import memory as actions
from collegium.library.forms.memory import FateForm, OpeningForm, ThingForm
from collegium.library.queries.memory import own_words as words
from collegium.library.queries.memory.openings import openings_of
from collegium.library.queries.memory.patterns import patterns_of
from collegium.library.queries.memory.timeline import timeline_of
from collegium.library.queries.memory.year_ago import year_ago as year_ago_of
from collegium.meetings.actions.own_words import SessionRunsError


@require_GET
def memory(request: RoomRequest, **_group: UUID) -> HttpResponse:
    """The group's years, cycle by cycle."""
    return _page(request, "memory", timeline=timeline_of(request.room))


@require_GET
def patterns(request: RoomRequest, **_group: UUID) -> HttpResponse:
    """What comes back, what became of plans, what was never taken up."""
    return _page(request, "patterns", patterns=patterns_of(request.room))


@require_POST
def fate(request: RoomRequest, group_id: UUID) -> HttpResponse:
    """Say what became of one's own plan."""
    form = FateForm(request.POST)
    if not form.is_valid():
        raise Http404
    told = form.cleaned_data
    try:
        actions.say_fate(request.room, told["cycle"], told["fate"], now=timezone.now())
    except Cycle.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("Noted. You can say it differently at any time."))
    return redirect("library:patterns", group_id)


@require_GET
def mine(request: RoomRequest, **_group: UUID) -> HttpResponse:
    """What I wrote, to take back."""
    return _page(request, "mine", own=words.own_words(request.room), place=request.room.member)


@require_http_methods(["GET", "POST"])
def taking_back(request: RoomRequest, group_id: UUID) -> HttpResponse:
    """Take back one thing, after a look at it."""
    form = ThingForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return redirect("library:mine", group_id)
    kind, thing = form.cleaned_data["kind"], form.cleaned_data["thing"]
    if request.method == "GET":
        found = words.one_of(request.room, kind, thing)
        if found is None or found.stays:
            return redirect("library:mine", group_id)
        return _page(request, "taking_back", one=found)
    try:
        actions.take_back(request.room, kind, thing, now=timezone.now())
    except NotYoursError:
        raise Http404 from None
    except SessionRunsError:
        messages.error(request, _("A session is under way. Come back when it is over."))
    else:
        messages.success(request, _("It is gone, for you and for everybody."))
    return redirect("library:mine", group_id)


@require_http_methods(["GET", "POST"])
def opening(request: RoomRequest, group_id: UUID) -> HttpResponse:
    """Which cycles those who joined later may read."""
    if request.method == "GET":
        return _page(request, "opening", openings=openings_of(request.room))
    form = OpeningForm(request.POST)
    if not form.is_valid():
        raise Http404
    told = form.cleaned_data
    hand, now = hand_of(request.room), timezone.now()
    try:
        actions.open_cycle(hand, told["cycle"], agrees=told["agrees"], now=now)
    except Cycle.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("Thank you. You can say otherwise at any time."))
    return redirect("library:opening", group_id)


@require_GET
def year_ago(request: RoomRequest, **_group: UUID) -> HttpResponse:
    """What was said a year ago; as a part of the group's page nothing where there is nothing."""
    found = year_ago_of(request.room, on=timezone.localdate())
    if "part" in request.GET:
        context = {"found": found, "room": request.room}
        return render(request, "library/memory/_year_ago.html", context)
    return _page(request, "year_ago", found=found)


def _page(request: RoomRequest, name: str, **more: object) -> HttpResponse:
    context = {"room": request.room, "group": request.room.group, "page": name, **more}
    return render(request, f"library/memory/{name}.html", context)
