"""What is asked of members in numbers: the sets, and bringing one of one's own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from collegium.domain.evidence.items import ItemSet
from collegium.meetings.actions.versions import VersionTaken
from collegium.meetings.views.bringing import Bringing, sent_out
from collegium.people.access import Who
from collegium.people.http import PersonRequest
from collegium.practice.actions.item_sets import ask, keep_item_set
from collegium.practice.forms.pulse import ItemSetForm
from collegium.practice.models import ItemSetText
from collegium.practice.queries.item_sets import file_of, shelf_of
from collegium.practice.views.frame import READ_WRITE


@require_GET
def item_sets(request: PersonRequest) -> HttpResponse:
    """All sets that an organisation has, with whose idea they are."""
    shelf = shelf_of(request.user.organisation_id)
    cards = [{**sheet_of(one.found), "shelf": one} for one in shelf]
    context = {
        "own": [card for card in cards if card["shelf"].own],
        "shipped": [card for card in cards if not card["shelf"].own],
        "may_bring": Who.LEAD in request.relations,
    }
    return render(request, "practice/item_sets/list.html", context)


@require_GET
def item_set_file(request: PersonRequest, set_key: str, set_version: int) -> HttpResponse:
    """One version as a file."""
    try:
        text = file_of(request.user.organisation_id, set_key, set_version)
    except ItemSetText.DoesNotExist:
        raise Http404 from None
    return sent_out(text, set_key, set_version)


@READ_WRITE
def bring_item_set(request: PersonRequest) -> HttpResponse:
    """Bring a set: look at it, then keep it."""
    return Bringing(ItemSetForm, "practice/item_sets", _look, _keep).answer(request)


@require_POST
def ask_item_set(request: PersonRequest, set_key: str) -> HttpResponse:
    """Stop asking an own set, or ask it again."""
    organisation = request.user.organisation
    if not any(one.own and one.found.key == set_key for one in shelf_of(organisation.pk)):
        raise Http404
    retired = request.POST.get("retired") == "yes"
    ask(organisation, set_key, retired=retired, now=timezone.now())
    said = _("No longer asked. What was answered stays.") if retired else _("Asked again.")
    messages.success(request, said)
    return redirect("practice:item_sets")


def sheet_of(found: ItemSet) -> dict[str, Any]:
    """A set in the reader's language, for the page."""
    language = get_language() or "en"
    return {
        "found": found,
        "title": found.title.in_language(language),
        "about": found.about.in_language(language),
        "items": [
            {
                "item": item,
                "words": item.wording.in_language(language),
                "back": item.looking_back.in_language(language) if item.looking_back else "",
                "low": item.low_means.in_language(language),
                "high": item.high_means.in_language(language),
            }
            for item in found.items
        ],
    }


def _look(form: ItemSetForm) -> dict[str, Any]:
    return {"card": sheet_of(form.found)}


def _keep(request: PersonRequest, form: ItemSetForm) -> HttpResponse | None:
    try:
        keep_item_set(form.cleaned_data["text"], by=request.user, now=timezone.now())
    except VersionTaken as taken:
        told = {"version": taken.version, "key": taken.key, "next": taken.version + 1}
        words = _("“%(key)s” comes with Collegium. Give your set a name of its own.")
        if taken.version:
            words = _(
                "Another text stands as version %(version)s of “%(key)s”. A version never changes: "
                "write “version: %(next)s”, or give the set a name of its own."
            )
        form.add_error("text", words % told)
        return None
    messages.success(request, _("Kept. It is asked from now on, before and after each cycle."))
    return redirect("practice:item_sets")
