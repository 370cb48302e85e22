"""Coming back from a SAML provider, whose page posts to us from elsewhere.

Our session's cookie does not come along with that, so what was asked waits in one of its own.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from collegium.people.signing.models import SignOn, SignOnKind
from collegium.people.signing.on import saml
from collegium.people.signing.on.answers import Doubt, DoubtError, Meant
from collegium.people.views.coming_back import come_back

SALT = "what we asked a provider"
GOOD_FOR = 600  # seconds


def us_for(organisation_id: UUID) -> saml.Us:
    """Our end, for one organisation."""
    address = settings.ADDRESS
    return saml.Us(
        back=address + reverse("sign_on_saml", args=[organisation_id]),
        name=address + reverse("sign_on_metadata", args=[organisation_id]),
    )


def remember(response: HttpResponse, pending: dict[str, Any]) -> None:
    """Keep in the browser what was asked, signed."""
    response.set_cookie(
        cookie_name(),
        signing.dumps(pending, salt=SALT),
        max_age=GOOD_FOR,
        secure=settings.SECURE,
        httponly=True,
        samesite="None" if settings.SECURE else "Lax",
    )


def remembered(request: HttpRequest) -> dict[str, Any] | None:
    """What this browser asked; None where it asked nothing, or too long ago."""
    try:
        kept = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    return dict(kept)


def cookie_name() -> str:
    """Its name."""
    return "__Host-sign-on" if settings.SECURE else "sign-on"


def said_by_saml(request: HttpRequest, row: SignOn, pending: dict[str, Any]) -> Meant:
    """Whom the posted answer means; raises `DoubtError`."""
    if row.kind != SignOnKind.SAML or "asked" not in pending:
        raise DoubtError(Doubt.NOT_OURS)
    answer = request.POST.get("SAMLResponse", "")
    us = us_for(row.organisation_id)
    return saml.meant_by(answer, row.issuer, row.provider, us, asked=pending["asked"])


@csrf_exempt  # the provider's page posts here; what it brings is signed and was asked for
@require_POST
def back(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Come back."""
    pending = remembered(request)
    if pending and pending.get("organisation") != str(organisation_id):
        pending = None
    response = come_back(request, pending, lambda row: said_by_saml(request, row, pending or {}))
    response.delete_cookie(cookie_name(), samesite="None" if settings.SECURE else "Lax")
    return response


@require_GET
def metadata(_request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Who we are, for the provider."""
    try:
        described = saml.ourselves(us_for(organisation_id))
    except DoubtError:
        raise Http404 from None
    return HttpResponse(described, content_type="application/samlmetadata+xml")
