"""Bringing a roster: choose a file, check the columns, see the changes, apply."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from collegium.people import actions, queries
from collegium.people.access import Who
from collegium.people.forms import MappingForm, UploadForm
from collegium.people.http import PersonRequest
from collegium.people.models import RosterUpload
from collegium.people.queries.imports import table_of
from collegium.people.roster.places import zone_names
from collegium.people.roster.stored import Stored
from collegium.people.views.showing import shown
from collegium.people.views.tables import first_rows


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Choose a file."""
    person = cast(PersonRequest, request).user
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        upload = actions.keep_upload(
            form.cleaned_data["once"],
            by=person,
            file_name=file.name,
            content=file.read(),
            now=timezone.now(),
        )
        return redirect("people:mapping", upload.pk)
    status = 422 if form.is_bound else 200
    return render(request, "people/import_page.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def mapping(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """Check which column means what."""
    upload = _upload(request, upload_id)
    if upload.applied_at:
        return redirect("people:changes", upload.pk)
    table = table_of(upload)
    data = request.POST if request.method == "POST" else None
    form = MappingForm(data, table=table, stored=cast(Stored, upload.mapping))
    if form.is_bound and form.is_valid():
        actions.read_differently(upload, form.stored())
        return redirect("people:changes", upload.pk)
    context = {"upload": upload, "form": form, "zones": zone_names(), **first_rows(table)}
    status = 422 if form.is_bound else 200
    return render(request, "people/mapping_page.html", context, status=status)


@require_http_methods(["GET", "POST"])
def changes(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """See what would change; on POST, change it."""
    upload = _upload(request, upload_id)
    if request.method == "POST":
        return _apply(request, upload)
    if upload.applied_at:
        may_lead = Who.LEAD in cast(PersonRequest, request).relations
        context = {"upload": upload, "may_lead": may_lead}
        return render(request, "people/applied_page.html", context)
    found = queries.preview(upload, by=cast(PersonRequest, request).user)
    return _show(request, upload, found)


def _apply(request: HttpRequest, upload: RosterUpload) -> HttpResponse:
    person = cast(PersonRequest, request).user
    if upload.applied_at:
        messages.info(request, _("This file was applied already. Nothing was changed now."))
        return redirect("people:changes", upload.pk)
    try:
        actions.apply_roster(upload, by=person, now=timezone.now())
    except actions.RosterRefused as refused:
        return _show(request, upload, refused.preview, status=422)
    messages.success(request, _("The roster is up to date."))
    return redirect("people:changes", upload.pk)


def _show(
    request: HttpRequest, upload: RosterUpload, found: queries.Preview, status: int = 200
) -> HttpResponse:
    context = {"upload": upload, **shown(found)}
    return render(request, "people/changes_page.html", context, status=status)


def _upload(request: HttpRequest, upload_id: UUID) -> RosterUpload:
    try:
        return queries.upload_in(cast(PersonRequest, request).user.organisation, upload_id)
    except RosterUpload.DoesNotExist:
        raise Http404 from None
