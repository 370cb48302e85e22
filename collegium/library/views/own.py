"""Looking something up inside one's own group."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from collegium.groups.http import RoomRequest
from collegium.library.forms.looking import LookUpForm
from collegium.library.queries.own import look_up as find


@require_http_methods(["GET", "POST"])
def look_up(request: RoomRequest, **_group: UUID) -> HttpResponse:
    """Find words in what the group said. They are posted, so that they stand in no address."""
    form = LookUpForm(request.POST or None)
    asked = request.method == "POST" and form.is_valid()
    hits = find(request.room, form.cleaned_data["q"]) if asked else ()
    context = {
        "group": request.room.group,
        "form": form,
        "asked": asked,
        "hits": hits,
        "page": "look_up",
    }
    return render(request, "library/look_up.html", context, status=422 if form.errors else 200)
