"""Where a mail provider posts what came in."""

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from collegium.mailing.arrival import Arrival, take_in
from collegium.mailing.inbound.reading import LARGEST

LARGEST_BODY = 30_000_000
PIECE = 65_536
BUSY = {"Retry-After": "60"}


@csrf_exempt  # a provider has no cookie; the secret is its proof
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Take in the mail in the body, as it came over the wire."""
    if not _knows_the_secret(request):
        raise Http404
    if int(request.headers.get("Content-Length") or 0) > LARGEST_BODY:
        return HttpResponse(status=413)
    raw = request.read(LARGEST)
    while request.read(PIECE):
        pass
    arrival = take_in(raw, recipient=request.headers.get("X-Original-To", ""))
    done = arrival in {Arrival.DONE, Arrival.NOT_OURS}
    return HttpResponse(status=204) if done else HttpResponse(status=503, headers=BUSY)


def _knows_the_secret(request: HttpRequest) -> bool:
    kind, _space, given = request.headers.get("Authorization", "").partition(" ")
    secret = settings.RECEIVE_SECRET.encode()
    right = hmac.compare_digest(given.strip().encode(), secret)
    return bool(secret) and kind.lower() == "bearer" and right
