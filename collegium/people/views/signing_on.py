"""Signing on by the organisation's own provider: to it, and back from it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from hmac import compare_digest
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from collegium.outgoing import RefusedError
from collegium.people.actions.sign_on import keep_keys
from collegium.people.queries.sign_on import secret_of, sign_on_of
from collegium.people.signing.models import SignOn, SignOnKind
from collegium.people.signing.on import oidc, saml
from collegium.people.signing.on.answers import Doubt, DoubtError, Meant
from collegium.people.views import by_saml
from collegium.people.views.coming_back import administers, come_back, may_try, turned_down

PENDING = "sign_on"
# A provider that hangs must not take every thread that serves pages.
AT_ONCE = BoundedSemaphore(3)
WAITS = 3.0  # seconds for one of them


@require_GET
def start(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Go to the organisation's provider; `anew` has it ask even whom it still knows."""
    row = sign_on_of(organisation_id)
    testing = "test" in request.GET and administers(request, organisation_id)
    if row is None or not (row.is_on or testing):
        raise Http404
    if not _is_own_click(request):
        return render(request, "people/sign_on_start_page.html", {"row": row})
    if not may_try(request):
        return turned_down(request, DoubtError(Doubt.TOO_LATE), testing=testing)
    pending = {
        "organisation": str(organisation_id),
        "next": get_next_redirect_url(request) or "",
        "at": time.time(),
        "test": testing,
        "anew": "anew" in request.GET,
    }
    try:
        return _leave(request, row, pending)
    except DoubtError as doubt:
        return turned_down(request, doubt, testing=testing)


@require_GET
def back(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Come back from an OpenID provider, by the address that is this organisation's alone.

    What another one's provider was asked must not be answered here: it would learn the code.
    """
    pending = request.session.pop(PENDING, None)
    if pending and pending.get("organisation") != str(organisation_id):
        pending = None
    return come_back(request, pending, lambda row: _said_by_oidc(request, row, pending or {}))


def _is_own_click(request: HttpRequest) -> bool:
    """Whether a page of ours leads here. From elsewhere nobody is signed in without a click."""
    site = request.headers.get("sec-fetch-site")
    if site is None:  # an older browser, or plain http
        return urlsplit(request.headers.get("referer", "")).netloc == request.get_host()
    return site == "same-origin"


def _leave(request: HttpRequest, row: SignOn, pending: dict[str, Any]) -> HttpResponse:
    if row.kind == SignOnKind.SAML:
        us = by_saml.us_for(row.organisation_id)
        address, asked_for = saml.where_to(row.issuer, row.provider, us, anew=pending["anew"])
        response = redirect(address)
        by_saml.remember(response, pending | {"asked": asked_for})
        return response
    asked = oidc.asked_anew()
    request.session[PENDING] = pending | {"asked": asdict(asked)}
    return redirect(oidc.where_to(row.provider, client_of(row), asked, anew=pending["anew"]))


def client_of(row: SignOn) -> oidc.Client:
    """What the provider knows us as."""
    return oidc.Client(row.issuer, row.client_id, secret_of(row), back_address(row.organisation_id))


def back_address(organisation_id: UUID) -> str:
    """Where an organisation's OpenID provider sends people back to."""
    return str(settings.ADDRESS + reverse("sign_on_back", args=[organisation_id]))


def _said_by_oidc(request: HttpRequest, row: SignOn, pending: dict[str, Any]) -> Meant:
    if row.kind != SignOnKind.OIDC or "asked" not in pending:
        raise DoubtError(Doubt.NOT_OURS)
    asked = oidc.Asked(**pending["asked"])
    if not compare_digest(request.GET.get("state", "").encode(), asked.state.encode()):
        raise DoubtError(Doubt.NOT_OURS)
    if request.GET.get("iss", "" if row.provider.get("says_iss") else row.issuer) != row.issuer:
        raise DoubtError(Doubt.NOT_BELIEVED, "iss")
    if "code" not in request.GET:
        raise DoubtError(Doubt.REFUSED, request.GET.get("error", "")[:40])
    client = client_of(row)
    with _one_of_few():
        token, access = oidc.tokens_for(request.GET["code"], row.provider, client, asked)
        _know_key(row, oidc.key_of(token))
        meant = oidc.meant_by(token, row.provider["keys"], client, asked)
        return oidc.more_about(meant, access, row.provider)


def _know_key(row: SignOn, kid: str) -> None:
    """Look the provider's keys up again where it signs with one that is new to us."""
    if kid and all(one.get("kid") != kid for one in row.provider["keys"]):
        try:
            keep_keys(row, oidc.keys_at(row.provider["jwks_uri"]), now=timezone.now())
        except RefusedError as refused:
            raise DoubtError(Doubt.UNREACHABLE, refused.reason) from None


@contextmanager
def _one_of_few() -> Iterator[None]:
    if not AT_ONCE.acquire(timeout=WAITS):
        raise DoubtError(Doubt.UNREACHABLE)
    try:
        yield
    finally:
        AT_ONCE.release()
