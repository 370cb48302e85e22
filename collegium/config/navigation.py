"""What the header of every page shows: where one can go, and what waits."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collegium.groups.queries.pool import waiting_questions
from collegium.library.queries.drafts import waiting_consents
from collegium.people.access import Who, relations_of
from collegium.people.models import Person
from collegium.rights.queries.corrections import waiting_corrections


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation."""

    label: str | Promise
    address: str  # the name of its address
    icon: str
    open_to: frozenset[Who]


DAY = "practice:today"
PLACES = (
    Place(_("Today"), DAY, "sun", frozenset({Who.PERSON})),
    Place(_("Just in time"), "groups:pool", "life-buoy", frozenset({Who.PERSON})),
    Place(_("Programmes"), "groups:programmes", "layers", frozenset({Who.LEAD})),
    Place(_("Groups"), "mailing:facilitated", "users", frozenset({Who.FACILITATOR})),
    Place(_("People"), "people:roster", "contact", frozenset({Who.LEAD, Who.ADMINISTRATOR})),
    Place(_("Playbooks"), "meetings:playbooks", "notebook-text", frozenset({Who.PERSON})),
    Place(_("Library"), "library:library", "book-open", frozenset({Who.PERSON})),
    Place(_("What HR sees"), "insights:programmes", "eye", frozenset({Who.PERSON})),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The context of the page frame."""
    person = getattr(request, "user", None)
    context: dict[str, Any] = {"demo": settings.DEMO}
    if not isinstance(person, Person):
        return context
    relations = getattr(request, "relations", None) or relations_of(person)
    return context | {
        "organisation": person.organisation,
        "navigation": list(_places(request, relations)),
        "notices": list(_notices(request, person)),
        "links": {
            "home": reverse("home"),
            "me": reverse("people:me"),
            "kept": reverse("rights:kept"),
            "sign_out": reverse("account_logout"),
            "mailbox": reverse("mailing:mailbox") if settings.DEMO else "",
            "demo": reverse("demo") if settings.DEMO else "",
        },
    }


def _notices(request: HttpRequest, person: Person) -> Iterator[dict[str, Any]]:
    """What waits for a person on the page they begin their day with."""
    if request.resolver_match is None or request.resolver_match.view_name != DAY:
        return
    if waiting_questions(person):
        yield {
            "text": _("Somebody at your level asks you something, in private."),
            "url": reverse("groups:asked"),
        }
    if Who.ADMINISTRATOR in getattr(request, "relations", ()) and waiting_corrections(
        person.organisation_id
    ):
        yield {
            "text": _("Somebody says that the roster is wrong about them."),
            "url": reverse("rights:corrections"),
        }
    for consent in waiting_consents(person):
        yield {
            "text": _("Somebody in %(group)s asks whether a story may leave your group.")
            % {"group": consent.group},
            "url": consent.address,
        }


def _places(request: HttpRequest, relations: frozenset[Who]) -> Iterator[dict[str, Any]]:
    for place in PLACES:
        if place.open_to & relations:
            url = reverse(place.address)
            yield {
                "label": place.label,
                "url": url,
                "icon": place.icon,
                "current": request.path.startswith(url),
                "count": 0,
            }
