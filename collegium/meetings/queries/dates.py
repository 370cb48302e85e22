"""Reads of dates: a group's sessions, what is proposed, what is next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from collegium.groups.models import Challenge, Cycle, Group, GroupState, Member, Programme
from collegium.groups.queries.pool import challenges_in
from collegium.groups.rooms import Room
from collegium.meetings.models import CYCLE_KINDS, Kind, Outcome, Session, SessionState, Slot
from collegium.meetings.queries.live import ROLES
from collegium.people.models import Organisation, Person

MISSED = timedelta(days=1)
BEGUN = (SessionState.LIVE, SessionState.ENDED)
AHEAD = (SessionState.PROPOSED, SessionState.CONFIRMED, SessionState.LIVE)


@dataclass(frozen=True, slots=True)
class ZoneOf:
    """A zone and those of the group who live in it."""

    zone: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatePage:
    """All that the page of one session's date shows."""

    session: Session
    slots: tuple[Slot, ...]
    members: tuple[Member, ...]
    zones: tuple[ZoneOf, ...]
    earlier: Session | None  # the session before it that has a date
    later: Session | None  # the next one after it that has a date


def in_order(sessions: list[Session]) -> tuple[Session, ...]:
    """Sessions by cycle, then as they follow each other; extra meetings stand by their dates.

    An Orientation without a date that Session One did not wait for is marked as overtaken.
    """
    steps = [one for one in sessions if one.kind != Kind.EXTRA]
    order = sorted(steps, key=lambda one: (one.cycle.number, CYCLE_KINDS.index(Kind(one.kind))))
    for extra in sorted((one for one in sessions if one.kind == Kind.EXTRA), key=_start):
        order.insert(_place_of(extra, order), extra)
    held = {one.cycle_id for one in steps if one.kind == Kind.SESSION_ONE and one.state in BEGUN}
    for one in steps:
        undated = one.kind == Kind.ORIENTATION and one.state == SessionState.PROPOSED
        one.is_overtaken = undated and one.cycle_id in held
    return tuple(order)


def orientation_before(session: Session) -> Session | None:
    """The Orientation that a Session One comes after and that was not held, if there is one."""
    if session.kind != Kind.SESSION_ONE:
        return None
    open_states = (SessionState.PROPOSED, SessionState.CONFIRMED)
    found = Session.objects.filter(
        cycle=session.cycle_id, kind=Kind.ORIENTATION, state__in=open_states
    )
    return found.first()


def _place_of(extra: Session, order: list[Session]) -> int:
    """Before the first session of its cycle or a later one that comes after it, or has no date."""
    for place, one in enumerate(order):
        of_it = one.cycle.number == extra.cycle.number
        if one.cycle.number > extra.cycle.number:
            return place
        if of_it and (one.starts_at is None or one.starts_at > _start(extra)):
            return place
    return len(order)


def sessions_of(room: Room, *, cycle: Cycle | None = None) -> tuple[Session, ...]:
    """The sessions of the group, or of one cycle, in order."""
    found = Session.objects.filter(group=room.group).select_related("cycle", "host__person")
    if cycle is not None:
        found = found.filter(cycle=cycle)
    return in_order(list(found))


def next_session(room: Room, now: datetime) -> Session | None:
    """The session under way or the next confirmed one; else the next that needs a date."""
    return soonest([one for one in sessions_of(room) if one.state in AHEAD], now)


def soonest(ahead: Sequence[Session], now: datetime) -> Session | None:
    """The first of sessions not held yet; one missed by more than a day needs a new date.

    A missed extra meeting is over: the cycle goes on without it, as without an Orientation that
    was overtaken.
    """
    dated = [one for one in ahead if one.starts_at and is_dated(one, now)]
    undated = [
        one
        for one in ahead
        if one.kind != Kind.EXTRA and not one.is_overtaken and not is_dated(one, now)
    ]
    return min(dated, key=_start, default=None) or next(iter(undated), None)


def is_dated(session: Session, now: datetime) -> bool:
    """Whether a session is under way or has a date that is not long over."""
    if session.state == SessionState.LIVE:
        return True
    return session.state == SessionState.CONFIRMED and _start(session) > now - MISSED


def confirmed_sessions(now: datetime) -> QuerySet[Session]:
    """Every confirmed session still to come."""
    return Session.objects.filter(
        state=SessionState.CONFIRMED, starts_at__gt=now, group__state=GroupState.MEETING
    )


