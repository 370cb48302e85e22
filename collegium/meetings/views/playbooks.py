"""Pages of playbooks: the list, one of them, bringing one, on paper, what a programme follows."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from collegium.groups.models import Programme
from collegium.groups.views.finding import with_programme
from collegium.meetings.actions import playbooks as actions
from collegium.meetings.actions.versions import VersionTaken
from collegium.meetings.forms.playbooks import BringForm, ChooseForm
from collegium.meetings.models import PlaybookText
from collegium.meetings.paper import paper_of
from collegium.meetings.playbook_sheet import sheet_of
from collegium.meetings.queries.playbooks import OnShelf, file_of, followed_by, shelf_of
from collegium.meetings.views.bringing import Bringing, sent_out
from collegium.people.access import Who
from collegium.people.http import PersonRequest

READ_WRITE = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
def playbooks(request: PersonRequest) -> HttpResponse:
    """All that an organisation has."""
    shelf = shelf_of(request.user.organisation_id)
    context = {
        "own": [_card(one) for one in shelf.own],
        "shipped": [_card(one) for one in shelf.shipped],
        "may_bring": _may_bring(request),
    }
    return render(request, "meetings/playbooks/list.html", context)


@require_GET
def playbook(request: PersonRequest, key: str) -> HttpResponse:
    """One of them, every step."""
    one = _find(request, key)
    sheet = sheet_of(one.book, _language())
    context = {"one": one, "sheet": sheet, "may_bring": _may_bring(request)}
    return render(request, "meetings/playbooks/playbook.html", context)


@require_GET
def paper(request: PersonRequest, key: str) -> HttpResponse:
    """One of them on one sheet."""
    book = _find(request, key).book
    language = _language()
    context = {"paper": paper_of(book, language, book.people), "key": key, "language": language}
    return render(request, "meetings/playbooks/paper.html", context)


@require_GET
def playbook_file(request: PersonRequest, key: str, version: int) -> HttpResponse:
    """One version as a file."""
    try:
        text = file_of(request.user.organisation_id, key, version)
    except PlaybookText.DoesNotExist:
        raise Http404 from None
    return sent_out(text, key, version)


@READ_WRITE
def bring(request: PersonRequest) -> HttpResponse:
    """Import a playbook: look at it, then keep it."""
    return Bringing(BringForm, "meetings/playbooks", _look, _keep).answer(request)


def _look(form: BringForm) -> dict[str, Any]:
    return {"sheet": sheet_of(form.book, _language())}


def _keep(request: PersonRequest, form: BringForm) -> HttpResponse | None:
    try:
        row = actions.keep_playbook(form.cleaned_data["text"], by=request.user, now=timezone.now())
    except VersionTaken as taken:
        words = _(
            "Another text stands as version %(version)s of “%(key)s”. A version never changes: "
            "write “version: %(next)s”, or give the playbook a name of its own."
        )
        told = {"version": taken.version, "key": taken.key, "next": taken.version + 1}
        form.add_error("text", words % told)
        return None
    except actions.ComesAnyway as same:
        messages.info(request, _("This one comes with Collegium already."))
        return redirect("meetings:playbook", str(same))
    messages.success(request, _("Kept. Your groups can hold it from now on."))
    return redirect("meetings:playbook", row.key)


@require_POST
def offer(request: PersonRequest, key: str) -> HttpResponse:
    """Retire an own playbook, or offer it again."""
    if not _find(request, key).own:
        raise Http404
    retired = request.POST.get("retired") == "yes"
    actions.offer(request.user.organisation, key, retired=retired, now=timezone.now())
    said = _("Retired. What follows it goes on with it.") if retired else _("Offered again.")
    messages.success(request, said)
    return redirect("meetings:playbook", key)


@READ_WRITE
@with_programme
def choose(request: PersonRequest, programme: Programme) -> HttpResponse:
    """What the sessions of a programme follow."""
    offered = shelf_of(programme.organisation_id).offered
    data = request.POST if request.method == "POST" else None
    form = ChooseForm(offered, followed_by(programme), _language(), data)
    if form.is_bound and form.is_valid():
        actions.choose_playbooks(programme, form.chosen)
        messages.success(request, _("Saved."))
        return redirect("meetings:choose_playbooks", programme.pk)
    context = {"form": form, "programme": programme}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/playbooks/choose.html", context, status=status)


def _find(request: PersonRequest, key: str) -> OnShelf:
    found = shelf_of(request.user.organisation_id).find(key)
    if found is None:
        raise Http404
    return found


def _card(one: OnShelf) -> dict[str, Any]:
    language = _language()
    return {
        "key": one.key,
        "version": one.book.version,
        "title": one.book.title.in_language(language),
        "aim": one.book.aim.in_language(language),
        "minutes": one.book.minutes,
        "steps": len(one.book.steps),
        "retired": one.retired,
        "replaced": one.replaced,
    }


def _may_bring(request: PersonRequest) -> bool:
    return Who.LEAD in request.relations


def _language() -> str:
    return get_language() or "en"
