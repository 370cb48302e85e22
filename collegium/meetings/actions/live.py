"""The one verb of a live session: something happened."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from collegium.domain.playbook import Event, EventKind, Reason, Refused, State, advance
from collegium.domain.playbook.effects import Effect
from collegium.groups.models import Member
from collegium.groups.rooms import Room
from collegium.meetings.access import MESSAGES
from collegium.meetings.actions.keeping import keep_outcomes
from collegium.meetings.actions.playbooks import pin
from collegium.meetings.live import bus, memory
from collegium.meetings.live.at_once import insert, set_each
from collegium.meetings.live.standing import LAST_SEQUENCE, Standing, standing
from collegium.meetings.models import Presence, Session, SessionEvent, SessionState
from collegium.meetings.queries.absence import away_from
from collegium.meetings.queries.live import keep_keys, remembered, state_of
from collegium.meetings.queries.opening import opening
from collegium.people.access import Who
from collegium.vault.sealing import VaultError

# What changes more than the log has a transaction of its own.
ALONE = frozenset({EventKind.OPEN, EventKind.END})


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that a member wants to have happened. `room` is entered only to read the log."""

    session: UUID
    group: UUID
    member: UUID
    key: UUID
    kind: str
    data: Mapping[str, object]
    room: Callable[[], Room]


@dataclass(frozen=True, slots=True)
class Recorded:
    """The session after an event; no effects when the event had been recorded before."""

    state: State
    effects: tuple[Effect, ...] = ()

    @property
    def sequence(self) -> int:
        """Return the number of the last event."""
        return self.state.sequence


type Answer = Recorded | Refused | ObjectDoesNotExist | VaultError


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
    ask = Ask(session_id, room.group.pk, room.member.pk, key, kind, data, lambda: room)
    return _record(ask, now)


def _record(ask: Ask, now: datetime) -> Recorded:
    with transaction.atomic():
        logs = _Logs([ask.session])
        recorded = logs.take(ask, now)
        logs.store()
    return recorded


def record_together(asks: Collection[Ask], *, now: datetime) -> list[Answer]:
    """Add events of many sessions to their logs in one transaction, in the order given.

    The answer to each is what `record_event` returns or raises; one that is refused changes
    nothing and is in nobody's way.
    """
    if not ALONE.isdisjoint({ask.kind for ask in asks}):
        return [_tried(_record, ask, now) for ask in asks]
    with transaction.atomic():
        logs = _Logs({ask.session for ask in asks})
        answers = [_tried(logs.take, ask, now) for ask in asks]
        logs.store()
    return answers


def _tried(take: Callable[[Ask, datetime], Recorded], ask: Ask, now: datetime) -> Answer:
    try:
        return take(ask, now)
    except (Refused, ObjectDoesNotExist, VaultError) as answer:
        return answer


class _Logs:
    """The logs of some sessions, locked until the transaction ends."""

    def __init__(self, session_ids: Collection[UUID]) -> None:
        self._standing = standing(session_ids, lock=True)
        self._whole: dict[UUID, Session] = {}
        keep_keys([one.group_id for one in self._standing.values()])
        self._states: dict[UUID, State] = {}
        self._rows: list[SessionEvent] = []

    def take(self, ask: Ask, now: datetime) -> Recorded:
        """Add one event, to be stored with the others."""
        known = self._standing.get(ask.session)
        if known is None or known.group_id != ask.group:
            raise Session.DoesNotExist
        if ask.kind == EventKind.OPEN:
            pin(self._session(ask), ask.room().group.organisation)
        before = self._state(known, ask)
        if str(ask.key) in before.keys:
            return Recorded(before)
        if known.state == SessionState.CANCELLED:
            raise Refused(Reason.NOT_OPEN)
        event = self._event(before, ask, now)
        state, effects = advance(before, event, now=now)
        _refuse_for_the_gone(ask)
        self._rows.append(_row(ask, event))
        self._states[ask.session] = state
        if event.kind in ALONE:
            _follow(ask.room(), self._session(ask), state, event)
        return Recorded(state, effects)

    def store(self) -> None:
        """Write what was taken and tell whoever looks on."""
        if not self._rows:
            return
        insert(self._rows)
        changed = {session_id: state.sequence for session_id, state in self._states.items()}
        set_each(LAST_SEQUENCE, changed)
        bus.announce(changed)
        transaction.on_commit(self._keep_in_mind)

    def _session(self, ask: Ask) -> Session:
        """Return all of it, which is seldom needed, with what has become of it here."""
        if ask.session not in self._whole:
            self._whole[ask.session] = Session.objects.get(pk=ask.session)
        return self._whole[ask.session]

    def _state(self, known: Standing, ask: Ask) -> State:
        state = self._states.get(known.pk) or remembered(known)
        return state or state_of(ask.room(), self._session(ask))

    def _event(self, before: State, ask: Ask, now: datetime) -> Event:
        if Who.GROUP_MEMBER not in MESSAGES.get(ask.kind, ()):
            raise Refused(Reason.MALFORMED)
        actor, data = str(ask.member), dict(ask.data)
        if ask.kind == EventKind.OPEN:
            session, book = self._session(ask), before.playbook
            data = opening(ask.room(), session, book, host=actor, now=now)
        if ask.kind == EventKind.END:
            data["away"] = away_from(self._session(ask), before, now=now)
        return Event(before.sequence + 1, str(ask.key), actor, now, EventKind(ask.kind), data)

    def _keep_in_mind(self) -> None:
        for session_id, state in self._states.items():
            now = self._whole.get(session_id) or self._standing[session_id]
            if now.state == SessionState.LIVE:
                memory.remember(session_id, state)
            else:
                memory.drop(session_id)


def _refuse_for_the_gone(ask: Ask) -> None:
    """Nobody is written for, let in or given a part who has left the group meanwhile."""
    field = "for" if ask.data.get("for") else "to"
    named = ask.data.get(field)
    if not named or ask.kind == EventKind.UNSHARE:
        return
    sitting = Member.objects.filter(group=ask.group, left_at=None, person__is_active=True)
    if not sitting.filter(pk=UUID(str(named))).exists():
        raise Refused(Reason.NOT_A_MEMBER, field)


def _row(ask: Ask, event: Event) -> SessionEvent:
    stands_for = event.data.get("for")  # whoever writes was there, on whatever device
    return SessionEvent(
        group_id=ask.group,
        session_id=ask.session,
        sequence=event.sequence,
        key=ask.key,
        member_id=UUID(str(stands_for)) if stands_for else ask.member,
        at=event.at,
        body={"kind": event.kind, "actor": event.actor, "data": dict(event.data)},
    )


def _follow(room: Room, session: Session, state: State, event: Event) -> None:
    if event.kind is EventKind.OPEN:
        session.state = SessionState.LIVE
        session.starts_at = session.starts_at or event.at
        session.opened_at = event.at
        session.save(
            update_fields=["state", "starts_at", "opened_at", "pinned", "playbook_version"]
        )
    if event.kind is EventKind.END:
        session.state = SessionState.ENDED
        session.ended_at = event.at
        session.save(update_fields=["state", "ended_at"])
        keep_outcomes(room, session, state, now=event.at)
        Presence.objects.filter(session=session).delete()
