"""The pages that belong to no app: the way home, and health."""

from typing import cast

from django.conf import settings
from django.db import DatabaseError, connections
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from collegium.config.contact import security_txt
from collegium.people.access import Who
from collegium.people.http import PersonRequest

PLAIN = "text/plain; charset=utf-8"


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Everybody's first page: a lead's programmes, a facilitator's groups, a member's today."""
    person_request = cast(PersonRequest, request)
    if person_request.user.memberships.filter(left_at=None).exists():
        return redirect("practice:today")
    if Who.LEAD in person_request.relations:
        return redirect("groups:programmes")
    if Who.FACILITATOR in person_request.relations:
        return redirect("mailing:facilitated")
    if Who.ADMINISTRATOR in person_request.relations:
        return redirect("people:roster")
    return redirect("practice:today")


@require_GET
@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    """200 when both databases answer, else 503."""
    try:
        for alias in ("default", "vault"):
            with connections[alias].cursor() as cursor:
                cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database does not answer\n", status=503, content_type=PLAIN)
    return HttpResponse("ok\n", content_type=PLAIN)


@require_GET
def whom_to_tell(_request: HttpRequest) -> HttpResponse:
    """Where to report a weakness of this installation, if its operator said so."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    text = security_txt(
        settings.SECURITY_CONTACT,
        address=settings.ADDRESS,
        languages=[code for code, _ in settings.LANGUAGES],
        now=timezone.now(),
    )
    return HttpResponse(text, content_type=PLAIN)
