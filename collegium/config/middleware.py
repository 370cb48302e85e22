"""What happens to every request: the reader's language and zone, then the access table."""

import zoneinfo
from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.handlers.exception import response_for_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation

from collegium.audit.origins import coming_from
from collegium.audit.verbs import Origin
from collegium.config.access import TABLE
from collegium.config.pace import Pace
from collegium.groups.http import RoomRequest
from collegium.groups.models import Group, Member
from collegium.groups.queries import enter
from collegium.groups.queries.new_ways import is_closed_to
from collegium.people.access import Who, relations_of
from collegium.people.http import PersonRequest
from collegium.people.models import Person
from collegium.people.queries.new_ways import unsettled_of
from collegium.people.signing.demanded import OPEN, owes_factor
from collegium.people.signing.refusals import note_refused_request
from collegium.people.views.new_ways import closed_page

NO_SIGN_IN = frozenset({Who.ANYONE, Who.HOLDER})
REFUSALS = frozenset({400, 403, 404, 405, 413, 429})
IN_THE_ROOM = frozenset({Who.GROUP_MEMBER, Who.AUTHOR})

type View = Callable[..., HttpResponse]


class ReaderMiddleware:
    """Shows every page in the reader's own language and time zone."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate both around the view."""
        person = request.user
        if not isinstance(person, Person):
            return self.get_response(request)
        with (
            translation.override(person.language),
            timezone.override(zoneinfo.ZoneInfo(person.time_zone)),
        ):
            request.LANGUAGE_CODE = person.language
            response = self.get_response(request)
            response.headers["Content-Language"] = person.language
            return response


class AccessMiddleware:
    """Lets a request through to its view only if the access table has an entry that allows it."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response
        self._pace = Pace(settings.PAGES_A_MINUTE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say where acts come from, and log what an address of ours refused."""
        with coming_from(Origin.PAGE):
            response = self.get_response(request)
        match = request.resolver_match
        if match and response.status_code in REFUSALS:
            note_refused_request(request, f"{match.view_name} ({response.status_code})")
        return response

    def process_view(
        self, request: HttpRequest, _view: View, _args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Decide. "Not yours" and "does not exist" answer alike."""
        match = request.resolver_match
        allowed = TABLE.get(match.view_name, frozenset()) if match else frozenset()
        if allowed & NO_SIGN_IN:
            return None
        if not isinstance(request.user, Person):
            return redirect_to_login(request.get_full_path())
        if not request.user.is_active:
            logout(request)
            return redirect_to_login(request.get_full_path())
        if not self._pace.admits(request.user.pk):
            answer = render(request, "429.html", status=429)
            answer.headers["Retry-After"] = "60"
            return answer
        if owes_factor(request, request.user) and not (match and match.view_name in OPEN):
            return redirect("people:signing_in")
        person_request = cast(PersonRequest, request)
        person_request.relations = relations_of(request.user)
        if allowed & (person_request.relations | {Who.OWNER}):
            return None
        if Who.KNOWN in allowed:
            return closed_page(person_request) if is_closed_to(request.user) else None
        if allowed & IN_THE_ROOM:
            return _enter(cast(RoomRequest, request), kwargs["group_id"])
        raise Http404

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Who has left the group since their request came in finds nothing there any more."""
        if hasattr(request, "room") and isinstance(error, Member.DoesNotExist):
            return response_for_exception(request, Http404())
        return None


def _enter(request: RoomRequest, group_id: UUID) -> HttpResponse | None:
    try:
        request.room = enter(request.user, group_id)
    except Group.DoesNotExist:
        if unsettled_of(request.user):
            return closed_page(request)  # whatever the group is
        raise Http404 from None
    return None
