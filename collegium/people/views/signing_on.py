"""Signing on by the organisation's own provider: to it, and back from it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from hmac import compare_digest
from threading import BoundedSemaphore
from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from collegium.outgoing import RefusedError
from collegium.people.access import Who, relations_of
from collegium.people.actions.sign_on import keep_keys, note_tested, person_meant
from collegium.people.models import Person
from collegium.people.queries.sign_on import secret_of, sign_on_of
from collegium.people.signing.models import SignOn, SignOnKind
from collegium.people.signing.on import oidc
from collegium.people.signing.on.answers import Doubt, DoubtError, Meant

PENDING = "sign_on"
GOOD_FOR = 600.0  # seconds between leaving and coming back
# A provider that hangs must not take every thread that serves pages.
AT_ONCE = BoundedSemaphore(3)
WAITS = 3.0  # seconds for one of them

SAID = {
    Doubt.NOT_OURS: gettext_lazy("This sign-in did not begin in this browser. Please try again."),
    Doubt.TOO_LATE: gettext_lazy("That took too long. Please try again."),
    Doubt.UNREACHABLE: gettext_lazy("Your organisation's sign-in does not answer right now."),
    Doubt.REFUSED: gettext_lazy("Your organisation's sign-in did not let you through."),
    Doubt.NOT_BELIEVED: gettext_lazy(
        "What your organisation's sign-in sent does not fit. Please tell your administrator."
    ),
    Doubt.USED: gettext_lazy("This sign-in was used before. Please try again."),
    Doubt.UNVERIFIED: gettext_lazy(
        "Your organisation's sign-in does not vouch for your address. Please tell your "
        "administrator."
    ),
    Doubt.UNKNOWN: gettext_lazy(
        "You are not on the roster under the address of your organisation's sign-in. Ask your "
        "programme lead."
    ),
    Doubt.OTHER: gettext_lazy(
        "Another account of your organisation's sign-in is linked to you. Please tell your "
        "administrator."
    ),
    Doubt.NOT_INSTALLED: gettext_lazy("This server cannot speak SAML yet. Tell whoever runs it."),
}


@require_GET
def start(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Go to the organisation's provider."""
    row = sign_on_of(organisation_id)
    testing = "test" in request.GET and _administers(request, organisation_id)
    if row is None or not (row.is_on or testing):
        raise Http404
    if not ratelimit.consume(request, action="sign_on"):
        return _turned_down(request, DoubtError(Doubt.TOO_LATE), testing=testing)
    pending = {
        "organisation": str(organisation_id),
        "next": get_next_redirect_url(request) or "",
        "at": time.time(),
        "test": testing,
    }
    return _leave(request, row, pending)


@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Come back from an OpenID provider."""
    pending = request.session.pop(PENDING, None)
    return _come_back(request, pending, lambda row: _said_by_oidc(request, row, pending or {}))


def _leave(request: HttpRequest, row: SignOn, pending: dict[str, Any]) -> HttpResponse:
    asked = oidc.asked_anew()
    request.session[PENDING] = pending | {"asked": asdict(asked)}
    return redirect(oidc.where_to(row.provider, client_of(row), asked))


def client_of(row: SignOn) -> oidc.Client:
    """What the provider knows us as."""
    return oidc.Client(row.issuer, row.client_id, secret_of(row), back_address())


def back_address() -> str:
    """Where OpenID providers send people back to."""
    return str(settings.ADDRESS + reverse("sign_on_back"))


def _come_back(
    request: HttpRequest, pending: dict[str, Any] | None, hear: Callable[[SignOn], Meant]
) -> HttpResponse:
    testing = bool(pending and pending.get("test"))
    try:
        row = _row_of(request, pending)
        meant = hear(row)
        person = person_meant(row, meant)
    except DoubtError as doubt:
        return _turned_down(request, doubt, testing=testing)
    if testing and _administers(request, row.organisation_id):
        note_tested(row, now=timezone.now())
        said = _("It works. The provider let through %(name)s, %(email)s.")
        messages.success(request, said % {"name": person.name, "email": person.email})
        return redirect("people:sign_on")
    request.signs_on = True  # type: ignore[attr-defined]  # read by our adapter
    record_authentication(request, person, method="sign_on")
    login = Login(user=person, redirect_url=(pending or {}).get("next") or None)
    response: HttpResponse = perform_login(request, login)
    return response


def _row_of(request: HttpRequest, pending: dict[str, Any] | None) -> SignOn:
    if not ratelimit.consume(request, action="sign_on"):
        raise DoubtError(Doubt.TOO_LATE)
    if not pending:
        raise DoubtError(Doubt.NOT_OURS)
    if time.time() - float(pending["at"]) > GOOD_FOR:
        raise DoubtError(Doubt.TOO_LATE)
    row = sign_on_of(UUID(pending["organisation"]))
    if row is None or not (row.is_on or pending["test"]):
        raise DoubtError(Doubt.NOT_OURS)
    return row


def _said_by_oidc(request: HttpRequest, row: SignOn, pending: dict[str, Any]) -> Meant:
    if row.kind != SignOnKind.OIDC or "asked" not in pending:
        raise DoubtError(Doubt.NOT_OURS)
    asked = oidc.Asked(**pending["asked"])
    if not compare_digest(request.GET.get("state", "").encode(), asked.state.encode()):
        raise DoubtError(Doubt.NOT_OURS)
    if (issuer := request.GET.get("iss")) and issuer != row.issuer:
        raise DoubtError(Doubt.NOT_BELIEVED, "iss")
    if "code" not in request.GET:
        raise DoubtError(Doubt.REFUSED, request.GET.get("error", "")[:40])
    client = client_of(row)
    with _one_of_few():
        token = oidc.token_for(request.GET["code"], row.provider, client, asked)
        _know_key(row, oidc.key_of(token))
    return oidc.meant_by(token, row.provider["keys"], client, asked)


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


def _administers(request: HttpRequest, organisation_id: UUID) -> bool:
    person = request.user
    return (
        isinstance(person, Person)
        and person.organisation_id == organisation_id
        and Who.ADMINISTRATOR in relations_of(person)
    )


def _turned_down(request: HttpRequest, doubt: DoubtError, *, testing: bool) -> HttpResponse:
    said = str(SAID[doubt.doubt])
    if testing:
        messages.error(request, f"{said} ({doubt.detail})" if doubt.detail else said)
        return redirect("people:sign_on")
    messages.error(request, said)
    return redirect("account_login")
