"""Reads of extra meetings: what they are called inside the group; who may call what off."""

from collections.abc import Iterable

from collegium.groups.rooms import Room
from collegium.meetings.live.playbooks import sealed_book
from collegium.meetings.models import ExtraMeeting, Kind, Session, SessionState
from collegium.meetings.queries.live import open_to

NOT_BEGUN = (SessionState.PROPOSED, SessionState.CONFIRMED)
BEGUN = (SessionState.LIVE, SessionState.ENDED)


def name_extras(rooms: Iterable[Room], sessions: Iterable[Session]) -> None:
    """Let extra meetings be called by what they follow, for those who enter the rooms.

    One query, none where there is no such meeting. Those from before a member's time keep
    their topic to themselves.
    """
    entered = {room.group.pk: room for room in rooms}
    named = {
        one.pk: one
        for one in sessions
        if one.kind == Kind.EXTRA and (room := entered.get(one.group_id)) and open_to(room, one)
    }
    if named:
        for row in ExtraMeeting.objects.filter(session__in=named):
            named[row.session_id].topic = sealed_book(entered[row.group_id], row).title


def may_call_off(room: Room, session: Session) -> bool:
    """Whoever called the meeting or hosts it, before it begins; anybody once both have left.

    Anybody an Orientation as well, once Session One has begun without it.
    """
    if session.state not in NOT_BEGUN:
        return False
    if session.kind != Kind.EXTRA:
        return session.kind == Kind.ORIENTATION and _went_on_without(session)
    called_by = ExtraMeeting.objects.filter(session=session).values_list("called_by", flat=True)
    theirs = {one for one in (*called_by, session.host_id) if one}
    sitting = room.group.members.filter(pk__in=theirs, left_at=None, person__is_active=True)
    return room.member.pk in theirs or not sitting.exists()


def _went_on_without(session: Session) -> bool:
    later = Session.objects.filter(cycle=session.cycle_id, kind=Kind.SESSION_ONE)
    return later.filter(state__in=BEGUN).exists()
