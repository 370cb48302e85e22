from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.rhythm.wallclock import comes_twice, exists, instant, same_clock, wall_clock

from .strategies import moments, zones


@pytest.mark.parametrize(
    ("day", "at", "zone", "utc"),
    [
        (date(2026, 1, 15), time(9), "Europe/Berlin", datetime(2026, 1, 15, 8, tzinfo=UTC)),
        (date(2026, 7, 15), time(9), "Europe/Berlin", datetime(2026, 7, 15, 7, tzinfo=UTC)),
        (date(2026, 7, 15), time(9), "Asia/Kathmandu", datetime(2026, 7, 15, 3, 15, tzinfo=UTC)),
    ],
)
def test_an_ordinary_hour(day: date, at: time, zone: str, utc: datetime) -> None:
    assert instant(day, at, zone) == utc


def test_a_skipped_time_moves_on_by_the_gap() -> None:
    skipped = instant(date(2026, 3, 29), time(2, 30), "Europe/Berlin")
    assert wall_clock(skipped, "Europe/Berlin").time() == time(3, 30)
    assert not exists(date(2026, 3, 29), time(2, 30), "Europe/Berlin")


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    twice = instant(date(2026, 10, 25), time(2, 30), "Europe/Berlin")
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert comes_twice(date(2026, 10, 25), time(2, 30), "Europe/Berlin")
    assert not comes_twice(date(2026, 10, 25), time(3, 30), "Europe/Berlin")
    assert not comes_twice(date(2026, 3, 29), time(2, 30), "Europe/Berlin")


def test_a_day_that_a_country_skipped() -> None:
    skipped = instant(date(2011, 12, 30), time(9), "Pacific/Apia")
    assert wall_clock(skipped, "Pacific/Apia").date() == date(2011, 12, 31)


def test_the_same_clock_over_a_change_of_clocks() -> None:
    before = datetime(2026, 3, 24, 9, tzinfo=UTC)  # ten o'clock in Berlin
    assert same_clock(before, "Europe/Berlin", days=7) == datetime(2026, 3, 31, 8, tzinfo=UTC)


def test_an_unknown_zone_and_a_naive_moment_are_refused() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        instant(date(2026, 1, 1), time(9), "Europe/Atlantis")
    with pytest.raises(ValueError, match="time zone"):
        wall_clock(datetime(2026, 1, 1), "Europe/Berlin")  # noqa: DTZ001 - the point


@given(day=st.dates(date(2010, 1, 1), date(2035, 1, 1)), at=st.times(), zone=zones)
def test_clocks_show_what_was_asked_unless_it_never_was(day: date, at: time, zone: str) -> None:
    moment = instant(day, at, zone)
    shown = wall_clock(moment, zone).replace(tzinfo=None)
    asked = datetime.combine(day, at)
    assert moment.tzinfo is UTC
    assert shown == asked or (asked < shown <= asked + timedelta(days=1, hours=1))
    assert exists(day, at, zone) == (shown == asked)


@given(moment=moments, zone=zones)
def test_four_weeks_later_clocks_show_the_same(moment: datetime, zone: str) -> None:
    later = same_clock(moment, zone, days=28)
    shown, then = wall_clock(moment, zone), wall_clock(later, zone)
    if exists(shown.date() + timedelta(days=28), shown.time(), zone):
        assert (then.date() - shown.date()).days == 28
        assert then.time() == shown.time()
