from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.rhythm import USUAL, Wishes
from collegium.domain.rhythm.digests import digest, next_morning

BERLIN = "Europe/Berlin"
MONDAY = datetime(2026, 3, 9, 15, 5, tzinfo=UTC)  # five past four in the afternoon in Berlin
DAY = timedelta(days=1)


def since(now: datetime, wishes: Wishes | None = None, *, weekly: bool = False) -> datetime | None:
    found = digest(USUAL, wishes or Wishes(), now, zone=BERLIN, weekly=weekly)
    return found.since if found else None


def test_it_comes_in_the_afternoon_and_reaches_back_over_the_weekend() -> None:
    assert since(MONDAY - timedelta(minutes=6)) is None
    assert since(MONDAY) == datetime(2026, 3, 6, 15, tzinfo=UTC)
    assert since(MONDAY + DAY) == datetime(2026, 3, 9, 15, tzinfo=UTC)
    assert since(MONDAY + timedelta(hours=5)) is None  # night
    assert since(MONDAY - DAY) is None


def test_a_weekly_one_comes_on_thursday_or_when_work_goes_on() -> None:
    days = [day for day in range(7) if since(MONDAY + day * DAY, weekly=True)]
    assert days == [3]
    off = Wishes(holidays={date(2026, 3, 12)})
    days = [day for day in range(7) if since(MONDAY + day * DAY, off, weekly=True)]
    assert days == [4]
    assert since(MONDAY + 10 * DAY, off, weekly=True) == datetime(2026, 3, 13, 15, tzinfo=UTC)


def test_who_was_away_gets_all_of_it_at_once() -> None:
    away = Wishes(away=((date(2026, 3, 2), date(2026, 3, 8)),))
    assert since(MONDAY, away) == datetime(2026, 2, 27, 15, tzinfo=UTC)
    assert since(MONDAY - 3 * DAY, away) is None


def test_quiet_hours_put_it_off() -> None:
    quiet = Wishes(quiet=(time(15), time(17, 30)))
    assert since(MONDAY, quiet) is None
    assert since(MONDAY + timedelta(minutes=90), quiet) is not None


@given(
    st.integers(0, 10_000).map(lambda hours: MONDAY + timedelta(hours=hours)),
    st.sampled_from([BERLIN, "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia"]),
    st.booleans(),
)
def test_what_one_leaves_out_the_next_one_holds(now: datetime, zone: str, weekly: bool) -> None:
    found = digest(USUAL, Wishes(), now, zone=zone, weekly=weekly)
    if found is not None:
        before = digest(USUAL, Wishes(), found.since, zone=zone, weekly=weekly)
        assert before is not None
        assert before.until == found.since < found.until <= now


@pytest.mark.parametrize(
    ("after", "morning"),
    [
        (datetime(2026, 3, 9, 7, tzinfo=UTC), datetime(2026, 3, 9, 8, tzinfo=UTC)),
        (datetime(2026, 3, 9, 8, tzinfo=UTC), datetime(2026, 3, 10, 8, tzinfo=UTC)),
        (datetime(2026, 3, 27, 9, tzinfo=UTC), datetime(2026, 3, 30, 7, tzinfo=UTC)),
    ],
)
def test_the_next_morning_is_one_of_work_on_the_local_clock(
    after: datetime, morning: datetime
) -> None:
    assert next_morning(USUAL, Wishes(), after, zone=BERLIN) == morning


def test_somebody_always_away_gets_a_morning_all_the_same() -> None:
    never = Wishes(weekend=frozenset(range(7)))
    assert next_morning(USUAL, never, MONDAY, zone=BERLIN) == datetime(2026, 3, 10, 8, tzinfo=UTC)
