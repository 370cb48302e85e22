"""Who is at a session's page, over all processes.

Who has been away for long leaves the session; who has left the group leaves it at once.
"""

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.core.exceptions import ObjectDoesNotExist

from collegium.domain.playbook import EventKind, State
from collegium.groups.models import Member
from collegium.groups.rooms import Room
from collegium.meetings.actions.live import Ask, Recorded, record_together
from collegium.meetings.live import memory
from collegium.meetings.live.drawing import Occupant, seated, state_for
from collegium.meetings.live.rendering import Reader
from collegium.meetings.models import Presence, Session, SessionState
from collegium.meetings.queries.live import gone_from, state_of
from collegium.vault.sealing import VaultError

GRACE = timedelta(seconds=60)

type Place = tuple[UUID, UUID]  # a session and a member


def note_seen(places: Iterable[Place], *, now: datetime) -> None:
    """Note that members are at their sessions' pages (one query)."""
    rows = [  # in one order, so that two processes never wait for each other
        Presence(session_id=session, member_id=member, seen_at=now)
        for session, member in sorted(set(places))
    ]
    Presence.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=("session", "member"),
        update_fields=("seen_at",),
    )


def look_after(occupants: Collection[Occupant], *, since: datetime, now: datetime) -> None:
    """Note who is connected to this process, and let those go who are connected to none.

    A process that runs only `since` a short while lets nobody go: they may be on their way back.
    """
    running = Session.objects.filter(
        pk__in={one.session_id for one in occupants}, state=SessionState.LIVE
    )
    live = set(running.values_list("pk", flat=True))  # of the others nothing is to be kept
    here = [one for one in occupants if one.session_id in live]
    note_seen(((one.session_id, one.member_id) for one in here), now=now)
    if now - since > GRACE:
        let_go(here, now=now)


def let_go(occupants: Collection[Occupant], *, now: datetime) -> int:
    """Record that those have left whom nobody has seen for `GRACE`; return how many.

    Looks at the sessions that `occupants` are connected to. Two processes may do it at once:
    the key of the event is the same for both, so it counts once.
    """
    by_session = {one.session_id: one for one in occupants}
    states = _states(by_session)
    seen = _last_seen(states)
    there = [(session, one) for session, state in states.items() for one in _by_themselves(state)]
    note_seen((place for place in there if place not in seen), now=now)
    away = [place for place in there if place in seen and now - seen[place] > GRACE]
    return _record_gone(by_session, states, away, now=now)


def let_out(occupants: Collection[Occupant], *, now: datetime) -> int:
    """Record that those have left whose place in the group or organisation ended; how many.

    Turn, role and the host's part pass on at once, whatever device they took part through. One
    query where all who are there still sit in their groups.
    """
    rooms = {one.session_id for one in occupants}
    states = {one: state for one in rooms if (state := memory.recall(one))}
    present = [(session, UUID(one)) for session, state in states.items() for one in state.present]
    if not present:
        return 0
    asked = {one for _, one in present} | {one.member_id for one in occupants}
    here = seated(asked)
    gone = [place for place in present if place[1] not in here]
    by_session = {one.session_id: one for one in occupants if one.member_id in here}
    gone = [place for place in gone if place[0] in by_session]
    return _record_gone(by_session, states, gone, now=now)


def let_out_of(room: Room, session: Session, *, now: datetime) -> int:
    """Do the same in one session, at which a member looks without scripts (a query, the log)."""
    state = state_of(room, session)
    gone = {UUID(one) for one in gone_from(room, state)}
    by = Occupant(
        room.person.pk,
        room.member.pk,
        room.group.pk,
        session.pk,
        Reader(room.person.language, room.person.time_zone),
    )
    places = [(session.pk, one) for one in gone]
    return _record_gone({session.pk: by}, {session.pk: state}, places, now=now)


def _record_gone(
    by_session: Mapping[UUID, Occupant],
    states: Mapping[UUID, State],
    gone: Collection[Place],
    *,
    now: datetime,
) -> int:
    if not gone:
        return 0
    known = set(Member.objects.filter(pk__in={one for _, one in gone}).values_list("pk", flat=True))
    asks = [
        _leave(by_session[session], one, states[session].sequence)
        for session, one in sorted(gone)
        if one in known
    ]
    answers = record_together(asks, now=now)
    return sum(isinstance(answer, Recorded) and bool(answer.effects) for answer in answers)


def _states(by_session: Mapping[UUID, Occupant]) -> dict[UUID, State]:
    states = {}
    for row in Session.objects.filter(pk__in=by_session, state=SessionState.LIVE):
        with contextlib.suppress(ObjectDoesNotExist, VaultError):  # it is being closed
            states[row.pk] = state_for(row, by_session[row.pk])
    return states


def _by_themselves(state: State) -> Iterator[UUID]:
    """Give those present who do not take part through somebody else's device."""
    for member in sorted(state.present):
        if member not in state.carried:
            yield UUID(member)


def _last_seen(sessions: Collection[UUID]) -> Mapping[Place, datetime]:
    rows = Presence.objects.filter(session__in=sessions)
    found = rows.values_list("session_id", "member_id", "seen_at")
    return {(session, member): at for session, member, at in found}


def _leave(by: Occupant, member: UUID, sequence: int) -> Ask:
    return Ask(
        session=by.session_id,
        group=by.group_id,
        member=member,
        key=uuid5(by.session_id, f"{member} was away after {sequence}"),
        kind=EventKind.LEAVE,
        data={},
        room=by.room,
    )
