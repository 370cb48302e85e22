"""Whether a new way of signing in is its person's: asked by mail, and said on every closed page."""

import zoneinfo

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from collegium.people.actions.new_ways import ShownOther, say_mine, say_not_mine
from collegium.people.adapter import ask_whose
from collegium.people.http import PersonRequest
from collegium.people.queries.new_ways import question_of, unsettled_of
from collegium.people.signing.asking import asked_by
from collegium.people.signing.models import NewWay
from collegium.people.signing.shown import has_shown_older


def closed_page(request: PersonRequest) -> HttpResponse:
    """Say why something is closed; the same wherever that is, so that it tells of no thing."""
    context = {"ways": unsettled_of(request.user)}
    return render(request, "people/closed_page.html", context, status=404)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_way(request: HttpRequest, token: str) -> HttpResponse:
    """The question. Programs that look at mails open every link, so opening it says nothing."""
    way = question_of(asked_by(token))
    if way is None:
        return render(request, "people/new_way_gone_page.html", status=404)
    zone = zoneinfo.ZoneInfo(way.person.time_zone)
    with translation.override(way.person.language), timezone.override(zone):
        said = _answered(request, way)
        response = render(request, "people/new_way_page.html", {"way": way, "said": said})
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
def answer(request: PersonRequest) -> HttpResponse:
    """The same by whoever has shown a factor of theirs from before."""
    ways = {str(one.pk): one for one in unsettled_of(request.user)}
    way = ways.get(request.POST.get("way", ""))
    if way and has_shown_older(request, way):
        _answered(request, way)
    return redirect("people:signing_in")


def _answered(request: HttpRequest, way: NewWay) -> str:
    """What was said; nothing where the page showed another address."""
    said = request.POST.get("said", "") if request.method == "POST" else ""
    if said == "mine":
        try:
            say_mine(way, shown=request.POST.get("shown", ""), now=timezone.now())
        except ShownOther:
            messages.error(request, _("The address has changed meanwhile. Please look again."))
            way.person.refresh_from_db()
            return ""
    elif said == "not mine":
        say_not_mine(way, now=timezone.now())
    return said


@require_POST
def ask_again(request: PersonRequest) -> HttpResponse:
    """Send the question once more, a few times an hour at most."""
    ways = unsettled_of(request.user)
    counted = ratelimit.consume(
        request, app="allauth.account", action="ask_whose", user=request.user
    )
    if counted is None:
        messages.error(request, _("That was quick. Wait a while before you ask for another mail."))
    elif ways:
        ask_whose([way.pk for way in ways])
        messages.success(request, _("The mail is on its way to where we reached you before."))
    return redirect("people:signing_in")
