"""Bringing outcomes: choose a file, check the columns, see what is new, apply."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from collegium.insights.actions import outcomes as actions
from collegium.insights.forms import ColumnsForm, OutcomeFileForm
from collegium.insights.models import OutcomeFile
from collegium.insights.queries.outcomes import (
    columns_of,
    outcome_file,
    outcome_table,
    preview,
)
from collegium.insights.words.importing import FIELD_NAMES, problem_texts
from collegium.people.http import PersonRequest
from collegium.people.roster.mistakes import Refused
from collegium.people.views.tables import first_rows, mistakes_shown


@require_http_methods(["GET", "POST"])
def bring(request: PersonRequest) -> HttpResponse:
    """Choose a file."""
    posted = request.method == "POST"
    form = OutcomeFileForm(request.POST, request.FILES) if posted else OutcomeFileForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        kept = actions.keep_outcome_file(
            form.cleaned_data["once"],
            by=request.user,
            file_name=file.name,
            content=file.read(),
            now=timezone.now(),
        )
        return redirect("insights:columns", kept.pk)
    status = 422 if form.is_bound else 200
    return render(request, "insights/bring.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def columns(request: PersonRequest, file_id: UUID) -> HttpResponse:
    """Check which column means what."""
    file = _file(request, file_id)
    if file.applied_at:
        return redirect("insights:new_outcomes", file.pk)
    table = outcome_table(file)
    data = request.POST if request.method == "POST" else None
    form = ColumnsForm(data, table=table, columns=columns_of(file))
    if form.is_bound and form.is_valid():
        actions.set_columns(file, form.columns())
        return redirect("insights:new_outcomes", file.pk)
    context = {"file": file, "form": form, **first_rows(table)}
    status = 422 if form.is_bound else 200
    return render(request, "insights/columns.html", context, status=status)


@require_http_methods(["GET", "POST"])
def new_outcomes(request: PersonRequest, file_id: UUID) -> HttpResponse:
    """See how much would be written; on POST, write it."""
    file = _file(request, file_id)
    if request.method == "POST":
        return _apply(request, file)
    if file.applied_at:
        return render(request, "insights/applied.html", {"file": file})
    return _show(request, file)


def _apply(request: PersonRequest, file: OutcomeFile) -> HttpResponse:
    if file.applied_at:
        messages.info(request, _("This file was applied already. Nothing was changed now."))
        return redirect("insights:new_outcomes", file.pk)
    try:
        actions.apply_outcomes(file, by=request.user, now=timezone.now())
    except Refused:
        return _show(request, file, status=422)
    messages.success(request, _("The values are in."))
    return redirect("insights:new_outcomes", file.pk)


def _show(request: PersonRequest, file: OutcomeFile, status: int = 200) -> HttpResponse:
    outcome = preview(file, now=timezone.now())
    context = {
        "file": file,
        "count": outcome.count,
        **mistakes_shown(outcome.problems, FIELD_NAMES, problem_texts),
    }
    return render(request, "insights/new_outcomes.html", context, status=status)


def _file(request: PersonRequest, file_id: UUID) -> OutcomeFile:
    try:
        return outcome_file(request.user.organisation, file_id)
    except OutcomeFile.DoesNotExist:
        raise Http404 from None
