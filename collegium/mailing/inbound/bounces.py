"""Reports of mail servers that a mail did not arrive (RFC 3464)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr

type Part = Message[str, str]

MESSAGE_ID = re.compile(r"<[^<>\s]{3,190}>")
STATUS = re.compile(r"5\.\d{1,3}\.\d{1,3}")  # for good
LONGEST_HEADER = 1_000
MOST = 20_000  # bytes of the headers that a report repeats


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail of ours that will never arrive, and the code why, without its words."""

    message_id: str
    to: str  # the address that it went to, if the report repeats it
    status: str


def is_report(message: Part) -> bool:
    """Whether a mail server says something about a mail; also that it is merely late."""
    kind = str(message.get_param("report-type", "")).lower()
    return message.get_content_type() == "multipart/report" and kind in {"delivery-status", ""}


def bounces_in(message: Part) -> Iterator[Bounce]:
    """What a report says has failed for good; nothing for delays and for what did arrive."""
    parts = message.get_payload()
    given = [one for one in parts if isinstance(one, Message)] if isinstance(parts, list) else []
    sent = next((one for part in given if (one := _sent(part)) is not None), None)
    status = next((code for part in given if (code := _failure(part))), "")
    if sent is None or not status:
        return
    message_id = MESSAGE_ID.fullmatch(str(sent.get("Message-ID", "")).strip())
    if message_id:
        to = parseaddr(str(sent.get("To", ""))[:LONGEST_HEADER])[1]
        yield Bounce(message_id[0], to.lower(), status)


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
        if action == "failed" and status:
            return status[0]
    return ""


def _sent(part: Part) -> Part | None:
    """What was sent, from the copy in the report or from its headers alone."""
    if part.get_content_type() == "message/rfc822":
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else None
        return inner if isinstance(inner, Message) else None
    if part.get_content_type() in {"text/rfc822-headers", "message/rfc822-headers"}:
        payload = part.get_payload(decode=True)
        return message_from_bytes(payload[:MOST]) if isinstance(payload, bytes) else None
    return None
