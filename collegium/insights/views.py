"""The page that everybody sees alike: what HR sees."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from collegium.groups.models import Programme
from collegium.insights.measures import Measure
from collegium.insights.pictures import attempts, changes, participation, slopes, withheld
from collegium.insights.queries.programmes import programme_for, programmes_for
from collegium.insights.queries.report import report_on
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
    report = report_on(found)
    context = {
        "programme": found,
        "report": report,
        "participation": participation(report),
        "attempts": attempts(report),
        "slopes": slopes(report),
        "changes": changes(report),
        "change": report.total(Measure.CHANGE),
        "withheld": withheld(report),
    }
    return render(request, "insights/programme.html", context)


@require_GET
def table(request: PersonRequest, programme_id: UUID) -> HttpResponse:
    """The same figures as a file."""
    found = _programme_or_404(request, programme_id)
    response = HttpResponse(as_csv(report_on(found).lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="collegium-figures.csv"'
    return response


def _programme_or_404(request: PersonRequest, programme_id: UUID) -> Programme:
    try:
        return programme_for(request.user, programme_id)
    except Programme.DoesNotExist:
        raise Http404 from None
