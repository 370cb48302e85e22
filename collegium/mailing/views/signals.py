"""How groups are doing from outside, for their facilitator and for the programme's lead."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from collegium.groups.models import Programme
from collegium.groups.queries import programme_of
from collegium.mailing.queries.signals import signals_for, signals_in
from collegium.people.http import PersonRequest


@require_GET
def facilitated(request: HttpRequest) -> HttpResponse:
    """The groups that a facilitator supports."""
    groups = signals_for(cast(PersonRequest, request).user, timezone.now())
    return render(request, "mailing/facilitated.html", {"groups": groups})


@require_GET
def signals(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """The groups of a programme."""
    organisation = cast(PersonRequest, request).user.organisation
    try:
        programme = programme_of(organisation, programme_id)
    except Programme.DoesNotExist:
        raise Http404 from None
    groups = signals_in(programme, timezone.now())
    context = {
        "programme": programme,
        "groups": groups,
        "addresses": any(one.address_fails for one in groups),
        "dates": any(one.signals and one.signals.date_missing for one in groups),
    }
    return render(request, "mailing/signals.html", context)
