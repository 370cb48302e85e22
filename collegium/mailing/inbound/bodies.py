"""The text of a mail, whatever it is wrapped in and however it is written."""

from collections.abc import Iterator
from contextlib import suppress
from email.message import Message
from itertools import chain

from collegium.mailing.inbound.html_text import text_of
from collegium.people.roster import Unreadable
from collegium.people.roster.encoding import decode

type Part = Message[str, str]

DEEPEST = 12  # parts within parts
MOST = 200
# What these encode is plain ASCII to whoever does not know them, so they have to be believed.
BELIEVED = ("iso-2022", "utf-16", "utf-32", "utf-7", "hz")


def body_of(message: Part) -> str:
    """The first plain text that says something, else the first HTML; empty when there is none."""
    parts = [part for part in leaves(message) if not _is_attached(part)]
    plain = (_plain(part) for part in parts if part.get_content_type() == "text/plain")
    rich = (text_of(words(part)) for part in parts if part.get_content_type() == "text/html")
    return next((text for text in chain(plain, rich) if text.strip()), "")


def leaves(message: Part, depth: int = 0) -> Iterator[Part]:
    """The parts that hold no other part; what is nested deeper than anybody nests is left out."""
    if not message.is_multipart():
        yield message
    elif message.get_content_maintype() == "multipart" and depth < DEEPEST:
        payload = message.get_payload()
        for part in payload[:MOST] if isinstance(payload, list) else ():
            if isinstance(part, Message):
                yield from leaves(part, depth + 1)


def words(part: Part) -> str:
    """A part's text. What it says of its encoding is believed where nothing speaks against it."""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    said = part.get_content_charset("").lower()
    first = (said,) if said.startswith(BELIEVED) else ()
    for name in (*first, "utf-8", said or "utf-8"):
        with suppress(UnicodeError, LookupError):
            return raw.decode(name)
    try:
        return decode(raw)
    except Unreadable:
        return raw.decode("utf-8", "replace")


def _plain(part: Part) -> str:
    text = words(part)
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    return _unflowed(text, spaced=str(part.get_param("delsp", "")).lower() != "yes")


def _unflowed(text: str, *, spaced: bool) -> str:
    """Join the lines that end with a space (RFC 3676)."""
    joined: list[str] = []
    open_ended = False
    for line in text.replace("\r\n", "\n").split("\n"):
        goes_on = line.endswith(" ") and line != "-- "
        kept = line[:-1] if goes_on and not spaced else line
        if open_ended and not line.startswith(">"):
            joined[-1] += kept
        else:
            joined.append(kept)
        open_ended = goes_on and not line.startswith(">")
    return "\n".join(joined)


def _is_attached(part: Part) -> bool:
    return part.get_content_disposition() == "attachment"
