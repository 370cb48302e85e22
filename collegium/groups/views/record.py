"""The record of acts: an organisation's, one's own, a group's."""

import csv
from io import StringIO
from typing import cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from collegium.audit.models import Entry
from collegium.groups.actions.record import note_taken
from collegium.groups.forms.record import RecordForm
from collegium.groups.http import RoomRequest
from collegium.groups.queries.record import (
    done_in,
    done_to,
    months_of,
    record_of,
    told,
    told_in_turn,
)
from collegium.people.http import PersonRequest
from collegium.people.roster.cells import harmless

PAGE = 50


@require_GET
def record(request: HttpRequest) -> HttpResponse:
    """What was done in an organisation, for its administrators."""
    organisation = cast(PersonRequest, request).user.organisation
    form = RecordForm(request.GET, months_of(organisation))
    entries = record_of(organisation, form.wanted())
    return _paged(request, "groups/record_page.html", entries, form=form)


@require_GET
def record_file(request: HttpRequest) -> HttpResponse:
    """The same as CSV, with the marks of the chain."""
    person = cast(PersonRequest, request).user
    form = RecordForm(request.GET, months_of(person.organisation))
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow(
        [
            pgettext("an entry of the record", "Number"),
            _("When (UTC)"),
            _("What"),
            pgettext("where an act came from", "From"),
            _("Verb"),
            _("Mark"),
        ]
    )
    for one in told_in_turn(record_of(person.organisation, form.wanted())):
        words = (harmless(" ".join(text.split())) for text in (one.what, one.origin, one.verb))
        rows.writerow([one.number, f"{one.at:%Y-%m-%dT%H:%M:%SZ}", *words, one.mark])
    note_taken(person)
    response = HttpResponse(out.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="collegium-record.csv"'
    return response


@require_GET
def own_record(request: HttpRequest) -> HttpResponse:
    """What was done about the reader, and in which of their groups words were opened."""
    person = cast(PersonRequest, request).user
    return _paged(request, "groups/own_record_page.html", done_to(person), reasons=True)


@require_GET
def done_here(request: HttpRequest, **_address: object) -> HttpResponse:
    """What was done in a group, for its members."""
    room = cast(RoomRequest, request).room
    entries = done_in(room)
    return _paged(request, "groups/done_here_page.html", entries, reasons=True, group=room.group)


def _paged(
    request: HttpRequest,
    template: str,
    entries: QuerySet[Entry],
    *,
    reasons: bool = False,
    **more: object,
) -> HttpResponse:
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    narrowed = request.GET.copy()
    narrowed.pop("page", None)
    shown = told(page.object_list, with_reasons=reasons)
    context = {"page": page, "told": shown, "narrowed": narrowed.urlencode(), **more}
    return render(request, template, context)
