"""Pages for those in a group."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from collegium.groups import actions, queries
from collegium.groups.forms import AgreementForm
from collegium.groups.http import RoomRequest
from collegium.groups.models import Agreement, Group, GroupState, Member
from collegium.groups.views.finding import posted
from collegium.people.actions.new_ways import ShownOther


@require_http_methods(["GET", "POST"])
def agreements(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """What the group has promised itself, and a new proposal."""
    room = cast(RoomRequest, request).room
    form = AgreementForm(posted(request))
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            actions.propose_agreement(
                room, text=told["text"], once=told["once"], now=timezone.now()
            )
        except Group.DoesNotExist:
            raise Http404 from None
        messages.success(request, _("Proposed, with your signature under it."))
        return redirect("groups:agreements", group_id=group_id)
    context = {
        "room": room,
        "agreements": queries.agreements_of(room),
        "members": len(queries.members_of(room)),
        "form": form,
        "meeting": room.group.state == GroupState.MEETING,
    }
    status = 422 if form.is_bound else 200
    return render(request, "groups/agreements_page.html", context, status=status)


@require_POST
def vouch(request: HttpRequest, group_id: UUID, member_id: UUID) -> HttpResponse:
    """Say that it is somebody of the group who signs in anew."""
    room, shown = cast(RoomRequest, request).room, request.POST.get("shown", "")
    try:
        way_id = UUID(request.POST.get("way", ""))
        member = actions.vouch(room, member_id, way_id, shown=shown, now=timezone.now())
    except ShownOther:
        messages.error(request, _("The address has changed meanwhile. Please look again."))
    except (ValueError, Member.DoesNotExist):
        raise Http404 from None
    else:
        said = _("You have said that it is %(name)s.")
        messages.success(request, said % {"name": member.person.name})
    return redirect("practice:group", group_id=group_id)


@require_POST
def sign(request: HttpRequest, group_id: UUID, agreement_id: UUID) -> HttpResponse:
    """Stand by an agreement."""
    try:
        actions.sign_agreement(cast(RoomRequest, request).room, agreement_id, now=timezone.now())
    except (Agreement.DoesNotExist, Group.DoesNotExist):
        raise Http404 from None
    messages.success(request, _("Signed."))
    return redirect("groups:agreements", group_id=group_id)
