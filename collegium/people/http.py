"""The request as views see it, once the access table has let it in."""

from django.http import HttpRequest

from collegium.people.access import Who
from collegium.people.models import Person


class PersonRequest(HttpRequest):
    """A request by somebody who is signed in."""

    user: Person
    relations: frozenset[Who]
