"""One address for the whole life of a session: brief, room, what it left."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.backends.utils import csrf_input
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from collegium.domain.playbook import Playbook, Refused
from collegium.domain.playbook.kinds import SHAPES
from collegium.domain.playbook.overview import overview_of
from collegium.groups.http import RoomRequest
from collegium.groups.queries.pool import name_challenges
from collegium.groups.rooms import Room
from collegium.meetings.actions.live import record_event
from collegium.meetings.actions.presence import let_out_of, note_seen
from collegium.meetings.live.board import Board
from collegium.meetings.live.desk import Desk
from collegium.meetings.live.playbooks import book_of
from collegium.meetings.live.rendering import drawn_whole, place_of
from collegium.meetings.live.sending import event_data
from collegium.meetings.live.sheets import Attempt
from collegium.meetings.live.wall import Wall
from collegium.meetings.live.words import REASONS
from collegium.meetings.models import CYCLE_KINDS, Kind, Session, SessionState
from collegium.meetings.queries.dates import orientation_before
from collegium.meetings.queries.extra import may_call_off, name_extras
from collegium.meetings.queries.live import (
    OutcomeView,
    following_session,
    names_in,
    open_to,
    outcomes,
    seated,
    session_of,
    state_of,
)

SECTIONS: dict[str, str | Promise] = {
    "plan": _("Plans"),
    "report": _("Reports"),
    "agreement": _("Promises"),
    "cause": _("Root causes"),
    "alternative": _("Alternatives"),
    "choice": _("What you chose"),
    "question": _("Open questions"),
    "takeaway": _("Takeaways"),
    "card": _("Cards"),
}
BRIEFED = frozenset({"plan", "takeaway"})
NOTING = frozenset({"card", "pair_note", "pulse"})  # what is kept as cards


@require_GET
def session(
    request: RoomRequest,
    group_id: UUID,  # noqa: ARG001 - the access table has turned it into request.room
    session_id: UUID,
) -> HttpResponse:
    """Show the session as it stands; who looks at it is there, with scripts or without."""
    found = _find(request.room, session_id)
    if found.state == SessionState.LIVE and open_to(request.room, found):
        note_seen([(found.pk, request.room.member.pk)], now=timezone.now())
        if let_out_of(request.room, found, now=timezone.now()):
            found = _find(request.room, session_id)
    return _page(request, found)


@require_POST
def act(request: RoomRequest, group_id: UUID, session_id: UUID) -> HttpResponse:
    """Record an event from a form, for those whose browser runs no scripts."""
    if not open_to(request.room, _find(request.room, session_id)):
        return redirect("meetings:session", group_id, session_id)
    fields = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    kind = fields.get("kind", "")
    try:
        record_event(
            request.room,
            session_id,
            key=_key(fields),
            kind=kind,
            data=event_data(fields),
            now=timezone.now(),
        )
    except Session.DoesNotExist:
        raise Http404 from None
    except Refused as refusal:
        found = _find(request.room, session_id)
        return _page(request, found, Attempt(kind, fields, refusal), status=422)
    return redirect(_back(group_id, session_id, str(fields.get("for", ""))))


@require_GET
def wall(request: RoomRequest, group_id: UUID, session_id: UUID) -> HttpResponse:
    """Show what all see alike, large, for a screen that the group looks at together."""
    found = _find(request.room, session_id)
    if found.state != SessionState.LIVE or not open_to(request.room, found):
        return redirect("meetings:session", group_id, session_id)
    context = {"room": request.room, "session": found} | _live(request, found)
    return render(request, "meetings/session_wall.html", context)


def _back(group_id: UUID, session_id: UUID, stands_for: str) -> str:
    page = reverse("meetings:session", args=[group_id, session_id])
    return f"{page}?{urlencode({'for': stands_for})}" if stands_for else page


def _key(fields: dict[str, str]) -> UUID:
    try:
        return UUID(fields.get("key", ""))
    except ValueError:
        return uuid4()


def _find(room: Room, session_id: UUID) -> Session:
    try:
        found = session_of(room, session_id)
    except Session.DoesNotExist:
        raise Http404 from None
    name_extras([room], [found])
    return found


def _page(
    request: RoomRequest, found: Session, attempt: Attempt | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "room": request.room,
        "session": found,
        "session_id": found.pk,
        "group_id": found.group_id,
        "page": reverse("meetings:session", args=[found.group_id, found.pk]),
        "act": reverse("meetings:act", args=[found.group_id, found.pk]),
    }
    more: dict[str, Any]
    if not open_to(request.room, found):
        page, more = "session_before", {"following": following_session(found)}
    elif found.state == SessionState.LIVE:
        stands_for = (request.POST or request.GET).get("for", "")
        more = _live(request, found, attempt, stands_for)
        page = "session_lent" if more["desk"].stands_for else "session_live"
    elif found.state == SessionState.ENDED:
        page, more = "session_after", _after(request.room, found)
    else:
        page, more = "session_brief", _brief(request.room, found)
    if attempt:
        more["problem"] = REASONS[attempt.refusal.reason]
    return render(request, f"meetings/{page}.html", context | more, status=status)


def _live(
    request: RoomRequest, found: Session, attempt: Attempt | None = None, stands_for: str = ""
) -> dict[str, Any]:
    room = request.room
    state, names = state_of(room, found), names_in(room)
    language = get_language() or "en"
    member = str(room.member.pk)
    lends = state.carried.get(stands_for) == member and stands_for in seated(room)
    lent = stands_for if lends else ""
    overview = overview_of(state)
    desk = Desk(overview, member, names, language, attempt, stands_for=lent)
    wall = Wall(Board(overview, names), language)
    place = replace(
        place_of(room.group.pk, found.pk), csrf=csrf_input(request), stands_for=desk.stands_for
    )
    parts = drawn_whole(wall, desk, place)
    if found.kind in CYCLE_KINDS:
        name_challenges([room], [found.cycle])
    return {
        "wall": wall,
        "desk": desk,
        "parts": parts,
        "sequence": state.sequence,
        "challenge": found.cycle.sentence if found.kind in CYCLE_KINDS else "",
    }


def _brief(room: Room, found: Session) -> dict[str, Any]:
    book = book_of(room, found)
    people = len(seated(room))
    language = get_language() or "en"
    earlier = outcomes(room, found.cycle) if found.kind == Kind.SESSION_TWO else ()
    return {
        "aim": book.aim.in_language(language),
        "steps": [
            {"title": step.title.in_language(language), "minutes": step.minutes_for(people)}
            for step in book.steps
        ],
        "minutes": book.minutes_for(people),
        "hosts": found.host_id == room.member.pk,
        "may_call_off": may_call_off(room, found),
        "orientation": orientation_before(found),
        "earlier": _sections(
            [one for one in earlier if one.session_kind == Kind.SESSION_ONE and one.kind in BRIEFED]
        ),
    }


def _after(room: Room, found: Session) -> dict[str, Any]:
    kept = outcomes(room, found.cycle)
    left = [one for one in kept if one.session_id == found.pk and one.kind in SECTIONS]
    left.sort(key=lambda one: one.kind == "plan" and one.member_id != room.member.pk)
    return {
        "left": _sections(left, _own_title(book_of(room, found), left)),
        "following": following_session(found),
    }


def _own_title(book: Playbook, left: list[OutcomeView]) -> Mapping[str, str]:
    """What cards are called: as their step, where all of them come from one."""
    steps = [step for step in book.steps if NOTING & {one.name for one in SHAPES[step.kind].slots}]
    shown = all(one.words["shown"] for one in left if one.kind == "card")  # else perhaps a cause
    if len(steps) != 1 or not shown:
        return {}
    return {"card": steps[0].title.in_language(get_language() or "en")}


def _sections(
    left: list[OutcomeView], named: Mapping[str, str] = MappingProxyType({})
) -> list[dict[str, Any]]:
    order = list(SECTIONS)
    left.sort(key=lambda one: order.index(one.kind))
    return [
        {"title": named.get(kind) or SECTIONS[kind], "outcomes": list(found)}
        for kind, found in groupby(left, key=lambda one: one.kind)
    ]
