"""The shape of a week: what is when, on the member's own calendar."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from collegium.domain.rhythm import USUAL, Kind, foreseen, wall_clock
from collegium.groups.rooms import Room
from collegium.meetings.models import Session, SessionState
from collegium.practice.queries.places import Place

SHOWN = (SessionState.CONFIRMED, SessionState.LIVE, SessionState.ENDED)
ASKED = (Kind.TIP, Kind.CHECK_IN, Kind.LOG)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a day; a session has its time, the rest is for the whole day."""

    kind: str  # session, log, check-in, tip
    room: Room
    at: datetime
    done: bool = False
    session: Session | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the week."""

    on: date
    is_today: bool
    marks: tuple[Mark, ...]


def days_of(places: tuple[Place, ...], *, zone: str, now: datetime) -> tuple[Day, ...]:
    """The seven days from Monday on around `now`; none where nothing is in them."""
    today = wall_clock(now, zone).date()
    monday = today - timedelta(days=today.weekday())
    week = [monday + timedelta(days=number) for number in range(7)]
    marks = sorted(
        (mark for place in places for mark in _marks(place)),
        key=lambda mark: (mark.at, mark.room.group.name, mark.kind),
    )
    found = tuple(
        Day(day, day == today, tuple(one for one in marks if _day(one.at, zone) == day))
        for day in week
    )
    return found if any(day.marks for day in found) else ()


def _marks(place: Place) -> Iterator[Mark]:
    for session in place.standing.sessions:
        at = session.takes_place_at
        if at is not None and session.state in SHOWN:
            over = session.state == SessionState.ENDED
            yield Mark("session", place.room, at, done=over, session=session)
    if not place.standing.is_practising():
        return
    done = place.standing.done
    asked = replace(place.standing.participant(), done=frozenset())
    for one in foreseen(USUAL, asked):
        if one.kind in ASKED and (one.kind is not Kind.CHECK_IN or place.buddies):
            yield Mark(one.kind.value, place.room, one.at, done=(one.kind, one.week) in done)


def _day(moment: datetime, zone: str) -> date:
    return wall_clock(moment, zone).date()
