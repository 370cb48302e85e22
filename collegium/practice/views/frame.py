"""What the pages of practice share: where the member stands, and the answer to a form."""

from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from collegium.groups.http import RoomRequest
from collegium.groups.models import GroupState
from collegium.practice.queries import Standing, standing

READ_WRITE = require_http_methods(["GET", "HEAD", "POST"])


def where(request: RoomRequest) -> Standing:
    """Where the member stands. A closed group can be read but not added to (404 on POST)."""
    found = standing(request.room)
    closed = request.room.group.state == GroupState.CLOSED
    if found is None or (closed and request.method == "POST"):
        raise Http404
    return found


def typed(request: RoomRequest) -> QueryDict | None:
    """What a form is bound to."""
    return request.POST if request.method == "POST" else None


def page(
    request: RoomRequest, name: str, standing: Standing, form: BaseForm | None = None, **more: Any
) -> HttpResponse:
    """A page of one group, refused forms with 422."""
    group = request.room.group
    context = {
        "room": request.room,
        "group": group,
        "is_open": group.state == GroupState.MEETING,
        "standing": standing,
        "form": form,
        **more,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, f"practice/{name}.html", context, status=status)
