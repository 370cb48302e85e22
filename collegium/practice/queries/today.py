"""A member's home: what is now, next and later, and where things stand."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from collegium.domain.rhythm import USUAL, Glance, Item, Kind, foreseen, now_next_later
from collegium.groups.models import GroupState
from collegium.groups.queries import rooms_of
from collegium.groups.rooms import Room
from collegium.meetings import models as meetings
from collegium.meetings.models import Session, SessionState
from collegium.meetings.queries.dates import is_dated, soonest
from collegium.meetings.queries.extra import name_extras
from collegium.people.models import Person
from collegium.practice.queries.check_ins import CheckIns, check_ins_of
from collegium.practice.queries.goals import GoalView, goals_of
from collegium.practice.queries.plans import PlanView, plan_of
from collegium.practice.queries.standing import Standing, standings
from collegium.practice.queries.tips import TipView, tip_view

EARLY = timedelta(minutes=15)
LATE = timedelta(hours=3)
BRIEF = timedelta(days=3)
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something a member can do: `kind` says what, the rest where and when."""

    kind: str  # session, date, plan, log, check-in, tip, brief, next
    room: Room
    item: Item
    session: Session | None = None
    week: int | None = None
    words: str = ""  # the question of the week


@dataclass(frozen=True, slots=True)
class Place:
    """One group on the member's home."""

    room: Room
    standing: Standing
    week: int
    next_session: Session | None
    is_dated: bool
    plan: PlanView | None
    goals: tuple[GoalView, ...]
    check_ins: CheckIns
    tip: TipView | None


@dataclass(frozen=True, slots=True)
class Today:
    """The whole home page."""

    now: tuple[Thing, ...]
    next: tuple[Thing, ...]
    later: tuple[Thing, ...]
    places: tuple[Place, ...]
    closed: tuple[Room, ...]


def today(person: Person, *, language: str, now: datetime) -> Today:
    """The home of a member over all groups they sit in."""
    rooms = rooms_of(person)
    running = {one.member.pk: one for one in rooms if one.group.state == GroupState.MEETING}
    found = standings([room.member for room in running.values()])
    name_extras(running.values(), [session for one in found for session in one.sessions])
    places = tuple(
        place_of(running[one.member.pk], one, language=language, now=now) for one in found
    )
    things = {thing.item.key: thing for place in places for thing in things_of(place, now)}
    glance = now_next_later(
        [thing.item for thing in things.values()], now=now, zone=person.time_zone
    )
    return _today(glance, things, places, rooms)


def place_of(room: Room, standing: Standing, *, language: str, now: datetime) -> Place:
    """Where things stand in one group."""
    ahead = [one for one in standing.sessions if one.state not in _BEHIND]
    upcoming = soonest(ahead, now)
    practising = standing.is_practising()
    return Place(
        room=room,
        standing=standing,
        week=standing.week(now),
        next_session=upcoming,
        is_dated=upcoming is not None and is_dated(upcoming, now),
        plan=plan_of(room, standing.cycle),
        goals=tuple(one for one in goals_of(room, standing.cycle) if one.mine),
        check_ins=check_ins_of(room, standing.cycle),
        tip=tip_view(room, standing, language, now) if practising else None,
    )


_BEHIND = (SessionState.ENDED, SessionState.CANCELLED)


def things_of(place: Place, now: datetime) -> Iterator[Thing]:
    """All that the member can do in one group, now or later."""
    for session in place.standing.sessions:
        yield from _of_session(place, session, now)
    if place.standing.is_over:
        yield _thing(place, "next", "next", Item("", opens=now, weight=2))
    if place.standing.is_practising():
        yield from _of_practice(place, now)


def _of_session(place: Place, session: Session, now: datetime) -> Iterator[Thing]:
    if session.state in _BEHIND:
        return
    if not is_dated(session, now):
        if session.host_id in {None, place.room.member.pk} and session is place.next_session:
            item = Item("", opens=now, weight=1)
            yield _thing(place, "date", str(session.pk), item, session=session)
        return
    starts = session.starts_at or now
    opens = now if session.state == SessionState.LIVE else starts - EARLY
    item = Item("", opens=opens, closes=max(starts, now) + LATE)
    yield _thing(place, "session", str(session.pk), item, session=session)
    if session.kind == meetings.Kind.SESSION_TWO and starts > now:
        item = Item("", opens=starts - BRIEF, closes=starts, weight=3)
        yield _thing(place, "brief", str(session.pk), item, session=session)


def _of_practice(place: Place, now: datetime) -> Iterator[Thing]:
    if place.plan is None:
        yield _thing(place, "plan", "plan", Item("", opens=now, weight=3))
    for kind in (Kind.CHECK_IN, Kind.LOG, Kind.TIP):
        if kind is Kind.CHECK_IN and not place.check_ins.buddies:
            continue
        due = [one for one in foreseen(USUAL, place.standing.participant()) if one.kind is kind]
        waiting = [one for one in due if one.at <= now < (one.until or NEVER)]
        coming = [one for one in due if one.at > now]
        for one in (*waiting, *coming[:1]):
            item = Item("", opens=one.at, closes=one.until, weight=5)
            thing = _thing(place, kind.value, str(one.week), item, week=one.week)
            asked = place.tip if kind is Kind.TIP and one in waiting else None
            yield replace(thing, words=asked.question) if asked else thing


def _thing(
    place: Place,
    kind: str,
    which: str,
    item: Item,
    *,
    session: Session | None = None,
    week: int | None = None,
) -> Thing:
    key = f"{kind}/{place.room.group.pk}/{which}"
    named = Item(key, item.opens, item.closes, weight=item.weight)
    return Thing(kind, place.room, named, session, week)


def _today(
    glance: Glance, things: dict[str, Thing], places: tuple[Place, ...], rooms: tuple[Room, ...]
) -> Today:
    now, following, later = (
        tuple(things[item.key] for item in items)
        for items in (glance.now, glance.next, glance.later)
    )
    closed = tuple(room for room in rooms if room.group.state == GroupState.CLOSED)
    return Today(now=now, next=following, later=later, places=places, closed=closed)
