"""The figures of a page as files."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from collegium.insights.actions.downloads import note_download
from collegium.insights.queries.report import Report
from collegium.insights.table import as_csv
from collegium.insights.views.shared import programme_or_404, report_for, report_of
from collegium.people.http import PersonRequest

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def table(request: PersonRequest, programme_id: UUID) -> HttpResponse:
    """A programme's figures as CSV."""
    report = report_of(programme_or_404(request, programme_id))
    note_download(request.user, request.relations, "csv", programme_id)
    return _file(as_csv(report).encode("utf-8-sig"), CSV, "csv")


@require_GET
def workbook(request: PersonRequest, programme_id: UUID) -> HttpResponse:
    """A programme's figures as a workbook."""
    found = programme_or_404(request, programme_id)
    note_download(request.user, request.relations, "xlsx", programme_id)
    return _workbook(found.name, report_of(found))


@require_GET
def everything_table(request: PersonRequest) -> HttpResponse:
    """The figures of all programmes as CSV."""
    note_download(request.user, request.relations, "csv")
    return _file(as_csv(report_for(request.user)).encode("utf-8-sig"), CSV, "csv")


@require_GET
def everything_workbook(request: PersonRequest) -> HttpResponse:
    """The figures of all programmes as a workbook."""
    name = request.user.organisation.name
    note_download(request.user, request.relations, "xlsx")
    return _workbook(name, report_for(request.user))


def _workbook(name: str, report: Report) -> HttpResponse:
    from collegium.insights.workbook import as_workbook  # noqa: PLC0415 - heavy, rarely asked for

    return _file(as_workbook(name, report), XLSX, "xlsx")


def _file(content: bytes, kind: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    name = f"collegium-figures.{ending}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
