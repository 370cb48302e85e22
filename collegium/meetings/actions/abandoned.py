"""Ending sessions that everybody has left without ending them."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from collegium.domain.playbook import EventKind, State
from collegium.groups.models import Group, Member
from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.meetings.actions.live import Ask, Recorded, record_together
from collegium.meetings.models import Presence, Session, SessionEvent, SessionState
from collegium.meetings.queries.live import state_of
from collegium.vault.sealing import VaultError

LEFT_ALONE = timedelta(hours=12)
SURE = timedelta(seconds=30)  # more than it takes a web server to note who is there
STALE = timedelta(hours=1)


def end_abandoned(now: datetime) -> int:
    """End the sessions under way at which nobody has been for `LEFT_ALONE`; how many there were.

    They end when the last one left, and keep what was made in them. It takes two looks: right
    after the clock was set forward, everybody seems to have been gone for long. One query where
    there is none.
    """
    since = now - LEFT_ALONE
    of_it = {"session": OuterRef("pk")}
    abandoned = Session.objects.filter(
        ~Exists(Presence.objects.filter(**of_it, seen_at__gt=since)),
        ~Exists(SessionEvent.objects.filter(**of_it, at__gt=since)),
        state=SessionState.LIVE,
    )
    found = list(abandoned.order_by("pk"))
    sure = [session for session in found if _was_found_before(session, now)]
    for session in sure:
        at = _last_sign(session) or since
        if not _ended_by_host(session, at):
            _close(session, at)
    return len(sure)


def _was_found_before(session: Session, now: datetime) -> bool:
    """Whether an earlier look found it left alone too; if none did, the next one knows."""
    if session.quiet_at and session.quiet_at > now - STALE and session.quiet_at <= now:
        return session.quiet_at <= now - SURE
    Session.objects.filter(pk=session.pk, state=SessionState.LIVE).update(quiet_at=now)
    return False


def _last_sign(session: Session) -> datetime | None:
    signs = (
        Presence.objects.filter(session=session).aggregate(last=Max("seen_at")),
        SessionEvent.objects.filter(session=session).aggregate(last=Max("at")),
    )
    return max((one["last"] for one in signs if one["last"]), default=None)


def _ended_by_host(session: Session, at: datetime) -> bool:
    """End it as its host would, with all that follows; not possible where it cannot be read."""
    try:
        room = _some_room(session)
        state = state_of(room, session)
    except (ObjectDoesNotExist, VaultError):
        return False
    known = {str(pk) for pk in room.group.members.values_list("pk", flat=True)}
    if state.host not in known:
        return False
    others = sorted(state.present & known - {state.host})
    asks = [_ask(room, session, state, one, EventKind.LEAVE) for one in others]
    asks.append(_ask(room, session, state, state.host, EventKind.END))
    return isinstance(record_together(asks, now=at)[-1], Recorded)


def _ask(room: Room, session: Session, state: State, member: str, kind: EventKind) -> Ask:
    return Ask(
        session=session.pk,
        group=session.group_id,
        member=UUID(member),
        key=uuid5(session.pk, f"{kind} of {member}, gone after {state.sequence}"),
        kind=kind,
        data={"early": True} if kind is EventKind.END else {},
        room=lambda: room,
    )


def _some_room(session: Session) -> Room:
    """Enter as whoever sits in the group longest; raises `Group.DoesNotExist` where nobody does."""
    sitting = Member.objects.filter(group=session.group_id, left_at=None, person__is_active=True)
    member = sitting.select_related("person").order_by("joined_at", "pk").first()
    if member is None:
        raise Group.DoesNotExist
    return enter(member.person, session.group_id)


@transaction.atomic
def _close(session: Session, at: datetime) -> None:
    Session.objects.filter(pk=session.pk, state=SessionState.LIVE).update(
        state=SessionState.ENDED, ended_at=at
    )
    Presence.objects.filter(session=session).delete()
