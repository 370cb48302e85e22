from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.domain.rhythm import Diary, Held, borne, slots, wall_clock

from .strategies import moments, zones

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
WEEK = MONDAY + timedelta(days=7)


def test_one_zone_gets_the_first_hour_of_each_working_day() -> None:
    people = [Diary("ann", "Europe/Berlin"), Diary("ben", "Europe/Berlin")]
    found = slots(people, from_=MONDAY, until=WEEK, minutes=90, zone="Europe/Berlin", best=5)
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
        best=5,
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


def test_three_proposals_are_enough() -> None:
    assert len(slots([Diary("ann", "UTC")], from_=MONDAY, until=WEEK, minutes=60, zone="UTC")) == 3


def test_nights_are_for_those_who_work_at_night() -> None:
    guard = Diary("gus", "Europe/Berlin", starts=time(22), ends=time(6))
    best = slots([guard], from_=MONDAY, until=WEEK, minutes=120, zone="Europe/Berlin")
    assert [slot.clock.time() for slot in best] == [time(22), time(0), time(0)]
    assert all(slot.suits_all for slot in best)
    early = Diary("eve", "Europe/Berlin", starts=time(6, 30), ends=time(14))
    late = Diary("leo", "Europe/Berlin", starts=time(14), ends=time(22))
    both = slots([early, late], from_=MONDAY, until=WEEK, minutes=60, zone="Europe/Berlin")[0]
    assert both.clock.time() == time(13, 30)
    assert both.worst == 30


def test_one_who_works_around_the_clock_is_there_at_midnight() -> None:
    always = Diary("sam", "UTC", frozenset(range(7)), starts=time(8), ends=time(8))
    best = slots(
        [always],
        from_=MONDAY + timedelta(hours=23, minutes=30),
        until=WEEK,
        minutes=90,
        zone="UTC",
        step=60,
        best=1,
    )[0]
    assert best.suits_all


def test_days_away_are_as_good_as_taken_and_holidays_are_the_last_choice() -> None:
    ann = Diary("ann", "UTC", away=((date(2026, 2, 1), date(2026, 3, 2)),))
    ben = Diary("ben", "UTC", holidays=frozenset({date(2026, 3, 3)}))
    found = slots([ann, ben], from_=MONDAY, until=WEEK, minutes=60, zone="UTC", best=7)
    assert [slot.clock.day for slot in found[:3]] == [4, 5, 6]
    by_day = {slot.clock.day: slot for slot in found}
    assert by_day[2].cannot == ("ann",)
    assert not by_day[3].suits_all
    new_year = slots(
        [Diary("ann", "UTC", holidays=frozenset({date(2026, 1, 1)}))],
        from_=datetime(2026, 1, 1, tzinfo=UTC),
        until=datetime(2026, 1, 2, tzinfo=UTC),
        minutes=60,
        zone="UTC",
    )
    assert new_year[0].worst == 12 * 60


def test_who_has_borne_more_gets_the_better_hour() -> None:
    people = [Diary("ann", "Europe/Berlin"), Diary("kei", "Asia/Tokyo")]
    week = {"from_": MONDAY, "until": WEEK, "minutes": 60, "zone": "Europe/Berlin"}
    for tired, other in (("ann", "kei"), ("kei", "ann")):
        best = slots(people, borne={tired: 600, other: 0}, **week)[0]  # type: ignore[arg-type]  # a test's shorthand
        strain = dict(best.strain)
        assert strain[tired] < strain[other]


def year(people: list[Diary], zone: str, *, fairly: bool = True) -> dict[str, int]:
    """What each has borne after a year of monthly meetings, each at the best time."""
    held: list[Held] = []
    everybody = frozenset(one.person for one in people)
    for month in range(12):
        from_ = MONDAY + timedelta(days=30 * month)
        best = slots(
            people,
            from_=from_,
            until=from_ + timedelta(days=7),
            minutes=90,
            zone=zone,
            borne=borne(people, held) if fairly else None,
            best=1,
            step=60,
        )[0]
        held.append(Held(best.starts, 90, everybody))
    return dict(borne(people, held))


@pytest.mark.parametrize(
    "zones",
    [
        ("Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles"),
        ("Pacific/Auckland", *["Europe/Berlin"] * 5),
        ("America/Los_Angeles", "Asia/Kolkata", "Europe/London", "Australia/Sydney"),
    ],
)
def test_over_a_year_everybody_bears_about_as_much(zones: tuple[str, ...]) -> None:
    people = [Diary(f"p{number}", zone) for number, zone in enumerate(zones)]
    shared, alone = (year(people, zones[0], fairly=fairly) for fairly in (True, False))
    assert max(shared.values()) - min(shared.values()) <= 12 * 60  # one bad night
    assert max(alone.values()) - min(alone.values()) > 12 * 60


@settings(max_examples=8, deadline=None)
@given(places=st.lists(zones, min_size=2, max_size=6))
def test_nobody_bears_more_than_the_fairest_single_hour_would_cost_them(places: list[str]) -> None:
    """The hour whose worst is least, taken all year, is always there to be had."""
    people = [Diary(f"p{number}", zone) for number, zone in enumerate(places)]
    best = slots(people, from_=MONDAY, until=WEEK, minutes=90, zone=places[0], best=1)
    fairest = best[0].worst
    # an hour for changes of clocks in the year, and one bad night that the others make good
    assert max(year(people, places[0]).values()) <= 12 * (fairest + 60) + 12 * 60


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
