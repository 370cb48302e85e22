"""A meeting that a group holds beside the sessions of its cycle."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from collegium.domain.playbook import EventKind
from collegium.groups.queries import current_cycle
from collegium.groups.rooms import Room
from collegium.meetings.actions.live import record_event
from collegium.meetings.live.playbooks import in_force
from collegium.meetings.models import Kind, Session, SessionState
from collegium.meetings.queries.live import seated
from collegium.vault.rows import own_identity


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
    book = in_force(room.group.organisation_id, wanted.playbook).book
    session, made = Session.objects.get_or_create(
        pk=own_identity(Session, wanted.once, group=room.group),
        group=room.group,
        defaults={
            "cycle": current_cycle(room),
            "kind": Kind.EXTRA,
            "playbook": wanted.playbook,
            "titles": dict(book.title.by_language),
            "minutes": book.minutes_for(len(seated(room))),
            "starts_at": wanted.starts_at or now,
            "host": room.member,
            "link": wanted.link,
            "state": SessionState.CONFIRMED,
        },
    )
    if made and wanted.starts_at is None:
        key = uuid5(session.pk, EventKind.OPEN)
        record_event(room, session.pk, key=key, kind=EventKind.OPEN, data={}, now=now)
    return session
