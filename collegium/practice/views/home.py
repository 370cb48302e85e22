"""Pages to read: a member's home, the group's own page, the brief for Session Two."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from collegium.groups.http import RoomRequest
from collegium.groups.queries.new_ways import doubts_in
from collegium.groups.queries.record import openings_of
from collegium.people.access import Who
from collegium.people.http import PersonRequest
from collegium.people.queries.new_ways import unsettled_of
from collegium.practice.actions.putting_off import not_today
from collegium.practice.queries.brief import brief_of
from collegium.practice.queries.group import group_page
from collegium.practice.queries.today import today as today_of
from collegium.practice.views.frame import page, where


@require_GET
def today(request: PersonRequest) -> HttpResponse:
    """Now, next, later."""
    person = request.user
    found = today_of(person, language=get_language() or "en", now=timezone.now())
    context = {"today": found, "leads": Who.LEAD in request.relations, "ways": unsettled_of(person)}
    return render(request, "practice/today.html", context)


@require_POST
def snooze(request: PersonRequest) -> HttpResponse:
    """Put one thing off until tomorrow."""
    if not_today(request.user, request.POST.get("key", ""), now=timezone.now()):
        messages.success(request, _("It comes again tomorrow."))
    return redirect("practice:today")


@require_GET
def group(request: RoomRequest, **_: object) -> HttpResponse:
    """The group's own page."""
    standing = where(request)
    found = group_page(request.room, standing, timezone.now())
    return page(
        request,
        "group",
        standing,
        page=found,
        openings=openings_of(request.room),
        doubts=doubts_in(request.room, found.members),
    )


@require_GET
def brief(request: RoomRequest, **_: object) -> HttpResponse:
    """What the month brought, for Session Two."""
    standing = where(request)
    return page(request, "brief", standing, briefs=brief_of(request.room, standing.cycle))
