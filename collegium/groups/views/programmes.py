"""The list of programmes, one programme, and the form for it."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from collegium.groups import actions, queries
from collegium.groups.forms import ProgrammeForm
from collegium.groups.models import Programme, ProgrammeState
from collegium.groups.queries import Step
from collegium.groups.queries.watch import open_notices
from collegium.groups.views.finding import posted, with_programme
from collegium.people.http import PersonRequest


@require_GET
def programmes(request: HttpRequest) -> HttpResponse:
    """Every programme of the organisation."""
    lines = queries.programmes_of(cast(PersonRequest, request).user.organisation)
    return render(request, "groups/programmes_page.html", {"lines": lines})


@require_GET
@with_programme
def programme(request: PersonRequest, programme: Programme) -> HttpResponse:
    """How far a programme has come and the one thing to do next."""
    progress = queries.progress_of(programme)
    context = {
        "programme": programme,
        "progress": progress,
        "watched": open_notices(programme),
        "steps": [(step, progress.done(step)) for step in Step],
    }
    return render(request, "groups/programme_page.html", context)


@require_http_methods(["GET", "POST"])
def new_programme(request: HttpRequest) -> HttpResponse:
    """Begin a programme."""
    lead = cast(PersonRequest, request).user
    form = ProgrammeForm(posted(request), organisation=lead.organisation)
    if form.is_bound and form.is_valid():
        created = actions.create_programme(
            form.facts(), by=lead, once=form.cleaned_data["once"], now=timezone.now()
        )
        return redirect("groups:participants", programme_id=created.pk)
    return _page(request, form, None)


@require_http_methods(["GET", "POST"])
@with_programme
def edit_programme(request: PersonRequest, programme: Programme) -> HttpResponse:
    """Change a programme while it is being prepared."""
    if programme.state != ProgrammeState.DRAFT:
        raise actions.NotInPreparation
    form = ProgrammeForm(posted(request), organisation=programme.organisation, programme=programme)
    if form.is_bound and form.is_valid():
        actions.change_programme(programme, form.facts(), by=request.user, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("groups:programme", programme_id=programme.pk)
    return _page(request, form, programme)


def _page(request: HttpRequest, form: ProgrammeForm, programme: Programme | None) -> HttpResponse:
    context = {"form": form, "programme": programme}
    status = 422 if form.is_bound else 200
    return render(request, "groups/programme_form_page.html", context, status=status)
