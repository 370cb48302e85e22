"""A member's home: what is now, next and later, and where things stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from collegium.domain.rhythm import (
    USUAL,
    Due,
    Item,
    Kind,
    foreseen,
    instant,
    now_next_later,
    wall_clock,
)
from collegium.groups.models import GroupState
from collegium.groups.queries import rooms_of
from collegium.groups.rooms import Room
from collegium.meetings import models as meetings
from collegium.meetings.models import Session, SessionState
from collegium.meetings.queries.dates import is_dated
from collegium.people.models import Person
from collegium.practice.queries.days import Day, days_of
from collegium.practice.queries.places import BEHIND, Place, places_of
from collegium.practice.queries.pulses import pages_open

EARLY = timedelta(minutes=15)
LATE = timedelta(hours=3)
BRIEF = timedelta(days=3)
NEVER = datetime.max.replace(tzinfo=UTC)
MORNING = time(9)
EXTRA = meetings.Kind.EXTRA


@dataclass(frozen=True, slots=True)
class Thing:
    """Something a member can do: `kind` says what, the rest where and when."""

    kind: str  # session, date, answer, plan, log, check-in, tip, brief, pulse, next
    room: Room
    item: Item
    session: Session | None = None
    week: int | None = None
    words: str = ""  # the question of the week
    snooze: str = ""  # the key under which it can be put off until tomorrow


@dataclass(frozen=True, slots=True)
class Today:
    """The whole home page."""

    now: tuple[Thing, ...]
    next: tuple[Thing, ...]
    later: tuple[Thing, ...]
    places: tuple[Place, ...]
    closed: tuple[Room, ...]
    on: date
    days: tuple[Day, ...]  # of this week
    ahead: tuple[Thing, ...]  # what comes and does not stand in this week's days

    @property
    def tries(self) -> bool:
        """Whether there is a plan to try."""
        return any(one.plan and one.standing.is_practising() for one in self.places)

    @property
    def coming(self) -> Thing | None:
        """What comes next, where nothing waits."""
        return next(iter((*self.next, *self.later)), None)


def today(person: Person, *, language: str, now: datetime) -> Today:
    """The home of a member over all groups they sit in."""
    rooms = rooms_of(person)
    running = [one for one in rooms if one.group.state == GroupState.MEETING]
    places = places_of(running, language=language, now=now)
    found = [thing for place in places for thing in things_of(place, now)]
    things = {thing.item.key: thing for thing in (*found, *_pulses(rooms, now))}
    glance = now_next_later(
        [thing.item for thing in things.values()], now=now, zone=person.time_zone
    )
    waiting, following, later = (
        tuple(things[item.key] for item in items)
        for items in (glance.now, glance.next, glance.later)
    )
    return Today(
        now=waiting,
        next=following,
        later=later,
        places=places,
        closed=tuple(room for room in rooms if room.group.state == GroupState.CLOSED),
        on=wall_clock(now, person.time_zone).date(),
        days=days_of(places, zone=person.time_zone, now=now),
        ahead=_ahead((*following, *later), now, person.time_zone),
    )


def tomorrow_morning(person: Person, now: datetime) -> datetime:
    """Until when something is put off with one click."""
    day = wall_clock(now, person.time_zone).date() + timedelta(days=1)
    return instant(day, MORNING, person.time_zone)


def _ahead(coming: tuple[Thing, ...], now: datetime, zone: str) -> tuple[Thing, ...]:
    today = wall_clock(now, zone).date()
    over = instant(today + timedelta(days=7 - today.weekday()), time(), zone)
    return tuple(one for one in coming if one.item.opens >= over or one.kind == "brief")


def things_of(place: Place, now: datetime) -> Iterator[Thing]:
    """All that the member can do in one group, now or later."""
    for session in place.standing.sessions:
        yield from _of_session(place, session, now)
    if place.standing.is_over:
        yield _thing(place, "next", "next", Item("", opens=now, weight=2))
    if place.standing.is_practising():
        yield from _of_practice(place, now)


def _pulses(rooms: Iterable[Room], now: datetime) -> Iterator[Thing]:
    """The pages of numbers that wait, also in a group that has ended since."""
    by_member = {room.member.pk: room for room in rooms}
    for member, page in pages_open(by_member.values(), now).items():
        if page.due and page.is_waiting:
            room = by_member[member]
            key = f"pulse/{room.group.pk}/{page.moment}"
            item = Item(key, opens=page.due[0], weight=6)  # everything else comes first
            yield Thing("pulse", room, item)


def _of_session(place: Place, session: Session, now: datetime) -> Iterator[Thing]:
    if session.state in BEHIND:
        return
    dated = is_dated(session, now)
    asks_host = not dated and _may_be_dated(place, session, now)
    if asks_host or session.pk in place.awaited:
        kind = "date" if asks_host else "answer"
        item = Item("", opens=now, weight=1)
        yield _thing(place, kind, str(session.pk), item, session=session)
    if not dated:
        return
    starts, runs = session.starts_at or now, session.state == SessionState.LIVE
    opens = now if runs else starts - EARLY
    closes = now + EARLY if runs else max(starts, now) + LATE  # what runs comes before all else
    item = Item("", opens=opens, closes=closes)
    yield _thing(place, "session", str(session.pk), item, session=session)
    if session.kind == meetings.Kind.SESSION_TWO and starts > now:
        item = Item("", opens=starts - BRIEF, closes=starts, weight=3)
        yield _thing(place, "brief", str(session.pk), item, session=session)


def _may_be_dated(place: Place, session: Session, now: datetime) -> bool:
    """Whether the member is the one to find a date now, also while others have theirs already.

    Where nobody hosts, it is everybody's, one session at a time; Session Two waits for Session One.
    """
    if session.host_id is None:
        return session is place.next_session
    is_two = session.kind == meetings.Kind.SESSION_TWO
    one = place.standing.session(meetings.Kind.SESSION_ONE) if is_two else None
    first = one is not None and one.state not in BEHIND and not is_dated(one, now)
    mine = session.host_id == place.room.member.pk
    return mine and not session.is_overtaken and session.kind != EXTRA and not first


def _of_practice(place: Place, now: datetime) -> Iterator[Thing]:
    if place.plan is None:
        yield _thing(place, "plan", "plan", Item("", opens=now, weight=3))
    for kind in (Kind.CHECK_IN, Kind.LOG, Kind.TIP):
        if kind is Kind.CHECK_IN and not place.buddies:
            continue
        due = [one for one in foreseen(USUAL, place.standing.participant()) if one.kind is kind]
        waiting = [one for one in due if one.at <= now < (one.until or NEVER)]
        coming = [one for one in due if one.at > now]
        for one in (*waiting, *coming[:1]):
            item = Item("", opens=one.at, closes=one.until, weight=5)
            thing = _thing(place, kind.value, str(one.week), item, week=one.week)
            words = place.question if kind is Kind.TIP and one in waiting else ""
            yield replace(thing, words=words, snooze=_snooze(place, one, now))


def _snooze(place: Place, one: Due, now: datetime) -> str:
    """Its key, if it can still be done tomorrow."""
    morning = tomorrow_morning(place.room.person, now)
    return one.key if one.at <= now and morning < (one.until or NEVER) else ""


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
