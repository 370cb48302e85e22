"""One entry as bytes, and its mark."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

FORM = "collegium audit 1"  # another form of entries gets another name, and both are read
MARK_BYTES = 32
BEGINNING = bytes(MARK_BYTES)  # stands before the first entry


@dataclass(frozen=True, slots=True)
class Act:
    """What an entry says: who did what to what, when, and from where. Ids, never names."""

    organisation: UUID
    number: int  # from 1 on, without gap
    at: datetime
    verb: str
    origin: str
    actor: UUID | None = None
    kind: str = ""  # of the subject
    subject: UUID | None = None
    group: UUID | None = None  # in which it happened, or whom it concerns
    detail: str = ""  # a word of our own lists
    amount: int | None = None
    reason: str = ""  # of a break-glass alone


def canonical(act: Act) -> bytes:
    """The one way to write an entry down; two that differ in anything are written differently.

    Raises ValueError for a time without zone.
    """
    if act.at.tzinfo is None:
        raise ValueError("an entry's time needs a zone")
    said = [
        FORM,
        act.organisation.hex,
        act.number,
        act.at.astimezone(UTC).isoformat(timespec="microseconds"),
        act.verb,
        act.origin,
        act.actor.hex if act.actor else None,
        act.kind,
        act.subject.hex if act.subject else None,
        act.group.hex if act.group else None,
        act.detail,
        act.amount,
        act.reason,
    ]
    return json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def mark_of(act: Act, *, before: bytes) -> bytes:
    """The mark of an entry that follows one with the mark `before` (SHA-256, 32 bytes)."""
    if len(before) != MARK_BYTES:
        raise ValueError("the mark before has another length")
    return sha256(before + canonical(act)).digest()
