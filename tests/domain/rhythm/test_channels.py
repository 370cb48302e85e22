from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.domain.rhythm import USUAL, Kind, Wishes, instant, wall_clock
from collegium.domain.rhythm.channels import LATE, ChannelPost, posts_due

ALL = frozenset({Kind.TIP, Kind.CHECK_IN, Kind.LOG})
MONDAY = date(2026, 3, 9)
ZONE = "Europe/Berlin"
NINE = instant(MONDAY, USUAL.weekly[0].at, ZONE)


def told(
    now: datetime,
    *,
    kinds: frozenset[Kind] = ALL,
    groups: int = 2,
    wishes: Wishes | None = None,
    zone: str = ZONE,
) -> list[ChannelPost]:
    wishes = wishes or Wishes()
    return list(posts_due(USUAL, kinds, groups=groups, wishes=wishes, zone=zone, now=now))


def test_a_channel_hears_of_a_thing_at_its_own_hour_and_not_half_a_day_later() -> None:
    assert told(NINE - timedelta(seconds=1)) == []
    assert told(NINE) == [ChannelPost(Kind.TIP, MONDAY, NINE)]
    assert told(NINE + LATE - timedelta(seconds=1)) == told(NINE)
    assert told(NINE + LATE) == []


def test_what_was_switched_off_does_not_come() -> None:
    assert told(NINE, kinds=ALL - {Kind.TIP}) == []


def test_nothing_points_at_a_single_group() -> None:
    assert told(NINE, groups=1) == told(NINE, groups=0) == []


def test_a_feast_moves_it_within_the_week_and_a_week_of_feasts_goes_without() -> None:
    feast = Wishes(holidays=frozenset({MONDAY}))
    tuesday = NINE + timedelta(days=1)
    assert told(NINE, wishes=feast) == []
    assert told(tuesday, wishes=feast) == [ChannelPost(Kind.TIP, MONDAY, tuesday)]
    week = frozenset(MONDAY + timedelta(days=n) for n in range(7))
    hours = [NINE + timedelta(hours=n) for n in range(7 * 24)]
    assert [one for now in hours for one in told(now, wishes=Wishes(holidays=week))] == []


@settings(max_examples=6)
@given(
    zone=st.sampled_from(["Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Asia/Riyadh"]),
    week=st.integers(0, 520),
    weekend=st.sampled_from([frozenset({5, 6}), frozenset({4, 5}), frozenset({4})]),
)
def test_each_thing_once_a_week_by_day_over_any_change_of_clocks(
    zone: str, week: int, weekend: frozenset[int]
) -> None:
    start = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(weeks=week)
    moments = [start + timedelta(hours=n) for n in range(3 * 7 * 24)]
    wishes = Wishes(weekend=weekend)
    found = {one for now in moments for one in told(now, wishes=wishes, zone=zone)}
    keys = [(one.kind, one.week) for one in found]
    assert len(keys) == len(set(keys))
    whole = {one.week for one in found if start < one.at < start + timedelta(weeks=3)}
    middle = start.date() + timedelta(weeks=1)
    assert middle in whole
    assert {one.kind for one in found if one.week == middle} == ALL
    for one in found:
        shown = wall_clock(one.at, zone)
        assert shown.weekday() not in weekend
        assert USUAL.wake <= shown.time() < USUAL.sleep
