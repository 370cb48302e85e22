"""The pages of the group's thread."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from collegium.groups.http import RoomRequest
from collegium.practice import actions
from collegium.practice.forms import FeedbackForm, NewsForm, PostForm, ReplyForm, form_for
from collegium.practice.models import Post
from collegium.practice.queries.thread import my_post, post_of, thread_of
from collegium.practice.views.frame import READ_WRITE, page, typed, where


@READ_WRITE
def thread(request: RoomRequest, group_id: UUID) -> HttpResponse:
    """What the group says between its sessions; say something."""
    standing = where(request)
    form = PostForm(typed(request))
    if request.method == "POST" and form.is_valid():
        actions.say(
            request.room,
            once=form.cleaned_data["once"],
            said=form.said(),
            asks=form.cleaned_data["asks"],
            now=timezone.now(),
        )
        messages.success(request, _("Your group can read it."))
        return redirect("practice:thread", group_id)
    wanted = request.GET.get("page", "")
    number = int(wanted) if wanted.isascii() and wanted.isdigit() else 1
    found = thread_of(request.room, page=number)
    news = NewsForm(initial={"news": found.news})
    return page(request, "thread", standing, form, thread=found, news=news)


@READ_WRITE
def post(request: RoomRequest, group_id: UUID, post_id: UUID) -> HttpResponse:
    """One post with its answers; answer it."""
    standing, room = where(request), request.room
    try:
        found = post_of(room, post_id)
        form = (FeedbackForm if found.asks and not found.mine else ReplyForm)(typed(request))
        if request.method == "POST" and form.is_valid():
            once = form.cleaned_data["once"]
            actions.reply(room, post_id, once=once, said=form.said(), now=timezone.now())
            messages.success(request, _("Your answer is kept."))
            return redirect("practice:post", group_id, post_id)
    except Post.DoesNotExist:
        raise Http404 from None
    return page(request, "post", standing, form, post=found)


@READ_WRITE
def edit_post(request: RoomRequest, group_id: UUID, post_id: UUID) -> HttpResponse:
    """Change one's own post or answer."""
    standing = where(request)
    try:
        found = my_post(request.room, post_id)
        form = form_for(found, typed(request))
        if request.method == "POST" and form.is_valid():
            actions.change_post(request.room, post_id, said=form.said(), now=timezone.now())
            messages.success(request, _("It is changed."))
            return redirect("practice:thread", group_id)
    except Post.DoesNotExist:
        raise Http404 from None
    return page(request, "post_edit", standing, form, post=found)


@READ_WRITE
def take_back(request: RoomRequest, group_id: UUID, post_id: UUID) -> HttpResponse:
    """Take one's own post back, once one has seen what is lost."""
    standing = where(request)
    try:
        if request.method == "POST":
            actions.take_back(request.room, post_id, now=timezone.now())
            messages.success(request, _("Its words are deleted."))
            return redirect("practice:thread", group_id)
        found = my_post(request.room, post_id)
    except Post.DoesNotExist:
        raise Http404 from None
    return page(request, "take_back", standing, post=found)


@require_POST
def follow(request: RoomRequest, group_id: UUID) -> HttpResponse:
    """Choose how often to hear of news."""
    where(request)
    form = NewsForm(request.POST)
    if form.is_valid():
        actions.follow(request.room, form.choice())
        messages.success(request, _("Kept."))
    return redirect("practice:thread", group_id)


@require_POST
def seen(request: RoomRequest, **_: object) -> HttpResponse:
    """Remember that a member saw the thread; the page says so itself."""
    actions.mark_seen(request.room, now=timezone.now())
    return HttpResponse(status=204)
