"""What happens in a session, one event at a time, to and from JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class EventKind(StrEnum):
    """Every event there is. Presence on the wire is not one: attendance is."""

    OPEN = "open"
    JOIN = "join"
    LEAVE = "leave"
    NEXT_STEP = "next_step"
    BACK = "back"
    CONTRIBUTE = "contribute"
    EDIT = "edit"
    WITHDRAW = "withdraw"
    REVEAL = "reveal"
    PASS_TURN = "pass_turn"  # noqa: S105 - a turn in a talk round, not a secret
    NEXT_SPEAKER = "next_speaker"
    SIGN = "sign"
    GROUP = "group"
    NAME_PILE = "name_pile"
    HAND = "hand"
    READY = "ready"
    ASSIGN = "assign"
    SHARE = "share"
    UNSHARE = "unshare"
    PAUSE = "pause"
    RESUME = "resume"
    REPLAN = "replan"
    HAND_OVER = "hand_over"
    TAKE_OVER = "take_over"
    END = "end"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing one member did; `key` makes it count once, `at` is aware."""

    sequence: int
    key: str
    actor: str
    at: datetime
    kind: EventKind
    data: Mapping[str, object] = field(default_factory=dict)


class EventError(ValueError):
    """A stored event that cannot be read; names the part, never its content."""


def to_json(event: Event) -> dict[str, object]:
    """Return `event` as plain JSON values."""
    return {
        "sequence": event.sequence,
        "key": event.key,
        "actor": event.actor,
        "at": event.at.isoformat(),
        "kind": event.kind.value,
        "data": dict(event.data),
    }


def from_json(stored: Mapping[str, object]) -> Event:
    """Read what `to_json` wrote.

    Raises:
        EventError: a part is missing or of the wrong sort.

    """
    sequence, data = stored.get("sequence"), stored.get("data")
    if not isinstance(sequence, int) or isinstance(sequence, bool):
        raise EventError("sequence")
    if not isinstance(data, Mapping):
        raise EventError("data")
    return Event(
        sequence=sequence,
        key=_text(stored, "key"),
        actor=_text(stored, "actor"),
        at=_moment(_text(stored, "at")),
        kind=_kind(_text(stored, "kind")),
        data=data,
    )


def _text(stored: Mapping[str, object], part: str) -> str:
    value = stored.get(part)
    if not isinstance(value, str) or not value:
        raise EventError(part)
    return value


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise EventError("at") from None
    if at.tzinfo is None:
        raise EventError("at")
    return at


def _kind(text: str) -> EventKind:
    try:
        return EventKind(text)
    except ValueError:
        raise EventError("kind") from None
