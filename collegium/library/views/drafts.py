"""Pages on which a story finds its way out of the group."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from collegium.domain.disclosure import appears_on
from collegium.groups.http import RoomRequest
from collegium.groups.models import Topic
from collegium.library import actions
from collegium.library.actions import Obstacle, ObstacleError
from collegium.library.forms import AnswerForm, AskForm, StoryForm, called
from collegium.library.models import Consent, DraftState, StoryDraft, StoryKind
from collegium.library.queries import drafts as reads
from collegium.library.queries.beginnings import beginnings_of, begun_with
from collegium.library.queries.drafts import Draft
from collegium.library.queries.guard import Shown, examined, plain
from collegium.library.queries.reviews import from_review

OBSTACLES = {
    Obstacle.IS_PUBLISHED: gettext_lazy(
        "This story is in the library. Take it back first, then change it."
    ),
    Obstacle.NOT_ASKED: gettext_lazy("Look at the preview first, then let the story out."),
    Obstacle.NOT_ALL_AGREE: gettext_lazy(
        "Not everybody concerned has agreed yet. Nothing was let out."
    ),
    Obstacle.NAMES_OTHERS: gettext_lazy(
        "The story names somebody who cannot be asked. Please take the name out first."
    ),
    Obstacle.CONCERNS_MORE: gettext_lazy(
        "The story names somebody who was not asked, perhaps because they joined later. Open it, "
        "save it and ask again."
    ),
    Obstacle.HAS_CHANGED: gettext_lazy(
        "The story was changed while you read it. Please read it as it stands now, then answer."
    ),
}


@require_GET
def drafts(request: RoomRequest, **_group: UUID) -> HttpResponse:
    """One's own stories, and those that one is asked about."""
    context = {"room": request.room, "drafts": reads.drafts_of(request.room)}
    return render(request, "library/drafts.html", context)


@require_http_methods(["GET", "POST"])
def write(request: RoomRequest, group_id: UUID) -> HttpResponse:
    """Write a story, from a blank page or from a log entry of one's own."""
    form = StoryForm(request.POST or None, initial=_beginning(request))
    if request.method == "POST" and form.is_valid():
        draft_id = actions.write_story(request.room, form.written, once=form.cleaned_data["once"])
        return redirect("library:draft", group_id, draft_id)
    return _form_page(request, form, None)


@require_http_methods(["GET", "POST"])
def edit(request: RoomRequest, draft_id: UUID, **_group: UUID) -> HttpResponse:
    """Change a story that is not in the library."""
    draft = _own_or_404(request, draft_id)
    if draft.state == DraftState.PUBLISHED:
        return _obstructed(request, draft_id, Obstacle.IS_PUBLISHED)
    story = draft.written
    initial = story.text.parts() | {
        name: getattr(story, name) for name in ("kind", "topic", "language", "signed")
    }
    form = StoryForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _step(
            request, draft_id, partial(actions.change_story, request.room, draft_id, form.written)
        )
    return _form_page(request, form, draft)


@require_GET
def draft(request: RoomRequest, draft_id: UUID, **_group: UUID) -> HttpResponse:
    """The story as readers would see it, with what the guard points at."""
    return _draft_page(request, _draft_or_404(request, draft_id))


@require_POST
def ask(request: RoomRequest, draft_id: UUID, **_group: UUID) -> HttpResponse:
    """Ask those whom the story concerns."""
    found = _own_or_404(request, draft_id)
    form, context = _asking(request, found)
    if not form.is_valid():
        return _draft_page(request, found, context)
    members = form.cleaned_data.get("members", ())
    return _step(request, draft_id, partial(actions.ask_consent, request.room, draft_id, members))


