"""The request as views see it, once the access table has let it in."""

from django.http import HttpRequest, HttpResponse

from collegium.people.access import Who
from collegium.people.models import Person
from collegium.people.signing.refusals import note_refused_request

ADDRESS = "sign_in_address"  # in the session: what was typed last


class PersonRequest(HttpRequest):
    """A request by somebody who is signed in."""

    user: Person
    relations: frozenset[Who]


class Refusing:
    """A view of allauth's that answers a refused form with 422, unless it leads elsewhere.

    `refused` is what the log calls it.
    """

    request: PersonRequest
    refused: str

    def form_invalid(self, form: object) -> HttpResponse:
        """Say what is wrong, and log that it was."""
        note_refused_request(self.request, self.refused, who=self.typed_address())
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # of the view
        if response.status_code == 200:
            response.status_code = 422
        return response

    def typed_address(self) -> str:
        """As whom somebody wants to sign in, as far as they said."""
        return str(self.request.session.get(ADDRESS, ""))
