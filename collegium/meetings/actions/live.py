"""The one verb of a live session: something happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from collegium.domain.playbook import Event, EventKind, Reason, Refused, State, advance
from collegium.domain.playbook.effects import Effect
from collegium.groups.rooms import Room
from collegium.meetings.actions.keeping import keep_outcomes
from collegium.meetings.actions.playbooks import pin
from collegium.meetings.live import bus, memory
from collegium.meetings.models import Session, SessionEvent, SessionState
from collegium.meetings.queries.live import seated, state_of


@dataclass(frozen=True, slots=True)
class Recorded:
    """The session after an event; no effects when the event had been recorded before."""

    state: State
    effects: tuple[Effect, ...] = ()

    @property
    def sequence(self) -> int:
        """Return the number of the last event."""
        return self.state.sequence


def record_event(
    room: Room,
    session_id: UUID,
    *,
    key: UUID,
    kind: str,
    data: Mapping[str, object],
    now: datetime,
) -> Recorded:
    """Add an event to a session's log and do what follows from it, all or nothing.

    Raises:
        Refused: the event is not possible now; nothing has changed.
        Session.DoesNotExist: no session of this group has that id.

    """
    with transaction.atomic():
        session = Session.objects.select_for_update().get(pk=session_id, group=room.group)
        if kind == EventKind.OPEN:
            pin(session, room.group.organisation)
        before = state_of(room, session)
        if str(key) in before.keys:
            return Recorded(before)
        event = _event(room, session, before, key=key, kind=kind, data=data, now=now)
        state, effects = advance(before, event, now=now)
        _store(room, session, event)
        _follow(room, session, state, event)
        bus.announce(session.pk, state.sequence)
        transaction.on_commit(lambda: _keep_in_mind(session, state))
    return Recorded(state, effects)


def _keep_in_mind(session: Session, state: State) -> None:
    if session.state == SessionState.LIVE:
        memory.remember(session.pk, state)
    else:
        memory.drop(session.pk)


def _event(
    room: Room,
    session: Session,
    before: State,
    *,
    key: UUID,
    kind: str,
    data: Mapping[str, object],
    now: datetime,
) -> Event:
    if session.state == SessionState.CANCELLED:
        raise Refused(Reason.NOT_OPEN)
    if kind not in set(EventKind):
        raise Refused(Reason.MALFORMED)
    actor = str(room.member.pk)
    if kind == EventKind.OPEN:
        data = {"members": list(seated(room)), "host": actor}
    return Event(before.sequence + 1, str(key), actor, now, EventKind(kind), dict(data))


def _store(room: Room, session: Session, event: Event) -> None:
    SessionEvent(
        group=room.group,
        session=session,
        sequence=event.sequence,
        key=UUID(event.key),
        member=room.member,
        at=event.at,
        body={"kind": event.kind, "actor": event.actor, "data": dict(event.data)},
    ).save()
    session.last_sequence = event.sequence


def _follow(room: Room, session: Session, state: State, event: Event) -> None:
    if event.kind is EventKind.OPEN:
        session.state = SessionState.LIVE
        session.starts_at = session.starts_at or event.at
        session.save(update_fields=["pinned", "playbook_version"])
    if event.kind is EventKind.END:
        session.state = SessionState.ENDED
        session.ended_at = event.at
        keep_outcomes(room, session, state, now=event.at)
    session.save(update_fields=["last_sequence", "state", "starts_at", "ended_at"])
