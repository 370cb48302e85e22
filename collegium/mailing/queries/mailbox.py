"""What the demo would have sent, taken apart for reading."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_string
from email.message import EmailMessage, Message
from email.policy import default
from uuid import UUID

from collegium.mailing.models import DemoMail

LATEST = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One mail in the list."""

    id: UUID
    to: str
    subject: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail."""

    number: int
    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A mail taken apart."""

    line: Line
    sender: str
    text: str
    html: str
    attachments: tuple[Attachment, ...]


def latest() -> tuple[Line, ...]:
    """The latest mails, newest first (1 query)."""
    rows = DemoMail.objects.order_by("-created_at", "id").defer("message")[:LATEST]
    return tuple(_line(row) for row in rows)


def opened(mail_id: UUID) -> Opened:
    """One mail (1 query); raises `DemoMail.DoesNotExist`."""
    row = DemoMail.objects.get(pk=mail_id)
    message = message_from_string(row.message, _class=EmailMessage, policy=default)
    return Opened(
        line=_line(row),
        sender=str(message.get("From", "")),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        attachments=tuple(_attachments(message)),
    )


def _line(row: DemoMail) -> Line:
    return Line(id=row.pk, to=row.to, subject=row.subject, at=row.created_at)


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if isinstance(part, EmailMessage) else ""


def _attachments(message: EmailMessage) -> Iterator[Attachment]:
    for number, part in enumerate(message.iter_attachments()):
        yield Attachment(
            number=number,
            name=part.get_filename() or f"{number}",
            kind=part.get_content_type(),
            content=_bytes(part),
        )


def _bytes(part: "Message[str, str]") -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
