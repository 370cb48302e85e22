"""Pages that everybody in the organisation may read."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from collegium.library import actions
from collegium.library.forms import SearchForm
from collegium.library.models import Story, StoryDraft, StoryKind
from collegium.library.queries import shared
from collegium.library.queries.drafts import waiting_consents
from collegium.library.queries.guard import plain
from collegium.library.queries.search import search as find
from collegium.library.queries.techniques import known_of
from collegium.library.stories import StoryText
from collegium.library.views.techniques import about
from collegium.people.http import PersonRequest

A_PAGE = 20


@require_GET
def library(request: PersonRequest) -> HttpResponse:
    """Stories, failure first; the field that searches everything."""
    form = SearchForm(request.GET)
    topic, what = (form.wanted(name) for name in ("topic", "what"))
    kind = what if what in StoryKind else ""
    found = shared.find_stories(request.user, today=_today(), kind=kind, topic=topic)
    known = known_of(request.user.organisation_id) if topic else {}
    context = {
        "form": form,
        "narrowed": bool(topic or kind),
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "techniques": about(topic, known) if topic else (),
        "known": known,
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
    known = known_of(request.user.organisation_id)
    context = {
        "story": found,
        "sections": plain(StoryText.out_of(vars(found))).sections,
        "own_draft": shared.own_draft(request.user, found),
        "techniques": about(found.topic, known),
        "known": known,
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


def _today() -> date:
    return timezone.now().date()
