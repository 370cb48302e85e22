"""The pages behind the links in mails: GET shows what will happen, POST does it.

Programs that look at mails open every link, so opening one changes nothing. No sign-in: the token
in the address is the proof, for one thing alone, and the page shows nothing that others wrote.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from collegium.mailing.actions.following import follow
from collegium.mailing.letters.letter import in_words_of
from collegium.mailing.queries.offers import Offer, offer_of
from collegium.mailing.tokens import TokenError


@csrf_exempt  # mail programs post here without a cookie; the token is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """What a link offers, or that it is done. Whatever is wrong with it, the answer is the same."""
    try:
        offer = offer_of(token, now=timezone.now())
        with in_words_of(offer.person):
            return _done(request, offer) if request.method == "POST" else _shown(request, offer)
    except TokenError:
        response = render(request, "mailing/link_gone.html", status=404)
    return _unlisted(response)


def _shown(request: HttpRequest, offer: Offer) -> HttpResponse:
    return _unlisted(render(request, "mailing/link.html", {"offer": offer}))


def _done(request: HttpRequest, offer: Offer) -> HttpResponse:
    choice = offer.choice(request.POST.get("choice", ""))
    follow(offer, choice, now=timezone.now())
    context = {"choice": choice, "back": offer.back_of(choice)}
    return _unlisted(render(request, "mailing/link_done.html", context))


def _unlisted(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
