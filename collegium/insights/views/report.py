"""The page that everybody sees alike: what HR sees."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from collegium.groups.models import Programme
from collegium.insights import pictures
from collegium.insights.measures import Measure
from collegium.insights.queries.programmes import programme_for, programmes_for
from collegium.insights.queries.report import Report, report_on
from collegium.insights.readings import reading, readings
from collegium.insights.table import as_csv
from collegium.people.http import PersonRequest


@require_GET
def programmes(request: PersonRequest) -> HttpResponse:
    """The programmes that have figures to look at."""
    context = {"programmes": programmes_for(request.user)}
    return render(request, "insights/programmes.html", context)


@require_GET
def programme(request: PersonRequest, programme_id: UUID) -> HttpResponse:
    """Everything that is published about a programme."""
    found = _programme_or_404(request, programme_id)
    report = report_on(found, now=timezone.now())
    return render(request, "insights/programme.html", {"programme": found, **_shown(report)})


@require_GET
def table(request: PersonRequest, programme_id: UUID) -> HttpResponse:
    """The same figures as a file."""
    report = report_on(_programme_or_404(request, programme_id), now=timezone.now())
    response = HttpResponse(as_csv(report.lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="collegium-figures.csv"'
    return response


def _shown(report: Report) -> dict[str, Any]:
    """What the sections of a report draw and say."""
    return {
        "report": report,
        "participation": pictures.participation(report),
        "participation_readings": readings([*report.participation, report.total(Measure.ATTEMPTS)]),
        "attempts": pictures.attempts(report),
        "slopes": pictures.slopes(report),
        "changes": pictures.changes(report),
        "weeks": pictures.weeks(report),
        "change": reading(report.total(Measure.CHANGE)),
    }


def _programme_or_404(request: PersonRequest, programme_id: UUID) -> Programme:
    try:
        return programme_for(request.user, programme_id)
    except Programme.DoesNotExist:
        raise Http404 from None
