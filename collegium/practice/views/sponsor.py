"""The page of the sponsor note."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from collegium.groups.http import RoomRequest
from collegium.practice import actions
from collegium.practice.queries.sponsor import sponsor_view
from collegium.practice.views.frame import READ_WRITE, page, where


@READ_WRITE
def sponsor(request: RoomRequest, group_id: UUID) -> HttpResponse:
    """See what one's boss would get; agree to it, or take that back."""
    standing, room, now = where(request), request.room, timezone.now()
    found = sponsor_view(room, standing, now)
    if request.method != "POST":
        return page(request, "sponsor", standing, sponsor=found)
    if request.POST.get("choice") == "stop":
        actions.take_back_sponsor_note(room, standing.cycle, now=now)
        if not found.has_gone:
            messages.success(request, _("Nothing is sent."))
    elif request.POST.get("choice") == "send" and found.letter:
        try:
            actions.agree_to_sponsor_note(room, standing.cycle, now=now)
        except actions.NoBossError:
            raise Http404 from None
        messages.success(request, _("Agreed. Until it goes out you can change your mind."))
    return redirect("practice:sponsor", group_id)
