from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.domain.rhythm import (
    USUAL,
    Ahead,
    Due,
    Kind,
    Meeting,
    Participant,
    Policy,
    Weekly,
    due,
    foreseen,
    waiting,
    wall_clock,
)
from collegium.domain.rhythm.wallclock import exists

from .strategies import participants, zones

ONE = datetime(2026, 3, 4, 9, tzinfo=UTC)  # a Wednesday, ten o'clock in Berlin
TWO = datetime(2026, 4, 1, 8, tzinfo=UTC)  # ten o'clock in Berlin again, in summer time
ANN = Participant("ann", "c1", "Europe/Berlin", ONE, TWO, (Meeting("s1", ONE), Meeting("s2", TWO)))


def days(kind: Kind, who: Participant = ANN) -> list[tuple[int | None, date]]:
    return [(item.week, item.day) for item in foreseen(USUAL, who) if item.kind is kind]


def live(who: Participant, ticks: list[datetime]) -> list[Due]:
    """Ask at every tick, as a worker does, and remember what was planned."""
    given_out: list[Due] = []
    for now in ticks:
        given_out += due(USUAL, {item.key for item in given_out}, of=[who], now=now)
    return given_out


def hourly(who: Participant) -> list[datetime]:
    assert who.session_one is not None
    begin = who.session_one.replace(minute=0, second=0, microsecond=0) - timedelta(days=3)
    return [begin + timedelta(hours=tick) for tick in range(24 * 76)]


def test_the_month_of_one_member() -> None:
    assert days(Kind.TIP) == [
        (2, date(2026, 3, 9)),
        (3, date(2026, 3, 16)),
        (4, date(2026, 3, 23)),
    ]  # the two days before Session Two belong to the fourth week
    assert days(Kind.CHECK_IN) == [
        (2, date(2026, 3, 11)),
        (3, date(2026, 3, 18)),
        (4, date(2026, 3, 25)),
    ]
    assert [day for _, day in days(Kind.LOG)] == [date(2026, 3, d) for d in (6, 13, 20, 27)]
    assert days(Kind.SESSION) == [(None, date(2026, 3, 3)), (None, date(2026, 3, 31))]


def test_the_local_hour_stays_when_clocks_change() -> None:
    tips = [item.at for item in foreseen(USUAL, ANN) if item.kind is Kind.TIP]
    assert [at.hour for at in tips] == [8, 8, 8]
    later = replace(ANN, session_two=TWO + timedelta(days=7))
    tips = [item.at for item in foreseen(USUAL, later) if item.kind is Kind.TIP]
    assert [at.hour for at in tips] == [8, 8, 8, 7]


def test_due_exactly_from_its_minute_on_and_once() -> None:
    at = datetime(2026, 3, 9, 8, tzinfo=UTC)
    assert due(USUAL, set(), of=[ANN], now=at - timedelta(seconds=1)) == ()
    (tip,) = due(USUAL, set(), of=[ANN], now=at)
    assert tip.key == "tip/c1/ann/week-2"
    assert due(USUAL, {tip.key}, of=[ANN], now=at) == ()


def test_what_was_missed_waits_for_the_morning_and_is_dropped_in_the_end() -> None:
    def kinds(now: datetime) -> list[Kind]:
        return [item.kind for item in due(USUAL, set(), of=[ANN], now=now)]

    assert kinds(datetime(2026, 3, 11, 18, 55, tzinfo=UTC)) == [Kind.TIP, Kind.CHECK_IN]
    assert kinds(datetime(2026, 3, 11, 19, 0, tzinfo=UTC)) == []
    assert kinds(datetime(2026, 3, 12, 6, 59, tzinfo=UTC)) == []
    assert kinds(datetime(2026, 3, 12, 7, 0, tzinfo=UTC)) == [Kind.TIP, Kind.CHECK_IN]
    assert kinds(datetime(2026, 3, 13, 7, 0, tzinfo=UTC)) == [Kind.CHECK_IN]  # four days late


def test_a_reminder_keeps_to_its_week() -> None:
    sunday_night = datetime(2026, 3, 15, 22, 55, tzinfo=UTC)
    open_now = waiting(USUAL, ANN, now=sunday_night)
    assert [item.kind for item in open_now] == [Kind.TIP, Kind.CHECK_IN, Kind.LOG]
    assert {item.week for item in open_now} == {2}
    assert waiting(USUAL, ANN, now=sunday_night + timedelta(minutes=5)) == ()


