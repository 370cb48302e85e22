"""The request as views see it, once the access table has let it in."""

from django.http import HttpRequest, HttpResponse

from collegium.people.access import Who
from collegium.people.models import Person


class PersonRequest(HttpRequest):
    """A request by somebody who is signed in."""

    user: Person
    relations: frozenset[Who]


class Refusing:
    """A view of allauth's that answers a refused form with 422, unless it leads elsewhere."""

    def form_invalid(self, form: object) -> HttpResponse:
        """Say what is wrong."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # of the view
        if response.status_code == 200:
            response.status_code = 422
        return response
