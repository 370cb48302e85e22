"""Who is at a session's page, over all processes.

Who has been away for long leaves the session; who has left the group leaves it at once.
"""

import contextlib
import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4, uuid5

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection

from collegium.domain.playbook import EventKind, State
from collegium.groups.models import Member
from collegium.groups.rooms import Room
from collegium.meetings.actions.live import Ask, Recorded, record_together
from collegium.meetings.live import memory
from collegium.meetings.live.at_once import each_list, one_of, type_of
from collegium.meetings.live.drawing import Occupant, state_for
from collegium.meetings.live.rendering import Reader
from collegium.meetings.live.standing import Standing, standing
from collegium.meetings.models import Presence, Session, SessionState
from collegium.meetings.queries.live import gone_from, state_of
from collegium.vault.sealing import VaultError

GRACE = timedelta(seconds=60)

type Place = tuple[UUID, UUID]  # a session and a member


def note_seen(places: Iterable[Place], *, now: datetime) -> None:
    """Note that members are at their sessions' pages (one query)."""
    rows = [  # in one order, so that two processes never wait for each other
        (uuid4().hex, *place)
        for place in sorted({(session.hex, member.hex) for session, member in places})
    ]
    if not rows:
        return
    seen_at = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(_noting(), (seen_at, json.dumps(rows)))


def look_after(occupants: Collection[Occupant], *, since: datetime, now: datetime) -> None:
    """Note who is connected to this process, and let those go who are connected to none.

    A process that runs only `since` a short while lets nobody go: they may be on their way back.
    """
    live = _running(occupants)  # of the others nothing is to be kept
    here = [one for one in occupants if one.session_id in live]
    note_seen(((one.session_id, one.member_id) for one in here), now=now)
    if now - since > GRACE:
        _let_go(live, here, now=now)


def let_go(occupants: Collection[Occupant], *, now: datetime) -> int:
    """Record that those have left whom nobody has seen for `GRACE`; return how many.

    Looks at the sessions that `occupants` are connected to, and asks about all but them. Two
    processes may do it at once: the key of the event is the same for both, so it counts once.
    """
    return _let_go(_running(occupants), occupants, now=now)


def _let_go(
    running: Mapping[UUID, Standing], occupants: Collection[Occupant], *, now: datetime
) -> int:
    by_session = {one.session_id: one for one in occupants}
    states = _states(running, by_session)
    here = {(one.session_id, one.member) for one in occupants}
    others = [
        (session, UUID(one))
        for session, state in states.items()
        for one in sorted(state.present)
        if one not in state.carried and (session, one) not in here
    ]
    seen = _last_seen(others)
    note_seen((place for place in others if place not in seen), now=now)
    away = [place for place in others if place in seen and now - seen[place] > GRACE]
    return _record_gone(by_session, states, away, now=now)


def present_with(occupants: Collection[Occupant]) -> list[str]:
    """Return who takes part in their sessions, as far as this process has those in mind."""
    return [one for state in _in_mind(occupants).values() for one in state.present]


def let_out(occupants: Collection[Occupant], left: Collection[UUID], *, now: datetime) -> int:
    """Record that those who `left` their group have left its session, too; return how many.

    Turn, role and the host's part pass on at once, whatever device they took part through.
    """
    states = _in_mind(occupants)
    by_session = {one.session_id: one for one in occupants if one.member_id not in left}
    gone = [
        (session, member)
        for session in by_session.keys() & states
        for one in states[session].present
        if (member := UUID(one)) in left
    ]
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


def _in_mind(occupants: Collection[Occupant]) -> dict[UUID, State]:
    rooms = {one.session_id for one in occupants}
    return {one: state for one in rooms if (state := memory.recall(one))}


def _running(occupants: Collection[Occupant]) -> dict[UUID, Standing]:
    """Return those of their sessions that are under way (one query)."""
    found = standing({one.session_id for one in occupants})
    return {pk: one for pk, one in found.items() if one.state == SessionState.LIVE}


def _states(
    running: Mapping[UUID, Standing], by_session: Mapping[UUID, Occupant]
) -> dict[UUID, State]:
    states = {}
    for session, by in by_session.items():
        if session in running:
            with contextlib.suppress(ObjectDoesNotExist, VaultError):  # it is being closed
                states[session] = state_for(running[session], by)
    return states


def _last_seen(places: Collection[Place]) -> Mapping[Place, datetime]:
    """When each was last seen (a query unless there are none)."""
    if not places:
        return {}
    sessions, members = zip(*places, strict=True)
    rows = Presence.objects.filter(
        session__in=one_of(Session, sessions), member__in=one_of(Member, members)
    )
    found = rows.values_list("session_id", "member_id", "seen_at")
    return {(session, member): at for session, member, at in found}


def _noting() -> str:
    """SQL to write what each list has (a new id, a session, a member), or when it was seen now."""
    name = connection.ops.quote_name
    column = {one.name: name(one.column or "") for one in Presence._meta.fields}
    uuid = type_of(Presence._meta.pk)
    place = f"{column['session']}, {column['member']}"
    seen = column["seen_at"]
    return (
        f"INSERT INTO {name(Presence._meta.db_table)} ({seen}, {column['id']}, {place})"  # noqa: S608 - our own words
        f" SELECT %s, {', '.join(f'CAST(value ->> {at} AS {uuid})' for at in range(3))}"
        f" FROM {each_list()} WHERE true"
        f" ON CONFLICT ({place}) DO UPDATE SET {seen} = excluded.{seen}"
    )


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