def cancelled_sessions(now: datetime) -> QuerySet[Session]:
    """Every session that would have been still to come."""
    return Session.objects.filter(state=SessionState.CANCELLED, starts_at__gt=now)


def ended_sessions(*, since: datetime) -> QuerySet[Session]:
    """Every session that ended after a moment and left something."""
    left = Outcome.objects.filter(session=OuterRef("pk")).exclude(kind=ROLES)
    return Session.objects.filter(Exists(left), state=SessionState.ENDED, ended_at__gt=since)


def date_page(group: Group, session_id: UUID) -> DatePage:
    """The page of one session's date; raises `Session.DoesNotExist` for another group's."""
    found = Session.objects.filter(group=group).select_related("group", "cycle", "host__person")
    sessions = in_order(list(found.filter(cycle__sessions=session_id)))
    session = next((one for one in sessions if one.pk == session_id), None)
    if session is None:
        raise Session.DoesNotExist
    bound = session.kind in CYCLE_KINDS  # an extra meeting may be at any time
    others = [one for one in sessions if one.starts_at and one != session]
    dated = [one for one in others if bound and one.kind in CYCLE_KINDS]
    before = [one for one in dated if sessions.index(one) < sessions.index(session)]
    members = tuple(_sitting(group))
    return DatePage(
        session=session,
        slots=tuple(session.slots.order_by("starts_at")),
        members=members,
        zones=_zones(members),
        earlier=before[-1] if before else None,
        later=next((one for one in dated if one not in before), None),
    )


def may_set(page: DatePage, member: Member) -> bool:
    """The host sets the date; any member where there is no host in the group."""
    return page.session.host_id in {None, member.pk} or page.session.host not in page.members


def programme_dates(
    organisation: Organisation, programme_id: UUID
) -> tuple[Programme, list[Group]]:
    """A programme and its published groups, with their sessions and the times proposed for them.

    Without extra meetings: when a group meets beside its programme is its own affair.

    Raises `Programme.DoesNotExist` for another organisation's.
    """
    programme = Programme.objects.get(organisation=organisation, pk=programme_id)
    sessions = Session.objects.filter(kind__in=CYCLE_KINDS)
    sessions = sessions.select_related("cycle", "host__person").prefetch_related("slots")
    groups = (
        programme.groups.exclude(state=GroupState.DRAFT)
        .select_related("facilitator")
        .prefetch_related(Prefetch("sessions", sessions.order_by("cycle__number")))
    )
    return programme, list(groups)


def latest_cycle(group: Group) -> tuple[Session, ...]:
    """The sessions of a group's latest cycle, out of those already read."""
    read = in_order(list(group.sessions.all()))
    last = read[-1].cycle_id if read else None
    return tuple(one for one in read if one.cycle_id == last)


def group_of_lead(person: Person, programme_id: UUID, session_id: UUID) -> Group:
    """The group whose session a lead gives a date; raises `Group.DoesNotExist`."""
    return Group.objects.exclude(state=GroupState.DRAFT).get(
        organisation=person.organisation,
        programme_id=programme_id,
        sessions__in=Session.objects.filter(pk=session_id, kind__in=CYCLE_KINDS),
    )


def last_cycle(room: Room) -> Cycle:
    """The group's latest cycle."""
    return room.group.cycles.select_related("challenge").order_by("-number")[0]


def is_over(cycle: Cycle) -> bool:
    """Whether the Session Two of a cycle was held."""
    return cycle.sessions.filter(kind=Kind.SESSION_TWO, state=SessionState.ENDED).exists()


def challenges_for(room: Room) -> list[Challenge]:
    """The challenges of the organisation that a group can take on next."""
    return list(challenges_in(room.group.organisation))


def _start(session: Session) -> datetime:
    return session.starts_at or session.created_at


def _sitting(group: Group) -> list[Member]:
    sitting = group.members.filter(left_at=None, person__is_active=True)
    return list(sitting.select_related("person"))


def _zones(members: tuple[Member, ...]) -> tuple[ZoneOf, ...]:
    names: dict[str, list[str]] = {}
    for member in members:
        names.setdefault(member.person.time_zone, []).append(member.person.name)
    return tuple(ZoneOf(zone, tuple(found)) for zone, found in sorted(names.items()))
