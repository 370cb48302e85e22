"""A group's own extra meetings, and its sessions on paper."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from collegium.groups.http import RoomRequest
from collegium.groups.models import GroupState
from collegium.groups.rooms import Room
from collegium.meetings.actions.extra import HasBegunError, NewExtra, start_extra
from collegium.meetings.actions.extra import call_off as cancel
from collegium.meetings.calls import new_call
from collegium.meetings.forms.extra import ExtraForm
from collegium.meetings.live.playbooks import book_of
from collegium.meetings.models import Session
from collegium.meetings.paper import paper_of
from collegium.meetings.queries.extra import name_extras
from collegium.meetings.queries.live import open_to, seated, session_of
from collegium.meetings.queries.playbooks import fitting


@require_http_methods(["GET", "HEAD", "POST"])
def extra(request: RoomRequest, group_id: UUID) -> HttpResponse:
    """Set up a meeting, now or later."""
    room, is_open = request.room, request.room.group.state == GroupState.MEETING
    server = request.user.organisation.call_server
    asks = request.method == "POST" and bool(server) and "make_link" in request.POST
    posted = request.POST if request.method == "POST" and is_open and not asks else None
    typed = {**request.POST.dict(), "link": new_call(server)} if asks else request.GET.dict()
    form = _form(room, posted, typed)
    if posted is not None and form.is_valid():
        return _start(request, form)
    if request.method == "POST" and not is_open:
        return redirect("practice:group", group_id)
    context = {"room": room, "form": form, "is_open": is_open, "server": server}
    status = 422 if posted is not None else 200
    return render(request, "meetings/extra.html", context, status=status)


@require_GET
def session_paper(request: RoomRequest, group_id: UUID, session_id: UUID) -> HttpResponse:
    """A session's own playbook on one sheet."""
    room = request.room
    try:
        session = session_of(room, session_id)
    except Session.DoesNotExist:
        raise Http404 from None
    if not open_to(room, session):
        return redirect("meetings:session", group_id, session_id)
    name_extras([room], [session])
    session.group = room.group
    language = get_language() or "en"
    book = book_of(room, session)
    sheet = paper_of(book, language, len(seated(room)) or book.people)
    context = {"paper": sheet, "session": session, "language": language}
    return render(request, "meetings/playbooks/paper.html", context)


@require_POST
def call_off(request: RoomRequest, group_id: UUID, session_id: UUID) -> HttpResponse:
    """Cancel a meeting that has not begun."""
    try:
        cancel(request.room, session_id)
    except Session.DoesNotExist:
        raise Http404 from None
    except HasBegunError:
        messages.error(request, _("This meeting has begun or is over; it cannot be called off."))
        return redirect("meetings:session", group_id, session_id)
    messages.success(request, _("The meeting is called off. Whoever was invited is told."))
    return redirect("practice:group", group_id)


def _form(room: Room, data: QueryDict | None, typed: dict[str, str]) -> ExtraForm:
    people = len(seated(room))
    known = {name: typed[name] for name in ExtraForm.base_fields if name in typed}
    return ExtraForm(
        fitting(room.group.organisation_id, people),
        people=people,
        language=get_language() or "en",
        now=timezone.now(),
        data=data,
        typed=known,
    )


def _start(request: RoomRequest, form: ExtraForm) -> HttpResponse:
    said = form.cleaned_data
    wanted = NewExtra(said["once"], said["playbook"], said["starts_at"], said["link"])
    session = start_extra(request.room, wanted, now=timezone.now())
    if said["starts_at"]:
        messages.success(request, _("The meeting stands. Everybody in your group is invited."))
    return redirect("meetings:session", session.group_id, session.pk)
