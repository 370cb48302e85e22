"""The list of people."""

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from collegium.people import queries
from collegium.people.access import Who
from collegium.people.forms import FilterForm
from collegium.people.http import PersonRequest

PAGE = 50


@require_GET
def roster(request: HttpRequest) -> HttpResponse:
    """Who is on the roster, narrowed and in pages."""
    request = cast(PersonRequest, request)
    organisation = request.user.organisation
    form = FilterForm(request.GET, *queries.roster_choices(organisation))
    people = queries.roster(organisation, form.wanted())
    page = Paginator(people, PAGE).get_page(request.GET.get("page"))
    narrowed = request.GET.copy()
    narrowed.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "narrowed": narrowed.urlencode(),
        "may_open": Who.ADMINISTRATOR in request.relations,
    }
    return render(request, "people/roster_page.html", context)
