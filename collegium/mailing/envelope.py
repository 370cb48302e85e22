"""An e-mail as it goes over the wire (RFC 5322, MIME), put together without parsing it again.

Ten thousand reminders may be due in one minute. The library that parses and folds each header
anew took more of that minute than everything else together.
"""

import re
from binascii import b2a_base64, b2a_qp
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.header import Header
from email.utils import formatdate, parseaddr, quote
from functools import cache
from typing import override
from uuid import uuid4

from django.core.mail import EmailMultiAlternatives
from django.utils.encoding import punycode

END = "\r\n"
LONGEST_LINE = 900  # of a text that goes as it is
WORD = 60  # characters of an encoded word
BYTES = 57  # of a file in one line of base64

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")

type Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wire:
    """A mail as Django's backends ask for it."""

    text: str  # ASCII

    def as_bytes(self) -> bytes:
        """For a mail server."""
        return self.text.encode("ascii")

    def as_string(self) -> str:
        """For the demo's mailbox."""
        return self.text


class Envelope(EmailMultiAlternatives):
    """Text, HTML and perhaps a calendar, to one reader."""

    @override
    def message(self, **_policy: object) -> Wire:  # type: ignore[override]  # what backends use of it
        """The whole mail; raises `ValueError` for a header of more than one line."""
        bodies = [_text(str(self.body), "text/plain")]
        bodies += [_text(str(content), str(kind)) for content, kind in self.alternatives]
        headers, content = _several("alternative", bodies)
        if self.attachments:
            files = [_file(str(name), data, kind) for name, data, kind in self.attachments]
            headers, content = _several("mixed", [(headers, content), *files])
        return Wire(_part(self._headers() | headers, content))

    def _headers(self) -> dict[str, str]:
        known = {
            "From": _sender(self.from_email),
            "To": ", ".join(self.to),
            "Subject": in_ascii(str(self.subject)),
            "Date": formatdate(usegmt=True),
            "MIME-Version": "1.0",
        }
        if self.reply_to:
            known["Reply-To"] = ", ".join(self.reply_to)
        return known | {name: str(value) for name, value in self.extra_headers.items()}


def mailbox(name: str, address: str) -> str:
    """A name and an address as a header says them."""
    local, _at, domain = address.rpartition("@")
    address = address if domain.isascii() else f"{local}@{punycode(domain)}"
    if not name:
        return address
    name = _CONTROL.sub(" ", name)
    encoded = in_ascii(name)
    plain = encoded != name or all(word.isalnum() for word in name.split())
    return f"{encoded if plain else _quoted(name)} <{address}>"


@cache
def _sender(text: str) -> str:
    return mailbox(*parseaddr(text))


def in_ascii(text: str) -> str:
    """Words of a header in one line, encoded where they need to be (RFC 2047)."""
    text = _CONTROL.sub(" ", text)
    if text.isascii() and "=?" not in text:
        return text
    return Header(text, "utf-8", maxlinelen=WORD).encode(linesep=END)


def _quoted(name: str) -> str:
    return f'"{quote(name)}"'


def _part(headers: Headers, content: str) -> str:
    for name, value in headers.items():
        if _CONTROL.search(value.replace(f"{END} ", "")):
            raise ValueError(name)
    return END.join(f"{name}: {value}" for name, value in headers.items()) + END + END + content


def _several(kind: str, parts: Sequence[tuple[dict[str, str], str]]) -> tuple[dict[str, str], str]:
    mark = f"=_{uuid4().hex}"
    inside = "".join(f"--{mark}{END}{_part(*part)}{END}" for part in parts)
    return {"Content-Type": f'multipart/{kind}; boundary="{mark}"'}, f"{inside}--{mark}--{END}"


def _text(text: str, kind: str) -> tuple[dict[str, str], str]:
    lines = text.splitlines()
    plain = text.isascii() and max(map(len, lines), default=0) < LONGEST_LINE
    if not plain:
        lines = b2a_qp("\n".join(lines).encode(), istext=True).decode("ascii").split("\n")
    headers = {
        "Content-Type": f'{kind}; charset="utf-8"',
        "Content-Transfer-Encoding": "7bit" if plain else "quoted-printable",
    }
    return headers, END.join(lines)


def _file(name: str, content: bytes | str, kind: str | None) -> tuple[dict[str, str], str]:
    data = content.encode() if isinstance(content, str) else content
    lines = (data[at : at + BYTES] for at in range(0, len(data), BYTES))
    headers = {
        "Content-Type": kind or "application/octet-stream",
        "Content-Transfer-Encoding": "base64",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return headers, END.join(b2a_base64(line, newline=False).decode("ascii") for line in lines)
