"""Reads of a member's own calendar and feed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from collegium.groups.models import PUBLISHED
from collegium.meetings.models import CalendarFeed, CalendarSource, Session, SessionState
from collegium.people.models import Person

KEPT = timedelta(days=60)  # for which a session held stays in a feed
SHOWN = (SessionState.CONFIRMED, SessionState.LIVE, SessionState.ENDED)


@dataclass(frozen=True, slots=True)
class MyCalendar:
    """What a member sees of their calendar: never its whole address, nor its password."""

    is_caldav: bool
    ends_in: str
    problem: str
    read_at: datetime | None
    due_at: datetime


def calendar_of(person: Person) -> MyCalendar | None:
    """The calendar that a person named, if any."""
    row = CalendarSource.objects.filter(person=person).first()
    if row is None:
        return None
    return MyCalendar(row.form == "caldav", row.ends_in, row.problem, row.read_at, row.due_at)


def feed_sessions(feed: CalendarFeed, *, now: datetime) -> tuple[Session, ...]:
    """The sessions with a date of all groups that the feed's person sits in (1 query)."""
    found = Session.objects.filter(
        group__members__person=feed.person_id,
        group__members__left_at=None,
        group__state__in=PUBLISHED,
        state__in=SHOWN,
        starts_at__gt=now - KEPT,
    )
    return tuple(found.select_related("group").order_by("starts_at", "pk"))
