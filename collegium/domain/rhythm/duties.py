"""What is due to whom, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from collegium.domain.rhythm.policy import Ahead, Kind, Policy, Weekly
from collegium.domain.rhythm.wallclock import instant, require_aware, wall_clock
from collegium.domain.rhythm.weeks import DAYS_IN_WEEK, practice_span


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session with a date; `id` is any stable name."""

    id: str
    starts: datetime

    def __post_init__(self) -> None:
        require_aware(self.starts)


@dataclass(frozen=True, slots=True)
class Participant:
    """One member in one cycle, as far as reminders go.

    `done` names what needs no reminder any more, as (kind, week).
    """

    person: str
    cycle: str
    zone: str
    session_one: datetime | None = None
    session_two: datetime | None = None
    sessions: tuple[Meeting, ...] = ()
    done: frozenset[tuple[Kind, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Due:
    """One thing due to one person.

    `key` stays the same when the person moves to another zone, so nothing comes twice.
    `at` is the instant in UTC, `day` the date in the person's zone; `week` counts from 1.
    At `until` it has lost its sense and comes no more.
    """

    at: datetime
    key: str
    kind: Kind
    person: str
    cycle: str
    day: date
    week: int | None = None
    session: str | None = None
    until: datetime | None = None


def due(
    policy: Policy, history: AbstractSet[str], *, of: Iterable[Participant], now: datetime
) -> tuple[Due, ...]:
    """Return what has come due at `now` and is not in `history`, earliest first.

    `history` holds the keys already planned. `now` must be aware (ValueError if not).
    """
    require_aware(now)
    found = (
        item
        for participant in of
        for item in foreseen(policy, participant)
        if item.key not in history and _has_come(item, policy, participant.zone, now)
    )
    return tuple(sorted(found, key=lambda item: (item.at, item.key)))


def foreseen(policy: Policy, participant: Participant) -> Iterator[Due]:
    """Yield all that will be due to `participant` over the cycle, by rule, then by date."""
    for weekly in policy.weekly:
        yield from _weekly(policy, weekly, participant)
    for ahead in policy.ahead:
        yield from _ahead(ahead, participant)


def _weekly(policy: Policy, rule: Weekly, one: Participant) -> Iterator[Due]:
    if one.session_one is None:
        return
    span = practice_span(one.session_one, one.session_two, zone=one.zone, weeks=policy.weeks)
    for week in range(1, span.weeks + 1):
        day = _on_or_after(span.first_day(week) + timedelta(days=rule.rest), rule.weekday)
        overtaken = one.session_two is not None and day >= span.end
        if overtaken or (rule.kind, week) in one.done:
            continue
        yield Due(
            at=instant(day, rule.at, one.zone),
            key=f"{rule.kind}/{one.cycle}/{one.person}/week-{week}",
            kind=rule.kind,
            person=one.person,
            cycle=one.cycle,
            day=day,
            week=week,
            until=one.session_two,
        )


def _ahead(rule: Ahead, one: Participant) -> Iterator[Due]:
    for meeting in one.sessions:
        day = wall_clock(meeting.starts, one.zone).date() - timedelta(days=rule.days)
        # a session moved to another day is announced anew, one moved by an hour is not
        dated = meeting.starts.astimezone(UTC).date().isoformat()
        yield Due(
            at=instant(day, rule.at, one.zone),
            key=f"{rule.kind}/{meeting.id}/{one.person}/{dated}",
            kind=rule.kind,
            person=one.person,
            cycle=one.cycle,
            day=day,
            session=meeting.id,
            until=meeting.starts,
        )


def _has_come(item: Due, policy: Policy, zone: str, now: datetime) -> bool:
    if now < item.at or (item.until is not None and now >= item.until):
        return False
    shown = wall_clock(now, zone)
    late = shown.date() - wall_clock(item.at, zone).date()
    return late.days <= policy.patience and policy.wake <= shown.time() < policy.sleep


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % DAYS_IN_WEEK)
