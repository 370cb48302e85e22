"""Addresses that do not work, for those who keep the roster."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from collegium.mailing.actions.failing import try_again
from collegium.mailing.queries.addresses import failed_addresses
from collegium.people.http import PersonRequest
from collegium.people.models import Person


@require_GET
def addresses(request: HttpRequest) -> HttpResponse:
    """Whom mail does not reach."""
    organisation = cast(PersonRequest, request).user.organisation
    return render(request, "mailing/addresses.html", {"addresses": failed_addresses(organisation)})


@require_POST
def again(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Send what was refused once more."""
    organisation = cast(PersonRequest, request).user.organisation
    person = get_object_or_404(Person, pk=person_id, organisation=organisation)
    if try_again(person):
        said = _("The mails to %(name)s will be tried again within a minute.")
        messages.success(request, said % {"name": person.name})
    return redirect("mailing:addresses")
