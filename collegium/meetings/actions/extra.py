"""A meeting that a group holds beside the sessions of its cycle."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from collegium.domain.playbook import EventKind, Playbook
from collegium.groups.queries import current_cycle
from collegium.groups.rooms import Room
from collegium.meetings.actions.live import record_event
from collegium.meetings.live.playbooks import in_force
from collegium.meetings.models import ExtraMeeting, Kind, Session, SessionState
from collegium.meetings.queries.extra import may_call_off
from collegium.meetings.queries.live import seated
from collegium.vault.rows import own_identity

HALF_HOUR = 30  # minutes


@dataclass(frozen=True, slots=True)
class NewExtra:
    """What a member wants to hold; `starts_at` is None for now."""

    once: UUID  # its identity; the same form sent twice makes one
    playbook: str
    starts_at: datetime | None = None
    link: str = ""


@transaction.atomic
def start_extra(room: Room, wanted: NewExtra, *, now: datetime) -> Session:
    """Make an extra meeting that its maker hosts; one for now is opened at once.

    Doing it twice makes one. Raises `FileNotFoundError` for a playbook that is not there.
    """
    followed = in_force(room.group.organisation_id, wanted.playbook)
    session, made = Session.objects.get_or_create(
        pk=own_identity(Session, wanted.once, group=room.group),
        group=room.group,
        defaults={
            "cycle": current_cycle(room),
            "kind": Kind.EXTRA,
            "minutes": _kept_free(followed.book, len(seated(room))),
            "starts_at": wanted.starts_at or now,
            "host": room.member,
            "link": wanted.link,
            "state": SessionState.CONFIRMED,
        },
    )
    if made:
        extra = ExtraMeeting(
            group=room.group, session=session, called_by=room.member, text=followed.text
        )
        extra.save()
    if made and wanted.starts_at is None:
        key = uuid5(session.pk, EventKind.OPEN)
        record_event(room, session.pk, key=key, kind=EventKind.OPEN, data={}, now=now)
    return session


def _kept_free(book: Playbook, people: int) -> int:
    """Whole half hours: the minutes as they are would tell which playbook it is."""
    return -(-book.minutes_for(people) // HALF_HOUR) * HALF_HOUR


class HasBegunError(Exception):
    """The meeting is under way or was held; it cannot be called off any more."""


@transaction.atomic
def call_off(room: Room, session_id: UUID) -> None:
    """Cancel an extra meeting that has not begun, or an Orientation that was overtaken.

    Whoever was invited is told. Twice is once.

    Raises `Session.DoesNotExist` for whoever may not, and `HasBegunError`.
    """
    session = Session.objects.select_for_update().get(
        pk=session_id, group=room.group, kind__in=(Kind.EXTRA, Kind.ORIENTATION)
    )
    if session.state == SessionState.CANCELLED:
        return
    if session.state in {SessionState.LIVE, SessionState.ENDED}:
        raise HasBegunError
    if not may_call_off(room, session):
        raise Session.DoesNotExist
    session.state = SessionState.CANCELLED
    session.save(update_fields=["state"])
