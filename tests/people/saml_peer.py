"""A SAML provider made for tests: it signs what it is told to, right or wrong."""

import base64
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4
from xml.sax.saxutils import escape

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from defusedxml.ElementTree import fromstring
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Utils

SAML = 'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'
SAMLP = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"'
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"


def a_key() -> tuple[str, str]:
    """A private key and its certificate, as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "peer")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return private.decode(), certificate.public_bytes(serialization.Encoding.PEM).decode()


KEY, CERTIFICATE = a_key()


@dataclass(frozen=True)
class Peer:
    """A provider."""

    name: str = "https://peer.example/metadata"
    key: str = field(default=KEY, repr=False)
    certificate: str = field(default=CERTIFICATE, repr=False)

    @property
    def metadata(self) -> str:
        body = "".join(self.certificate.splitlines()[1:-1])
        return f"""<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"
 entityID="{self.name}"><md:IDPSSODescriptor
 protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing">
<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>{body}
</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService
 Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
 Location="https://peer.example/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>"""

    def answer(
        self,
        back: str,
        *,
        asked: str,
        audience: str,
        subject: str = "s-1",
        email: str = "",
        signed: bool = True,
        minutes: int = 5,
        within: str | None = None,
        issuer: str = "",
        assertion: str = "",
    ) -> str:
        """A response in base64; `within` is to what the signed part says that it answers."""
        now = datetime.now(UTC)
        at, ends = (
            moment.strftime("%Y-%m-%dT%H:%M:%SZ")
            for moment in (
                min(now, now + timedelta(minutes=minutes - 5)),
                now + timedelta(minutes=minutes),
            )
        )
        name = escape(issuer or self.name)
        answers = asked if within is None else within
        to = f' InResponseTo="{answers}"' if answers else ""
        meant_for = (
            f"<saml:AudienceRestriction><saml:Audience>{escape(audience)}</saml:Audience>"
            "</saml:AudienceRestriction>"
            if audience
            else ""
        )
        inner = f"""<saml:Assertion {SAML} ID="{assertion or f"_{uuid4().hex}"}" Version="2.0"
 IssueInstant="{at}"><saml:Issuer>{name}</saml:Issuer><saml:Subject>
<saml:NameID Format="{PERSISTENT}">{escape(subject)}</saml:NameID>
<saml:SubjectConfirmation Method="{BEARER}"><saml:SubjectConfirmationData NotOnOrAfter="{ends}"
 Recipient="{back}"{to}/></saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{at}" NotOnOrAfter="{ends}">{meant_for}</saml:Conditions>
<saml:AuthnStatement AuthnInstant="{at}"><saml:AuthnContext><saml:AuthnContextClassRef>
urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext>
</saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="email"><saml:AttributeValue>
{escape(email)}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>"""
        inner = inner.replace("<saml:AttributeValue>\n", "<saml:AttributeValue>")
        if signed:
            made = Utils.add_sign(inner, self.key, self.certificate)
            inner = made.decode() if isinstance(made, bytes) else made
        whole = f"""<samlp:Response {SAMLP} {SAML} ID="_{uuid4().hex}" Version="2.0"
 IssueInstant="{at}" Destination="{back}" InResponseTo="{asked}"><saml:Issuer>{name}</saml:Issuer>
<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
{inner}</samlp:Response>"""
        return base64.b64encode(whole.encode()).decode()


def asked_in(address: str) -> str:
    """The identity of the request in an address that we lead somebody to."""
    return request_in(address)["ID"]


def request_in(address: str) -> dict[str, str]:
    """What such a request asks for."""
    packed = base64.b64decode(parse_qs(urlsplit(address).query)["SAMLRequest"][0])
    return dict(fromstring(zlib.decompress(packed, -15)).attrib)
