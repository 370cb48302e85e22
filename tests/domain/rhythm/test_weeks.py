from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.rhythm import practice_span, wall_clock, week_of_practice

from .strategies import moments, zones

START = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)  # already the fifth in Berlin


@pytest.mark.parametrize(
    ("now", "week"),
    [
        (datetime(2026, 3, 4, 22, tzinfo=UTC), 0),
        (datetime(2026, 3, 4, 23, 10, tzinfo=UTC), 1),
        (datetime(2026, 3, 11, 22, 59, tzinfo=UTC), 1),
        (datetime(2026, 3, 11, 23, 0, tzinfo=UTC), 2),
        (datetime(2026, 4, 1, 21, 59, tzinfo=UTC), 4),  # summer time has come
        (datetime(2026, 4, 1, 22, 0, tzinfo=UTC), 5),
    ],
)
def test_weeks_turn_at_local_midnight(now: datetime, week: int) -> None:
    assert week_of_practice(START, now, zone="Europe/Berlin") == week


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
    week = week_of_practice(start, start + later, zone=zone)
    assert span.week_on(wall_clock(start + later, zone).date()) == week
    assert span.week_on(span.first_day(week)) == week
