"""When the questions before and after a cycle are open, and when they are worth asking for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from collegium.domain.evidence.items.items import Moment

AHEAD = timedelta(days=7)  # so long before Session One people are reminded of the first page
BEFORE_CLOSES = timedelta(days=7)  # after Session One: later the practice has changed them
AFTER_CLOSES = timedelta(days=14)  # after Session Two


@dataclass(frozen=True, slots=True)
class CycleTimes:
    """What of a cycle counts: its dates and what was held, None for what is to come."""

    one_at: datetime | None = None  # the date of Session One
    one_ended: datetime | None = None
    two_opened: datetime | None = None
    two_ended: datetime | None = None


def asked_now(times: CycleTimes, *, now: datetime) -> Moment | None:
    """Return which page is open for answers and changes; None once it is frozen."""
    if times.two_opened is not None:
        closes = (times.two_ended or now) + AFTER_CLOSES
        return Moment.AFTER if now <= closes else None
    if times.one_ended is None or now <= times.one_ended + BEFORE_CLOSES:
        return Moment.BEFORE
    return None


def is_due(times: CycleTimes, *, now: datetime) -> tuple[datetime, datetime] | None:
    """Return from when to when a member is asked to answer; None while nothing is due."""
    match asked_now(times, now=now):
        case Moment.AFTER if times.two_ended:
            return times.two_ended, times.two_ended + AFTER_CLOSES
        case Moment.BEFORE if times.one_ended:
            return times.one_ended, times.one_ended + BEFORE_CLOSES
        case Moment.BEFORE if times.one_at and times.one_at - AHEAD <= now:
            return times.one_at - AHEAD, max(times.one_at, now) + BEFORE_CLOSES
    return None
