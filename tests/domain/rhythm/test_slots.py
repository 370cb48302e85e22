from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.domain.rhythm import Diary, slots, wall_clock

from .strategies import moments, zones

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
WEEK = MONDAY + timedelta(days=7)


def test_one_zone_gets_the_first_hour_of_each_working_day() -> None:
    people = [Diary("ann", "Europe/Berlin"), Diary("ben", "Europe/Berlin")]
    found = slots(people, from_=MONDAY, until=WEEK, minutes=90, zone="Europe/Berlin")
    assert [(slot.clock.day, slot.clock.time()) for slot in found] == [
        (day, time(9)) for day in range(2, 7)
    ]
    assert all(slot.suits_all for slot in found)
    assert found[0].ends - found[0].starts == timedelta(minutes=90)


def test_berlin_and_new_york_meet_in_the_overlap() -> None:
    people = [Diary("ann", "Europe/Berlin"), Diary("joe", "America/New_York")]
    best = slots(people, from_=MONDAY, until=WEEK, minutes=60, zone="Europe/Berlin")[0]
    assert best.clock.time() == time(15)
    assert best.suits_all


def test_where_nothing_suits_all_the_worst_hour_is_as_good_as_can_be() -> None:
    people = [
        Diary("ann", "Europe/Berlin"),
        Diary("kei", "Asia/Tokyo"),
        Diary("joe", "America/Los_Angeles"),
    ]
    best = slots(people, from_=MONDAY, until=WEEK, minutes=60, zone="Europe/Berlin")[0]
    assert not best.suits_all
    assert best.worst == max(minutes for _, minutes in best.strain)
    assert best.worst < 6 * 60


def test_busy_times_are_avoided_and_named_where_they_cannot_be() -> None:
    all_monday = (MONDAY, MONDAY + timedelta(days=1))
    busy = Diary("ann", "UTC", busy=(all_monday,))
    free = Diary("ben", "UTC")
    found = slots([busy, free], from_=MONDAY, until=WEEK, minutes=60, zone="UTC")
    assert found[0].clock.date() == date(2026, 3, 3)
    only = slots([busy, free], from_=MONDAY, until=all_monday[1], minutes=60, zone="UTC")
    assert [slot.cannot for slot in only] == [("ann",)]


def test_a_week_that_starts_on_sunday() -> None:
    cairo = Diary("mona", "Africa/Cairo", days=frozenset({6, 0, 1, 2, 3}))
    found = slots([cairo], from_=MONDAY, until=WEEK, minutes=60, zone="Africa/Cairo", best=7)
    assert {slot.clock.weekday() for slot in found if slot.suits_all} == {6, 0, 1, 2, 3}


def test_the_clock_of_the_reference_zone_is_kept_over_a_change_of_clocks() -> None:
    people = [Diary("ann", "Europe/Berlin")]
    found = slots(
        people,
        from_=datetime(2026, 3, 27, tzinfo=UTC),
        until=datetime(2026, 4, 1, tzinfo=UTC),
        minutes=60,
        zone="Europe/Berlin",
    )
    working = [slot for slot in found if slot.suits_all]
    assert [slot.clock.time() for slot in working] == [time(9)] * 3
    assert [slot.starts.hour for slot in working] == [8, 7, 7]


def test_no_room_gives_no_slots() -> None:
    people = [Diary("ann", "UTC")]
    assert slots(people, from_=MONDAY, until=MONDAY, minutes=60, zone="UTC") == ()


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        slots([], from_=MONDAY, until=WEEK, minutes=0, zone="UTC")
    with pytest.raises(ValueError, match="after they start"):
        Diary("ann", "UTC", starts=time(22), ends=time(6))


@settings(max_examples=25, deadline=None)
@given(
    places=st.lists(zones, min_size=1, max_size=4),
    reference=zones,
    from_=moments,
    hours=st.integers(24, 5 * 24),
)
def test_slots_hold_what_they_say(
    places: list[str], reference: str, from_: datetime, hours: int
) -> None:
    people = [Diary(f"p{number}", zone) for number, zone in enumerate(places)]
    until = from_ + timedelta(hours=hours)
    found = slots(people, from_=from_, until=until, minutes=60, zone=reference)
    assert found == slots(people, from_=from_, until=until, minutes=60, zone=reference)
    assert list(found) == sorted(found, key=lambda slot: slot.rank)
    assert len({slot.clock.date() for slot in found}) == len(found)
    for slot in found:
        assert from_ <= slot.starts < slot.ends <= until
        assert slot.clock.minute in {0, 30}
        for (_, strain), zone in zip(slot.strain, places, strict=True):
            begins, ends = (wall_clock(moment, zone) for moment in (slot.starts, slot.ends))
            inside = (
                begins.weekday() < 5
                and begins.date() == ends.date()
                and time(9) <= begins.time() <= ends.time() <= time(17)
            )
            assert (strain == 0) == inside
