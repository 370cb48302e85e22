"""Pages of techniques, and what is offered where alternatives are collected."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from collegium.groups.http import RoomRequest
from collegium.groups.models import Topic
from collegium.groups.queries import current_cycle
from collegium.library import catalogue
from collegium.library.models import Effect, StoryKind
from collegium.library.queries import shared
from collegium.library.queries.resources import resources_about
from collegium.library.queries.techniques import Known, best_first, known_of
from collegium.people.http import PersonRequest

MOST_SUGGESTED = 3
MOST_RESOURCES = 6


@require_GET
def techniques(request: PersonRequest) -> HttpResponse:
    """All techniques by topic."""
    known = known_of(request.user.organisation_id)
    context = {"topics": _by_topic(known), "known": known}
    return render(request, "library/techniques.html", context)


@require_GET
def technique(request: PersonRequest, slug: str) -> HttpResponse:
    """One technique: what came of it here, what to read about it, stories of the same kind."""
    found = catalogue.technique(slug, get_language() or catalogue.FALLBACK)
    if found is None:
        raise Http404
    told = known_of(request.user.organisation_id).get(slug)
    today = timezone.now().date()
    context = {
        "technique": found,
        "told": told,
        "bars": _bars(told),
        "stories": shared.find_stories(request.user, today=today, topic=found.topic)[:3],
        "resources": resources_about(
            request.user, technique=slug, topic=found.topic, most=MOST_RESOURCES
        ),
    }
    return render(request, "library/technique.html", context)


@require_GET
def suggestions(
    request: RoomRequest,
    group_id: UUID,  # noqa: ARG001 - the access table has turned it into request.room
) -> HttpResponse:
    """What helped others with the challenge that a group is at: techniques, and what went well."""
    topic = current_cycle(request.room).challenge.topic
    known = known_of(request.room.group.organisation_id)
    wins = shared.find_stories(
        request.room.person, today=timezone.now().date(), topic=topic, kind=StoryKind.WIN
    )
    offered = about(topic, known)
    context = {
        "techniques": offered,
        "known": known,
        "some_known": any(one.slug in known for one in offered),
        "stories": wins[:MOST_SUGGESTED],
        "topics": _by_topic(known) if topic == Topic.OTHER else (),
    }
    part = "_suggestions" if "part" in request.GET else "suggestions"
    return render(request, f"library/{part}.html", context)


def about(topic: str, known: Mapping[str, Known]) -> list[catalogue.Technique]:
    """The techniques of a topic in the reader's language, what is known to help first."""
    everything = catalogue.techniques(get_language() or catalogue.FALLBACK)
    return best_first([one for one in everything if one.topic == topic], known)


def _by_topic(known: Mapping[str, Known]) -> list[tuple[Topic, list[catalogue.Technique]]]:
    return [(topic, ones) for topic in Topic if (ones := about(topic, known))]


def _bars(told: Known | None) -> list[tuple[str, float]]:
    if told is None or told.total is None:
        return []
    return [(str(Effect(name).label), part) for name, part in told.total.bars]
