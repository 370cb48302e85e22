"""What the lead's pages share: finding the programme, and what to say when it runs already."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from collegium.groups import queries
from collegium.groups.actions import NotInPreparation
from collegium.groups.models import Programme
from collegium.people.http import PersonRequest
from collegium.people.models import Person

SCRIPT = "X-Board"  # the header by which the board's script asks for parts of pages

type LeadView[**P] = Callable[Concatenate[PersonRequest, Programme, P], HttpResponse]
type View = Callable[..., HttpResponse]


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, an empty form included; None where a page is only read."""
    return request.POST if request.method == "POST" else None


def with_programme[**P](view: LeadView[P]) -> View:
    """Hand the view the programme of the reader's own organisation; 404 for any other.

    A verb that belongs to the preparation and comes too late leads back to the programme's page.
    """

    @wraps(view)
    def find(
        request: HttpRequest, programme_id: UUID, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        lead = cast(PersonRequest, request)
        try:
            programme = queries.programme_of(lead.user.organisation, programme_id)
        except Programme.DoesNotExist:
            raise Http404 from None
        try:
            return view(lead, programme, *args, **kwargs)
        except NotInPreparation:
            messages.error(
                request, _("This programme has begun; its groups stand and were not changed.")
            )
            return redirect("groups:programme", programme_id=programme_id)

    return find


def people_of(programme: Programme) -> dict[str, Person]:
    """Everybody of the programme's organisation by id, for words about faults."""
    people = Person.objects.filter(organisation=programme.organisation_id)
    return {str(person.pk): person for person in people}