@require_POST
def consent(request: RoomRequest, group_id: UUID, draft_id: UUID) -> HttpResponse:
    """Answer a question for consent."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        _draft_or_404(request, draft_id)
        return redirect("library:draft", group_id, draft_id)
    try:
        actions.answer(request.room, draft_id, now=timezone.now(), **form.cleaned_data)
    except (StoryDraft.DoesNotExist, Consent.DoesNotExist):
        raise Http404 from None
    except ObstacleError as obstructed:
        return _obstructed(request, draft_id, obstructed.obstacle)
    messages.success(request, _("Thank you. Your answer is kept; you may change it at any time."))
    return redirect("library:draft", group_id, draft_id)


@require_POST
def let_out(request: RoomRequest, draft_id: UUID, **_group: UUID) -> HttpResponse:
    """Publish the story to the organisation."""
    today = timezone.now().date()
    return _step(request, draft_id, partial(actions.let_out, request.room, draft_id, today=today))


def _beginning(request: RoomRequest) -> dict[str, Any]:
    initial: dict[str, Any] = {"language": request.user.language}
    if cycle := request.room.group.cycles.select_related("challenge").last():
        initial["topic"] = cycle.challenge.topic
    try:
        begun = UUID(request.GET.get("entry", ""))
    except ValueError:
        return initial
    text = begun_with(request.room, begun)
    text = text or from_review(request.room, begun)
    return initial | text.parts() if text else initial


def _form_page(request: RoomRequest, form: StoryForm, draft: Draft | None) -> HttpResponse:
    fresh = draft is None and not form.is_bound and "entry" not in request.GET
    offered = beginnings_of(request.room) if fresh else ()
    context = {"form": form, "room": request.room, "draft": draft, "beginnings": offered}
    status = 422 if form.is_bound else 200
    return render(request, "library/write.html", context, status=status)


def _draft_page(
    request: RoomRequest, draft: Draft, asking: dict[str, Any] | None = None
) -> HttpResponse:
    story = draft.written
    context = {
        "room": request.room,
        "draft": draft,
        "plain": plain(story.text),
        "topic": Topic(story.topic).label,
        "kind": StoryKind(story.kind).label,
        "appears_on": appears_on(timezone.now().date(), signed=story.signed),
    }
    if draft.mine and draft.state == DraftState.WRITING:
        context |= asking or _asking(request, draft)[1]
    else:
        context |= _words(plain(story.text))
    return render(request, "library/draft.html", context, status=422 if asking else 200)


def _asking(request: RoomRequest, draft: Draft) -> tuple[AskForm, dict[str, Any]]:
    others = reads.colleagues(request.room)
    found, before = examined(request.room, draft.written, others), reads.asked_before(draft.id)
    form = AskForm(
        request.POST if request.method == "POST" else None,
        others=[one for one in others if one.pk not in found.concerned | before],
        marks=bool(found.shown.suspicions),
        unclear=found.unclear,
        perhaps=found.perhaps - before,
    )
    names = [called(one) for one in others if one.pk in found.concerned]
    again = [called(one) for one in others if one.pk in before - found.concerned]
    context = {"form": form, "named": names, "again": again, "found": found}
    return form, context | _words(found.shown)


def _words(shown: Shown) -> dict[str, Any]:
    return {
        "title": shown.title,
        "sections": shown.sections,
        "suspicions": shown.suspicions,
    }


def _draft_or_404(request: RoomRequest, draft_id: UUID) -> Draft:
    try:
        return reads.draft_for(request.room, draft_id)
    except StoryDraft.DoesNotExist:
        raise Http404 from None


def _own_or_404(request: RoomRequest, draft_id: UUID) -> Draft:
    found = _draft_or_404(request, draft_id)
    if not found.mine:
        raise Http404
    return found


def _step(request: RoomRequest, draft_id: UUID, step: Callable[[], object]) -> HttpResponse:
    try:
        step()
    except StoryDraft.DoesNotExist:
        raise Http404 from None
    except ObstacleError as obstructed:
        return _obstructed(request, draft_id, obstructed.obstacle)
    return redirect("library:draft", request.room.group.pk, draft_id)


def _obstructed(request: RoomRequest, draft_id: UUID, obstacle: Obstacle) -> HttpResponse:
    messages.error(request, OBSTACLES[obstacle])
    return redirect("library:draft", request.room.group.pk, draft_id)
