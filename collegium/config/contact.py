"""Whom to tell of a weakness: what the operator of an installation set, as a file at a known place.

The form is RFC 9116. Where nobody is set there is no file: an address that nobody reads is worse.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

VALID = timedelta(days=180)  # the standard advises less than a year


def contact(said: str) -> str:
    """An address as a URI, empty for none; raises `ValueError` for what nobody could write to."""
    said = said.strip()
    if not said:
        return ""
    if "@" in said and ":" not in said:
        said = f"mailto:{said}"
    parts = urlsplit(said)
    reached = "@" in parts.path if parts.scheme == "mailto" else parts.hostname
    if parts.scheme not in {"https", "mailto"} or not reached or not said.isprintable():
        raise ValueError(
            "COLLEGIUM_SECURITY_CONTACT is a mail address or an address that starts with https://"
        )
    if " " in said:
        raise ValueError("COLLEGIUM_SECURITY_CONTACT is one address, without spaces")
    return said


def security_txt(reach: str, *, address: str, languages: list[str], now: datetime) -> str:
    """The file, for an installation at `address`."""
    return "".join(
        f"{name}: {value}\n"
        for name, value in (
            ("Contact", reach),
            ("Expires", (now + VALID).strftime("%Y-%m-%dT%H:%M:%SZ")),
            ("Preferred-Languages", ", ".join(languages)),
            ("Canonical", f"{address}/.well-known/security.txt"),
        )
    )
