"""The pages that everybody sees alike: what HR sees."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from collegium.insights.queries.programmes import programmes_for
from collegium.insights.views.shared import programme_or_404, report_for, report_of, shown
from collegium.people.http import PersonRequest


@require_GET
def programmes(request: PersonRequest) -> HttpResponse:
    """The programmes that have figures to look at."""
    context = {"programmes": programmes_for(request.user)}
    return render(request, "insights/programmes.html", context)


@require_GET
def programme(request: PersonRequest, programme_id: UUID) -> HttpResponse:
    """Everything that is published about a programme."""
    found = programme_or_404(request, programme_id)
    return render(
        request, "insights/programme.html", {"programme": found, **shown(report_of(found))}
    )


@require_GET
def everything(request: PersonRequest) -> HttpResponse:
    """All programmes together, made of what is published about each."""
    return render(request, "insights/everything.html", shown(report_for(request.user)))
