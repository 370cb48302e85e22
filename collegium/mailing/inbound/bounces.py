"""Reports of mail servers that a mail did not arrive (RFC 3464)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

type Part = Message[str, str]

MESSAGE_ID = re.compile(r"^message-id:\s*(<[^<>\s]{3,250}>)", re.IGNORECASE | re.MULTILINE)
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail of ours that will never arrive: its Message-ID and the code, without its words."""

    message_id: str
    status: str


def is_report(message: Part) -> bool:
    """Whether a mail server says something about a mail; also that it is merely late."""
    kind = str(message.get_param("report-type", "")).lower()
    return message.get_content_type() == "multipart/report" and kind in {"delivery-status", ""}


def bounces_in(message: Part) -> Iterator[Bounce]:
    """What a report says has failed for good; nothing for delays and for what did arrive."""
    parts = message.get_payload()
    if not isinstance(parts, list):
        return
    given = [part for part in parts if isinstance(part, Message)]
    found = next((one for part in given if (one := _message_id(part))), "")
    status = next((one for part in given if (one := _failure(part))), "")
    if found and status:
        yield Bounce(found, status)


def _failure(part: Part) -> str:
    """The code of the first recipient whom the mail will never reach."""
    if part.get_content_type() != "message/delivery-status":
        return ""
    payload = part.get_payload()
    for block in payload if isinstance(payload, list) else ():
        if not isinstance(block, Message):
            continue
        action = str(block.get("Action", "")).strip().lower()
        status = STATUS.match(str(block.get("Status", "")).strip())
        if action == "failed" and status and status[0].startswith("5"):
            return status[0]
    return ""


def _message_id(part: Part) -> str:
    """The Message-ID of what was sent, from the copy in the report or its headers alone."""
    if part.get_content_type() == "message/rfc822":
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else None
        return str(inner.get("Message-ID", "")).strip() if isinstance(inner, Message) else ""
    if part.get_content_type() in {"text/rfc822-headers", "message/rfc822-headers"}:
        payload = part.get_payload(decode=True)
        text = payload.decode("ascii", "replace") if isinstance(payload, bytes) else ""
        found = MESSAGE_ID.search(text[:20_000])
        return found[1] if found else ""
    return ""
