"""What a change of the roster has done to a group, and what a lead can do about it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from collegium.domain.composition import Unsolvable
from collegium.groups.actions.watching import settle_notice, take_way_out
from collegium.groups.models import Group, Notice, NoticeState, Programme
from collegium.groups.queries.graceful import WayOut, named_way, ways_out
from collegium.groups.queries.watch import notice_in, open_notices
from collegium.groups.views.finding import with_programme
from collegium.people.http import PersonRequest

SETTLED = {"left": NoticeState.LEFT, "done": NoticeState.DONE}


@require_http_methods(["GET", "POST"])
@with_programme
def notice(request: PersonRequest, programme: Programme, notice_id: UUID) -> HttpResponse:
    """One notice, with a graceful move where there is one."""
    try:
        found = notice_in(programme, notice_id)
    except Notice.DoesNotExist:
        raise Http404 from None
    stands = found in open_notices(programme)
    wanted = request.POST.get("do", "") if request.method == "POST" else ""
    if wanted in SETTLED:
        settle_notice(found, SETTLED[wanted], by=request.user, now=timezone.now())
        messages.success(request, _("Noted. You will not hear of it again."))
        return redirect("groups:programme", programme_id=programme.pk)
    ways = _ways(programme, found) if stands else ()
    unclear = ""
    if request.method == "POST":
        if not stands:
            return redirect("groups:notice", programme_id=programme.pk, notice_id=notice_id)
        chosen = named_way(ways, request.POST.get("way", ""))
        if chosen and _taken(found, chosen, request):
            messages.success(request, _("Moved. Only the new places are told, and not why."))
            return redirect("groups:programme", programme_id=programme.pk)
        unclear = _("Choose one of these moves; another one is not on offer any more.")
    context = {"programme": programme, "notice": found, "stands": stands, "ways": ways}
    status = 422 if request.method == "POST" else 200
    return render(request, "groups/notice_page.html", context | {"unclear": unclear}, status=status)


def _ways(programme: Programme, found: Notice) -> tuple[WayOut, ...]:
    try:
        return ways_out(programme, found)
    except Unsolvable:
        return ()


def _taken(found: Notice, way: WayOut, request: PersonRequest) -> bool:
    try:
        take_way_out(found, way, by=request.user, now=timezone.now())
    except Group.DoesNotExist:
        return False
    return True
