"""A mail as it came in, read as far as its answer needs; never fails on what anybody sends."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parseaddr
from hashlib import sha256

from collegium.mailing.inbound.bodies import body_of
from collegium.mailing.inbound.bounces import Bounce, bounces_in, is_report
from collegium.mailing.inbound.words import AUTOMATIC_SUBJECT, FORWARD_SUBJECT

type Part = Message[str, str]

LARGEST = 1_000_000  # bytes that are read of a mail; words come first, attachments after them
LONGEST_HEADER = 4_000
WITH_PARAMETERS = re.compile(
    rb"^content-(?:type|disposition):[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE
)
RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
MASS = frozenset({"bulk", "junk", "list", "auto_reply"})
MACHINES = ("mailer-daemon", "postmaster", "noreply", "no-reply", "do-not-reply", "donotreply")
FROM_MACHINES = ("X-Autoreply", "X-Autorespond", "X-Autorespond-From", "List-Id", "Feedback-ID")


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a mail says of itself, and its text."""

    identity: str  # its Message-ID, or what stands for one
    sender: str  # the address it claims to come from
    recipients: tuple[str, ...]
    is_automatic: bool
    is_forward: bool
    is_report: bool
    bounces: tuple[Bounce, ...]
    text: str


def read(raw: bytes, *, recipient: str = "") -> Incoming:
    """Read a mail; what is beyond a megabyte is not looked at.

    `recipient` is the address that the mail server delivered it to, if it says so.
    """
    raw = raw[:LARGEST]
    try:
        message = message_from_bytes(_tame(raw), policy=policy.compat32)
        text = body_of(message)
    except RecursionError:  # parts within parts, thousands deep: nobody's reply
        message, text = Message(), ""
    report = is_report(message)
    return Incoming(
        identity=_header(message, "Message-ID").strip() or sha256(raw).hexdigest(),
        sender=parseaddr(_header(message, "From"))[1].lower(),
        recipients=_recipients(message, recipient),
        is_automatic=report or _is_automatic(message),
        is_forward=FORWARD_SUBJECT.match(_subject(message)) is not None,
        is_report=report,
        bounces=tuple(bounces_in(message)) if report else (),
        text=text,
    )


def _tame(raw: bytes) -> bytes:
    """The same without headers on which the parser would spend minutes, in lines that end alike."""
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return WITH_PARAMETERS.sub(lambda found: found[0][:LONGEST_HEADER], lines)


def _recipients(message: Part, recipient: str) -> tuple[str, ...]:
    named = [
        str(value)[:LONGEST_HEADER] for name in RECIPIENTS for value in message.get_all(name, [])
    ]
    found = [address for _name, address in getaddresses([recipient, *named])]
    return tuple(dict.fromkeys(address for address in found if address))


def _is_automatic(message: Part) -> bool:
    submitted = _header(message, "Auto-Submitted").strip().lower()
    local = parseaddr(_header(message, "From"))[1].lower().partition("@")[0]
    return (
        submitted not in {"", "no"}
        or _header(message, "Return-Path").strip() == "<>"
        or _header(message, "Precedence").strip().lower() in MASS
        or any(name in message for name in FROM_MACHINES)
        or local.startswith(MACHINES)
        or AUTOMATIC_SUBJECT.match(_subject(message)) is not None
    )


def _subject(message: Part) -> str:
    raw = re.sub(r"\s+", " ", _header(message, "Subject"))
    try:
        return str(make_header(decode_header(raw)))
    except (ValueError, LookupError):  # an encoding that nobody knows, or bytes that are not in it
        return raw


def _header(message: Part, name: str) -> str:
    return str(message.get(name, ""))[:LONGEST_HEADER]
