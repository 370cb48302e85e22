"""OpenID Connect with an authorization code, PKCE, state and nonce.

Everything is fetched by `collegium.outgoing`, so that a provider's address leads nowhere inside.
"""

import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from hmac import compare_digest
from typing import Any
from urllib.parse import quote, urlencode

import jwt

from collegium.outgoing import Limits, RefusedError, fetch, target
from collegium.outgoing.operator import usual_ways
from collegium.people.signing.on.answers import CLOCKS_APART, Doubt, DoubtError, Meant

LIMITS = Limits(connect=3, read=5, total=8, size=512 * 1024)
# Signatures with a key that only the provider has; what is shared could be made by whoever knows.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
DISCOVERY = "/.well-known/openid-configuration"
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class Client:
    """What the provider knows us as. It shows no secret."""

    issuer: str
    client_id: str
    secret: str
    back: str  # the address that people come back to

    def __repr__(self) -> str:
        return f"Client({self.client_id})"


@dataclass(frozen=True, slots=True)
class Asked:
    """What only the browser that began knows: three values by chance, each for one purpose."""

    state: str
    nonce: str
    verifier: str


def asked_anew() -> Asked:
    """Fresh ones."""
    return Asked(*(secrets.token_urlsafe(32) for _ in range(3)))


def discover(issuer: str) -> dict[str, Any]:
    """What a provider publishes about itself, its keys included.

    Raises `RefusedError`, or `DoubtError` where it says that it is another one.
    """
    document = _json(issuer.rstrip("/") + DISCOVERY)
    if document.get("issuer") != issuer:
        raise DoubtError(Doubt.NOT_BELIEVED, "issuer")
    if any(not isinstance(document.get(name), str) for name in NEEDED):
        raise DoubtError(Doubt.NOT_BELIEVED, "discovery")
    trusted = usual_ways().trusted
    for name in NEEDED:
        target(document[name], trusted=trusted)
    more = document.get("userinfo_endpoint")
    if isinstance(more, str):
        target(more, trusted=trusted)
    claims = document.get("claims_supported")
    methods = document.get("token_endpoint_auth_methods_supported")
    return {name: document[name] for name in NEEDED} | {
        "says_iss": document.get("authorization_response_iss_parameter_supported") is True,
        "by_post": isinstance(methods, list) and "client_secret_basic" not in methods,
        "keys": keys_at(document["jwks_uri"]),
        "userinfo": more if isinstance(more, str) else "",
        "says_when": isinstance(claims, list) and "auth_time" in claims,
    }


def keys_at(address: str) -> list[dict[str, Any]]:
    """A provider's public keys; raises `RefusedError`."""
    found = _json(address).get("keys")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def where_to(
    provider: Mapping[str, Any], client: Client, asked: Asked, *, anew: bool = False
) -> str:
    """The provider's address at which somebody signs in; `anew` even if it still knows them."""
    challenge = base64.urlsafe_b64encode(sha256(asked.verifier.encode()).digest())
    query = urlencode(
        {
            "response_type": "code",
            "client_id": client.client_id,
            "redirect_uri": client.back,
            "scope": "openid email",
            "state": asked.state,
            "nonce": asked.nonce,
            "code_challenge": challenge.decode().rstrip("="),
            "code_challenge_method": "S256",
        }
        | ({"prompt": "login", "max_age": "0"} if anew else {})
    )
    address = str(provider["authorization_endpoint"])
    return f"{address}{'&' if '?' in address else '?'}{query}"


def tokens_for(
    code: str, provider: Mapping[str, Any], client: Client, asked: Asked
) -> tuple[str, str]:
    """Give the code back for the provider's signed word, and what opens its list of people.

    Raises `DoubtError`.
    """
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": client.back,
        "code_verifier": asked.verifier,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    if provider.get("by_post"):
        fields |= {"client_id": client.client_id, "client_secret": client.secret}
    else:
        pair = f"{quote(client.client_id, safe='')}:{quote(client.secret, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    try:
        said = _json(
            str(provider["token_endpoint"]),
            method="POST",
            headers=headers,
            body=urlencode(fields).encode(),
        )
    except RefusedError as refused:
        raise DoubtError(Doubt.UNREACHABLE, refused.reason) from None
    token = said.get("id_token")
    if not isinstance(token, str):
        raise DoubtError(Doubt.REFUSED)
    return token, str(said.get("access_token") or "")


def key_of(token: str) -> str:
    """The name of the key that signed; raises `DoubtError` where none is named."""
    try:
        return str(jwt.get_unverified_header(token).get("kid", ""))
    except jwt.PyJWTError:
        raise DoubtError(Doubt.NOT_BELIEVED, "form") from None


def meant_by(token: str, keys: list[dict[str, Any]], client: Client, asked: Asked) -> Meant:
    """Whom a signed word means, if it is the provider's, for us, for this browser and for now.

    Raises `DoubtError`.
    """
    try:
        header = jwt.get_unverified_header(token)
        claims = jwt.decode(
            token,
            _fitting(keys, header),
            algorithms=list(ALGORITHMS),
            audience=client.client_id,
            issuer=client.issuer,
            leeway=CLOCKS_APART,
            options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]},
        )
    except jwt.PyJWTError as error:
        raise DoubtError(Doubt.NOT_BELIEVED, type(error).__name__) from None
    if not compare_digest(str(claims["nonce"]).encode(), asked.nonce.encode()):
        raise DoubtError(Doubt.NOT_BELIEVED, "nonce")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if several and claims.get("azp") != client.client_id:
        raise DoubtError(Doubt.NOT_BELIEVED, "azp")
    at = claims.get("auth_time")
    return Meant(
        issuer=client.issuer,
        subject=str(claims["sub"]),
        asked_at=float(at) if isinstance(at, int | float) else None,
        **_address(claims),
    )


def more_about(meant: Meant, access: str, provider: Mapping[str, Any]) -> Meant:
    """With the address, asked for where the signed word holds none; of the same subject only.

    Raises `DoubtError`.
    """
    if meant.email or not access or not provider.get("userinfo"):
        return meant
    try:
        said = _json(provider["userinfo"], headers={"Authorization": f"Bearer {access}"})
    except RefusedError as refused:
        raise DoubtError(Doubt.UNREACHABLE, refused.reason) from None
    if said.get("sub") != meant.subject:
        raise DoubtError(Doubt.NOT_BELIEVED, "userinfo")
    return replace(meant, **_address(said))


def _address(claims: Mapping[str, Any]) -> dict[str, Any]:
    verified = claims.get("email_verified")
    return {
        "email": str(claims.get("email") or ""),
        "is_verified": None if verified is None else verified in {True, "true"},
    }


def _fitting(keys: list[dict[str, Any]], header: Mapping[str, Any]) -> jwt.PyJWK:
    """The key that a token names; the only one where it names none."""
    kid = header.get("kid")
    found = [
        one for one in keys if one.get("use", "sig") == "sig" and kid in {None, one.get("kid")}
    ]
    if len(found) != 1:
        raise DoubtError(Doubt.NOT_BELIEVED, "key")
    return jwt.PyJWK(found[0], algorithm=None if "alg" in found[0] else header.get("alg"))


def _json(
    address: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
) -> dict[str, Any]:
    answer = fetch(
        address, method=method, headers=headers, body=body, limits=LIMITS, ways=usual_ways()
    )
    if answer.status != 200:
        raise DoubtError(Doubt.REFUSED, str(answer.status))
    try:
        said = json.loads(answer.body)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise DoubtError(Doubt.NOT_BELIEVED, "form")
    return said
