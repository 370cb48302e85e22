"""SAML 2.0: signed assertions for us, asked for by this browser a moment ago, each used once.

The protocol is python3-saml's (the extra `saml`), which is loaded by the first question.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.core.cache import cache
from django.utils import timezone

from collegium.outgoing import Limits, fetch, target
from collegium.outgoing.operator import usual_ways
from collegium.people.signing.on.answers import Doubt, DoubtError, Meant

if TYPE_CHECKING:
    from onelogin.saml2.response import OneLogin_Saml2_Response

LARGEST = 512 * 1024  # bytes of metadata
LIMITS = Limits(connect=3, read=5, total=8, size=LARGEST)
REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
BY_MAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
# Under what names providers send an address.
ADDRESSES = (
    "email",
    "mail",
    "Email",
    "emailaddress",
    "emailAddress",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
    "urn:oid:0.9.2342.19200300.100.1.3",
    "urn:oid:1.2.840.113549.1.9.1",
)
IN_RESPONSE = "/saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData"
SECURITY = {
    "wantAssertionsSigned": True,
    "wantAttributeStatement": False,
    "rejectDeprecatedAlgorithm": True,
    "requestedAuthnContext": False,
    "allowSingleLabelDomains": True,
}


@dataclass(frozen=True, slots=True)
class Us:
    """Our end: the address that answers come to, and the one that describes us, our name."""

    back: str
    name: str


def is_installed() -> bool:
    """Whether this server can speak it."""
    return find_spec("onelogin") is not None


def metadata_at(address: str) -> str:
    """What a provider publishes; raises `RefusedError` or `DoubtError`."""
    answer = fetch(address, limits=LIMITS, ways=usual_ways())
    if answer.status != 200:
        raise DoubtError(Doubt.REFUSED, str(answer.status))
    return answer.body.decode("utf-8", "replace")


def described_by(metadata: str) -> tuple[str, dict[str, Any]]:
    """The name of a provider and what we need of it; raises `RefusedError` or `DoubtError`."""
    _require()
    from onelogin.saml2.idp_metadata_parser import (  # noqa: PLC0415 - most processes never ask
        OneLogin_Saml2_IdPMetadataParser as Parser,
    )

    if len(metadata.encode()) > LARGEST:
        raise DoubtError(Doubt.NOT_BELIEVED, "size")
    try:
        found = Parser.parse(metadata.strip(), required_sso_binding=REDIRECT).get("idp", {})
    except Exception:  # noqa: BLE001 - the library's, lxml's and plain ones, for whatever XML there is
        raise DoubtError(Doubt.NOT_BELIEVED, "xml") from None
    issuer, sso = found.get("entityId"), found.get("singleSignOnService", {}).get("url")
    keys = found.get("x509certMulti", {}).get("signing") or [found.get("x509cert")]
    if not issuer or not sso or not all(keys):
        raise DoubtError(Doubt.NOT_BELIEVED, "metadata")
    target(sso, trusted=usual_ways().trusted)
    return str(issuer), {"sso": str(sso), "certificates": [str(key) for key in keys]}


def ourselves(us: Us) -> str:
    """Our own metadata, for the provider; raises `DoubtError`."""
    _require()
    from onelogin.saml2.settings import OneLogin_Saml2_Settings  # noqa: PLC0415 - as above

    about = {"strict": True, "sp": _our_end(us), "security": SECURITY}
    settings = OneLogin_Saml2_Settings(about, sp_validation_only=True)
    said = settings.get_sp_metadata()
    return str(said.decode() if isinstance(said, bytes) else said)


def where_to(
    issuer: str, provider: Mapping[str, Any], us: Us, *, anew: bool = False
) -> tuple[str, str]:
    """The provider's address at which somebody signs in, and the identity of what we ask.

    `anew` has it ask who they are even if it still knows them.
    """
    _require()
    from onelogin.saml2.auth import OneLogin_Saml2_Auth  # noqa: PLC0415 - as above

    auth = OneLogin_Saml2_Auth(_request(us), _settings(issuer, provider, us))
    address = auth.login(return_to="", force_authn=anew, set_nameid_policy=False)
    return str(address), str(auth.get_last_request_id())


def meant_by(answer: str, issuer: str, provider: Mapping[str, Any], us: Us, *, asked: str) -> Meant:
    """Whom an answer means, if it is the provider's, signed, for us and for what was asked.

    The same assertion is believed once. Raises `DoubtError`.
    """
    _require()
    from onelogin.saml2.response import OneLogin_Saml2_Response  # noqa: PLC0415 - as above
    from onelogin.saml2.settings import OneLogin_Saml2_Settings  # noqa: PLC0415 - as above

    try:
        response = OneLogin_Saml2_Response(
            OneLogin_Saml2_Settings(_settings(issuer, provider, us)), answer
        )
        fits = response.is_valid(_request(us), asked) and _is_for(response, us, asked)
    except Exception as error:  # noqa: BLE001 - the same; what they say may hold what was sent
        raise DoubtError(Doubt.NOT_BELIEVED, type(error).__name__) from None
    if not fits:
        raise DoubtError(Doubt.NOT_BELIEVED)
    _use(issuer, response)
    subject, form = response.get_nameid(), response.get_nameid_format()
    if not subject or form == TRANSIENT or (form == BY_MAIL and "@" not in subject):
        raise DoubtError(Doubt.NOT_BELIEVED, "name id")
    email = _address(response, subject, form)
    return Meant(issuer, str(subject), email, is_verified=None, asked_at=_asked_at(response))


def _asked_at(response: "OneLogin_Saml2_Response") -> float | None:
    found = response._query_assertion("/saml:AuthnStatement")
    said = found[0].get("AuthnInstant", "") if found else ""
    try:
        return datetime.fromisoformat(said).timestamp()
    except ValueError:
        return None


def _is_for(response: "OneLogin_Saml2_Response", us: Us, asked: str) -> bool:
    """What the library lets pass where it is left out: audience, and to what this is an answer.

    The latter stands twice; only that within the assertion is sure to be signed.
    """
    within = response._query_assertion(IN_RESPONSE)
    return (
        us.name in response.get_audiences()
        and response.get_in_response_to() == asked
        and bool(within)
        and all(one.get("InResponseTo") == asked and one.get("NotOnOrAfter") for one in within)
    )


def _use(issuer: str, response: "OneLogin_Saml2_Response") -> None:
    ends = datetime.fromtimestamp(response.get_assertion_not_on_or_after(), UTC)
    left = max(60.0, (ends - timezone.now()).total_seconds() + 60)
    name = json.dumps(["saml", issuer, response.get_assertion_id()])
    if not cache.add(name.replace(" ", ""), value=True, timeout=left):
        raise DoubtError(Doubt.USED)


def _address(response: "OneLogin_Saml2_Response", subject: str, form: str) -> str:
    said = response.get_attributes()
    found = next((said[name][0] for name in ADDRESSES if said.get(name)), "")
    return str(found or (subject if form == BY_MAIL else ""))


def _settings(issuer: str, provider: Mapping[str, Any], us: Us) -> dict[str, Any]:
    return {
        "strict": True,
        "sp": _our_end(us),
        "idp": {
            "entityId": issuer,
            "singleSignOnService": {"url": provider["sso"], "binding": REDIRECT},
            "x509certMulti": {"signing": provider["certificates"]},
        },
        "security": SECURITY,
    }


def _our_end(us: Us) -> dict[str, Any]:
    return {"entityId": us.name, "assertionConsumerService": {"url": us.back, "binding": POST}}


def _request(us: Us) -> dict[str, Any]:
    parts = urlsplit(us.back)
    secure = "on" if parts.scheme == "https" else "off"
    return {"https": secure, "http_host": parts.netloc, "script_name": parts.path, "get_data": {}}


def _require() -> None:
    if not is_installed():
        raise DoubtError(Doubt.NOT_INSTALLED)
