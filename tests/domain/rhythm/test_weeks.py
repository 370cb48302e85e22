from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.rhythm import practice_span, wall_clock

from .strategies import moments, zones

START = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)  # already the fifth in Berlin


@pytest.mark.parametrize(
    ("now", "week"),
    [
        (datetime(2026, 3, 4, 22, tzinfo=UTC), 1),  # before it began: the first
        (datetime(2026, 3, 8, 22, 59, tzinfo=UTC), 1),
        (datetime(2026, 3, 8, 23, 0, tzinfo=UTC), 2),
        (datetime(2026, 3, 22, 22, 59, tzinfo=UTC), 3),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), 4),  # summer time has come
        (datetime(2026, 7, 1, tzinfo=UTC), 4),  # over: the last for ever
    ],
)
def test_weeks_turn_on_monday_at_local_midnight(now: datetime, week: int) -> None:
    span = practice_span(START, None, zone="Europe/Berlin", weeks=4)
    assert span.nearest_week(wall_clock(now, "Europe/Berlin").date()) == week


@pytest.mark.parametrize(("day", "second"), [(2, 9), (5, 9), (6, 16), (8, 16)])
def test_whatever_weekday_they_meet_a_month_has_four_weeks(day: int, second: int) -> None:
    one = datetime(2026, 3, day, 9, tzinfo=UTC)
    span = practice_span(one, one + timedelta(days=28), zone="UTC", weeks=4)
    assert (span.weeks, span.first_day(2)) == (4, date(2026, 3, second))


def test_the_span_ends_on_the_day_of_session_two() -> None:
    span = practice_span(START, START + timedelta(days=30), zone="Europe/Berlin", weeks=4)
    assert (span.first, span.end, span.weeks) == (date(2026, 3, 5), date(2026, 4, 4), 5)
    assert span.week_on(date(2026, 3, 4)) is None
    assert span.week_on(date(2026, 3, 5)) == 1
    assert span.week_on(date(2026, 4, 3)) == 5
    assert span.week_on(date(2026, 4, 4)) is None


def test_without_a_date_for_session_two_the_policy_says_how_long() -> None:
    span = practice_span(START, None, zone="Europe/Berlin", weeks=4)
    assert span.end == date(2026, 4, 2)
    assert span.weeks == 4


def test_a_session_two_before_session_one_leaves_no_practice() -> None:
    assert practice_span(START, START - timedelta(days=3), zone="UTC", weeks=4).weeks == 0


@given(start=moments, zone=zones, later=st.timedeltas(timedelta(), timedelta(days=60)))
def test_span_and_week_agree(start: datetime, zone: str, later: timedelta) -> None:
    span = practice_span(start, None, zone=zone, weeks=10)
    day = wall_clock(start + later, zone).date()
    week = span.nearest_week(day)
    assert span.week_on(day) == week
    assert span.week_on(span.first_day(week)) == week
    assert span.first_day(week) <= day < span.day_after(week)
