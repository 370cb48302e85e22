"""The asks of a policy: each on its day, each with its key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from collegium.domain.rhythm.participants import Due, Meeting, Participant, Recurring
from collegium.domain.rhythm.placing import A_DAY, place, put_off, within
from collegium.domain.rhythm.policy import STEP, Ahead, Kind, Policy, Weekly
from collegium.domain.rhythm.wallclock import instant, wall_clock
from collegium.domain.rhythm.weeks import A_WEEK, DAYS_IN_WEEK, PracticeSpan

EARLIER = 4  # days by which a session may be announced before its day, over a long weekend
MIDNIGHT = time()


def asks(policy: Policy, rule: Weekly, one: Participant, week: int) -> Iterator[Due]:
    """Yield what a rule asks in one week of practice: one thing, or none.

    An ask stays in its week. On a free day it moves to the next working day of the week, at
    its end to the one before; in a week without any it is dropped.
    """
    span = one.span(policy)
    if span is None or (rule.kind, week) in one.done:
        return
    window = _window(rule, span, week)
    if window is None:
        return
    day, first, after = window
    days = within(day, first=first, after=after)
    at = place(policy, one.wishes, days, rule.at, one.zone)
    if at is None:
        return
    item = Due(
        at=at,
        key=f"{rule.kind}/{one.cycle}/{one.person}/week-{week}",
        kind=rule.kind,
        person=one.person,
        cycle=one.cycle,
        day=wall_clock(at, one.zone).date(),
        week=week,
        until=_end(after, one),
    )
    yield from _again(policy, one, span, item)


def digest_key(one: Participant, week: int) -> str:
    """Return the key of the mail that tells of a whole week."""
    return f"{Kind.DIGEST}/{one.cycle}/{one.person}/week-{week}"


def gather(policy: Policy, one: Participant, week: int, items: Sequence[Due]) -> Iterator[Due]:
    """Yield the week's items with the policy's gathered kinds in one, at the time of the first.

    What somebody put off comes by itself.
    """
    own = [item for item in items if item.kind in policy.gathered and "/again-" not in item.key]
    yield from (item for item in items if item not in own)
    span = one.span(policy)
    if own and span is not None:
        first = min(own, key=lambda item: item.at)
        kinds = tuple(item.kind for item in own)
        key = digest_key(one, week)
        yield from _again(policy, one, span, replace(first, key=key, kind=Kind.DIGEST, kinds=kinds))


def sessions_ahead(policy: Policy, one: Participant) -> Iterator[Due]:
    """Yield the reminders of sessions: on the working day before, else on the day itself."""
    for rule in policy.ahead:
        for meeting in one.sessions:
            yield from _ahead(policy, rule, meeting, one)


def nudges(
    policy: Policy, one: Participant, *, days: Sequence[date] | None = None
) -> Iterator[Due]:
    """Yield a nudge before each meeting that the plan waits for, over the practice or some days.

    It comes at the meeting's hour, be it early or late, but not on free days or in quiet hours.
    """
    span = one.span(policy)
    if span is None or one.session_one is None:
        return
    if days is None:
        days = [span.first + timedelta(days=number) for number in range(span.weeks * 7)]
    for recurring in one.awaited:
        for day in days:
            if day.weekday() == recurring.weekday and span.first <= day < span.end:
                yield from _nudge(policy, one, span, recurring, day)


@lru_cache(maxsize=4096)  # every member of a group asks for the same
def _window(rule: Weekly, span: PracticeSpan, week: int) -> tuple[date, date, date] | None:
    """Return the day of a rule in a week, the first day it may move to, and the one after all."""
    first, after = span.first_day(week), span.day_after(week)
    if week == 1:
        first += timedelta(days=rule.rest)
    day = first + timedelta(days=(rule.weekday - first.weekday()) % DAYS_IN_WEEK)
    if week == 1 < span.weeks and day + A_WEEK < after:  # a long first week has two such days
        day += A_WEEK
    return (day, first, after) if day < after else None


def _again(policy: Policy, one: Participant, span: PracticeSpan, item: Due) -> Iterator[Due]:
    """Yield an item, or in its place what becomes of it when it was put off, if that has sense.

    Its key is a new one, since the first may have gone out before it was put off.
    """
    while (until := one.wishes.snoozed.get(item.key)) is not None and until > item.at:
        at = put_off(policy, one.wishes, until, one.zone)
        if at is None or (one.session_two is not None and at >= one.session_two):
            return
        day = wall_clock(at, one.zone).date()
        week = span.week_on(day)
        if week is None or (item.kind, week) in one.done:
            return
        stamp = until.astimezone(UTC).strftime("%Y%m%dT%H%M")
        key = f"{item.kind}/{one.cycle}/{one.person}/again-{stamp}/week-{week}"
        item = replace(
            item, at=at, key=key, day=day, week=week, until=_end(span.day_after(week), one)
        )
    yield item


def _end(after: date, one: Participant) -> datetime:
    closes = instant(after, MIDNIGHT, one.zone)
    return min(closes, one.session_two) if one.session_two else closes


def _ahead(policy: Policy, rule: Ahead, meeting: Meeting, one: Participant) -> Iterator[Due]:
    its_day = wall_clock(meeting.starts, one.zone).date()
    day = its_day - timedelta(days=rule.days)
    before = [day - number * A_DAY for number in range(EARLIER)]
    at = place(policy, one.wishes, [*before, its_day], rule.at, one.zone)
    if at is None or at >= meeting.starts:
        return
    # a session moved to another day is announced anew, one moved by an hour is not
    dated = meeting.starts.astimezone(UTC).date().isoformat()
    yield Due(
        at=at,
        key=f"{rule.kind}/{meeting.id}/{one.person}/{dated}",
        kind=rule.kind,
        person=one.person,
        cycle=one.cycle,
        day=wall_clock(at, one.zone).date(),
        session=meeting.id,
        until=meeting.starts,
    )


def _nudge(
    policy: Policy, one: Participant, span: PracticeSpan, recurring: Recurring, day: date
) -> Iterator[Due]:
    starts = instant(day, recurring.at, recurring.zone)
    at = starts - timedelta(minutes=policy.nudge)
    at -= timedelta(minutes=at.minute % STEP, seconds=at.second)
    shown = wall_clock(at, one.zone)
    begun = one.session_one is not None and one.session_one <= at
    over = one.session_two is not None and starts >= one.session_two
    kept_out = one.wishes.is_quiet(shown.time()) or one.wishes.is_resting(at)
    if not begun or over or kept_out or not one.wishes.is_here(shown.date()):
        return
    yield Due(
        at=at,
        key=f"{Kind.NUDGE}/{one.cycle}/{one.person}/{day.isoformat()}",
        kind=Kind.NUDGE,
        person=one.person,
        cycle=one.cycle,
        day=shown.date(),
        week=span.nearest_week(day),
        until=starts,
    )
