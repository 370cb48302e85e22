"""Coming back from a provider, by whichever protocol: signed on, tested, or turned down."""

import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collegium.people.access import Who, relations_of
from collegium.people.actions.sign_on import note_tested, person_meant
from collegium.people.models import Person
from collegium.people.queries.sign_on import sign_on_of
from collegium.people.signing.models import SignOn, SignOnKind
from collegium.people.signing.on.answers import CLOCKS_APART, Doubt, DoubtError, Meant
from collegium.people.signing.refusals import note_refused_request

GOOD_FOR = 600.0  # seconds between leaving and coming back

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
    Doubt.NOT_ASKED: gettext_lazy(
        "Your organisation's sign-in did not ask who you are. Please try again, and sign in there "
        "once more."
    ),
    Doubt.OTHER: gettext_lazy(
        "Another account of your organisation's sign-in is linked to you. Please tell your "
        "administrator."
    ),
    Doubt.NOT_INSTALLED: gettext_lazy("This server cannot speak SAML yet. Tell whoever runs it."),
}


def come_back(
    request: HttpRequest, pending: dict[str, Any] | None, hear: Callable[[SignOn], Meant]
) -> HttpResponse:
    """Sign on whom the answer means; `pending` is what this browser asked, `hear` reads it."""
    testing = bool(pending and pending.get("test"))
    try:
        row = _row_of(request, pending)
        meant = hear(row)
        asked_at = _asked_at(row, meant, pending or {})
        with transaction.atomic():
            person = person_meant(row, meant)
            transaction.set_rollback(testing)  # a test links nobody
    except DoubtError as doubt:
        return turned_down(request, doubt, testing=testing)
    if testing:
        note_tested(row, now=timezone.now())
        said = _("It works. The provider let through %(name)s, %(email)s.")
        messages.success(request, said % {"name": person.name, "email": person.email})
        return redirect("people:sign_on")
    request.signs_on = True  # type: ignore[attr-defined]  # read by our adapter
    request.asked_at = asked_at  # type: ignore[attr-defined]  # read where the sign-in is noted
    login = Login(user=person, redirect_url=(pending or {}).get("next") or None)
    response: HttpResponse = perform_login(request, login)
    return response


def _asked_at(row: SignOn, meant: Meant, pending: dict[str, Any]) -> float:
    """When the provider asked who that is; 0 where nobody knows.

    Raises `DoubtError` where it was to ask anew and did not. One that never says when is taken at
    its word.
    """
    if not pending.get("anew"):
        return meant.asked_at or 0.0
    says_when = row.kind == SignOnKind.SAML or row.provider.get("says_when")
    if meant.asked_at is None and not says_when:
        return time.time()
    if meant.asked_at is None or meant.asked_at < float(pending["at"]) - CLOCKS_APART:
        raise DoubtError(Doubt.NOT_ASKED)
    return meant.asked_at


def _row_of(request: HttpRequest, pending: dict[str, Any] | None) -> SignOn:
    if not may_try(request):
        raise DoubtError(Doubt.TOO_LATE)
    if not pending:
        raise DoubtError(Doubt.NOT_OURS)
    if time.time() - float(pending["at"]) > GOOD_FOR:
        raise DoubtError(Doubt.TOO_LATE)
    row = sign_on_of(UUID(pending["organisation"]))
    if row is None or not (row.is_on or pending["test"]):
        raise DoubtError(Doubt.NOT_OURS)
    return row


def may_try(request: HttpRequest) -> bool:
    """Count one more way to a provider or back; whether it is not too many."""
    counted = ratelimit.consume(request, app="allauth.account", action="sign_on", limit_get=True)
    return counted is not None


def administers(request: HttpRequest, organisation_id: UUID) -> bool:
    """Whether whoever asks is an administrator of this organisation."""
    person = request.user
    return (
        isinstance(person, Person)
        and person.organisation_id == organisation_id
        and Who.ADMINISTRATOR in relations_of(person)
    )


def turned_down(request: HttpRequest, doubt: DoubtError, *, testing: bool) -> HttpResponse:
    """Say why nobody is signed on, in words for people or, after a test, for administrators."""
    note_refused_request(request, f"single sign-on ({doubt.doubt})")
    said = str(SAID[doubt.doubt])
    if testing:
        messages.error(request, f"{said} ({doubt.detail})" if doubt.detail else said)
        return redirect("people:sign_on")
    messages.error(request, said)
    return redirect("account_login")