def test_no_reminder_of_a_session_that_has_begun() -> None:
    late = Policy(ahead=(Ahead(Kind.SESSION, days=0, at=time(8)),))
    assert due(late, set(), of=[ANN], now=ONE - timedelta(minutes=1))
    assert due(late, set(), of=[ANN], now=ONE) == ()


def test_a_moved_session_is_announced_anew() -> None:
    moved = replace(ANN, sessions=(Meeting("s1", ONE + timedelta(days=1)),))
    before = {item.key for item in foreseen(USUAL, ANN)}
    fresh = [item for item in foreseen(USUAL, moved) if item.key not in before]
    assert [item.kind for item in fresh] == [Kind.SESSION]


def test_what_is_done_needs_no_reminder() -> None:
    diligent = replace(ANN, done=frozenset({(Kind.LOG, 1), (Kind.LOG, 2)}))
    assert [week for week, _ in days(Kind.LOG, diligent)] == [3, 4]


def test_before_session_one_has_a_date_nothing_is_due() -> None:
    nobody = Participant("ann", "c1", "Europe/Berlin")
    assert list(foreseen(USUAL, nobody)) == []


def test_a_policy_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="weekday"):
        Weekly(Kind.LOG, weekday=7, at=time(9))
    with pytest.raises(ValueError, match="night"):
        Policy(weekly=(Weekly(Kind.LOG, weekday=1, at=time(4)),))
    with pytest.raises(ValueError, match="full 5 minutes"):
        Policy(weekly=(Weekly(Kind.LOG, weekday=1, at=time(9, 1)),))
    with pytest.raises(ValueError, match="clash"):
        Policy(weekly=(Weekly(Kind.LOG, 1, time(9)), Weekly(Kind.LOG, 3, time(9))))
    with pytest.raises(ValueError, match="time zone"):
        due(USUAL, set(), of=[], now=datetime(2026, 1, 1))  # noqa: DTZ001 - the point


@given(who=participants())
def test_everything_comes_at_its_local_hour_on_its_weekday(who: Participant) -> None:
    rules = {rule.kind: rule.at for rule in USUAL.rules}
    weekdays = {rule.kind: rule.weekday for rule in USUAL.weekly}
    for item in foreseen(USUAL, who):
        shown = wall_clock(item.at, who.zone)
        if exists(item.day, rules[item.kind], who.zone):
            assert (shown.date(), shown.time()) == (item.day, rules[item.kind])
        assert item.day.weekday() == weekdays.get(item.kind, item.day.weekday())
        assert item.day.weekday() not in who.wishes.weekend


@given(who=participants())
def test_weeks_are_evenly_spaced_and_keys_unique(who: Participant) -> None:
    items = list(foreseen(USUAL, who))
    assert len({item.key for item in items}) == len(items)
    for kind in (Kind.TIP, Kind.LOG, Kind.CHECK_IN):
        own = [item for item in items if item.kind is kind]
        weeks = [item.week for item in own]
        assert weeks == list(range(weeks[0] or 1, len(own) + (weeks[0] or 1))) if weeks else True
        gaps = {(b.day - a.day).days for a, b in pairwise(own)}
        assert gaps <= {7}


@settings(max_examples=3, deadline=None)
@given(who=participants())
def test_a_worker_that_always_looks_gives_each_thing_once_by_day(who: Participant) -> None:
    came = live(who, hourly(who))
    assert len({item.key for item in came}) == len(came)
    expected = {
        item.key
        for item in foreseen(USUAL, who)
        if item.until is None or item.at < item.until - timedelta(hours=1)
    }
    assert {item.key for item in came} >= expected


@settings(max_examples=3, deadline=None)
@given(who=participants(), other=zones, when=st.integers(0, 24 * 60))
def test_a_move_to_another_zone_doubles_nothing_and_wakes_nobody(
    who: Participant, other: str, when: int
) -> None:
    ticks = hourly(who)
    moved = replace(who, zone=other)
    seen: set[str] = set()
    for number, now in enumerate(ticks):
        here = who if number < when else moved
        for item in due(USUAL, seen, of=[here], now=now):
            assert USUAL.wake <= wall_clock(now, here.zone).time() < USUAL.sleep
            assert item.key not in seen
            seen.add(item.key)
