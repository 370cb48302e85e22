"""Pages that everybody in the organisation may read."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from collegium.groups.http import RoomRequest
from collegium.groups.models import Topic
from collegium.groups.queries import current_cycle
from collegium.library import actions, catalogue
from collegium.library.forms import SearchForm
from collegium.library.models import Story, StoryDraft, StoryKind
from collegium.library.queries import shared
from collegium.library.queries.drafts import waiting_consents
from collegium.library.queries.guard import plain
from collegium.library.queries.resources import resources_about
from collegium.library.queries.search import search as find
from collegium.library.stories import StoryText
from collegium.people.http import PersonRequest

A_PAGE = 20
MOST_SUGGESTED = 3
MOST_RESOURCES = 6


@require_GET
def library(request: PersonRequest) -> HttpResponse:
    """Stories, failure first; the field that searches everything."""
    form = SearchForm(request.GET)
    topic, what = (form.wanted(name) for name in ("topic", "what"))
    kind = what if what in StoryKind else ""
    found = shared.find_stories(request.user, today=_today(), kind=kind, topic=topic)
    context = {
        "form": form,
        "narrowed": bool(topic or kind),
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "techniques": _about(topic) if topic else (),
        "groups": shared.groups_to_tell_from(request.user),
        "waiting": waiting_consents(request.user),
    }
    return render(request, "library/library.html", context)


@require_http_methods(["GET", "POST"])
def search(request: PersonRequest) -> HttpResponse:
    """What answers a query. It is posted, so that it stands in no address, history or log."""
    if request.method != "POST":
        return redirect("library:library")
    form = SearchForm(request.POST)
    query, topic, what = (form.wanted(name) for name in ("q", "topic", "what"))
    if not query.strip():
        chosen = {name: value for name, value in (("topic", topic), ("what", what)) if value}
        return redirect(reverse("library:library", query=chosen))
    answer = find(request.user, query, today=_today(), what=what, topic=topic)
    context = {"form": form, "answer": answer, "narrowed": bool(topic or what)}
    return render(request, "library/search.html", context)


@require_GET
def story(request: PersonRequest, story_id: UUID) -> HttpResponse:
    """One story."""
    try:
        found = shared.story_for(request.user, story_id, today=_today())
    except Story.DoesNotExist:
        raise Http404 from None
    context = {
        "story": found,
        "sections": plain(StoryText.out_of(vars(found))).sections,
        "own_draft": shared.own_draft(request.user, found),
        "techniques": _about(found.topic),
    }
    return render(request, "library/story.html", context)


@require_POST
def withdraw(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """Take one's own story back."""
    try:
        actions.withdraw(request.user, draft_id)
    except StoryDraft.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("Your story is out of the library. Nobody finds it any more."))
    return redirect("library:library")


@require_GET
def techniques(request: PersonRequest) -> HttpResponse:
    """All techniques by topic."""
    return render(request, "library/techniques.html", {"topics": _by_topic()})


@require_GET
def technique(request: PersonRequest, slug: str) -> HttpResponse:
    """One technique, and stories from the same kind of situation."""
    found = catalogue.technique(slug, get_language() or catalogue.FALLBACK)
    if found is None:
        raise Http404
    stories = shared.find_stories(request.user, today=_today(), topic=found.topic)[:3]
    context = {
        "technique": found,
        "stories": stories,
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
    wins = shared.find_stories(
        request.room.member.person, today=_today(), topic=topic, kind=StoryKind.WIN
    )
    context = {
        "techniques": _about(topic),
        "stories": wins[:MOST_SUGGESTED],
        "topics": _by_topic() if topic == Topic.OTHER else (),
    }
    part = "_suggestions" if "part" in request.GET else "suggestions"
    return render(request, f"library/{part}.html", context)


def _about(topic: str) -> list[catalogue.Technique]:
    known = catalogue.techniques(get_language() or catalogue.FALLBACK)
    return [one for one in known if one.topic == topic]


def _by_topic() -> list[tuple[Topic, list[catalogue.Technique]]]:
    return [(topic, ones) for topic in Topic if (ones := _about(topic))]


def _today() -> date:
    return timezone.now().date()
