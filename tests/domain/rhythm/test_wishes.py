from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.rhythm import (
    USUAL,
    Due,
    Kind,
    Meeting,
    Participant,
    Recurring,
    Wishes,
    asked_before,
    due,
    foreseen,
    may_come,
    open_time,
    wall_clock,
)

from .strategies import participants

ONE = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday, ten o'clock in Berlin
TWO = datetime(2026, 3, 30, 8, tzinfo=UTC)
FRIDAY = date(2026, 3, 6)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def ann(**wishes: object) -> Participant:
    meetings = (Meeting("s2", TWO),)
    return Participant(
        "ann",
        "c",
        "Europe/Berlin",
        ONE,
        TWO,
        meetings,
        wishes=Wishes(**wishes),  # type: ignore[arg-type]  # by name
    )


def logs(**wishes: object) -> list[datetime]:
    items = foreseen(USUAL, ann(**wishes))
    shown = [wall_clock(one.at, "Europe/Berlin") for one in items if one.kind is Kind.LOG]
    return [one.replace(tzinfo=None) for one in shown]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute)  # noqa: DTZ001 - as a clock in Berlin shows it


def lived(who: Participant) -> list[Due]:
    """What a worker that looks every half hour gives out over the month."""
    given_out: list[Due] = []
    for tick in range(48 * 30):
        now = ONE + tick * HOUR / 2
        given_out += due(USUAL, {one.key for one in given_out}, of=[who], now=now)
    return given_out


def kinds(items: Iterable[Due]) -> list[Kind]:
    return [item.kind for item in items]


def test_a_friday_off_moves_the_log_back_when_no_working_day_of_the_week_is_left() -> None:
    assert logs() == [at(6, 14), at(13, 14), at(20, 14), at(27, 14)]
    assert logs(holidays={FRIDAY})[0] == at(5, 14)
    assert logs(weekend=frozenset({4, 5}))[0] == at(8, 14)  # Sunday is a working day there
    assert logs(weekend=frozenset({3, 4, 5, 6}))[0] == at(4, 14)


def test_what_falls_into_a_vacation_waits_for_the_first_working_day_or_is_dropped() -> None:
    def days(**wishes: object) -> list[tuple[Kind, date]]:
        found = foreseen(USUAL, ann(**wishes))
        return [(one.kind, one.day) for one in found if one.week == 3]

    assert days(away=((date(2026, 3, 13), date(2026, 3, 17)),)) == [
        (Kind.TIP, date(2026, 3, 18)),
        (Kind.CHECK_IN, date(2026, 3, 18)),
        (Kind.LOG, date(2026, 3, 20)),
    ]
    assert days(away=((date(2026, 3, 16), date(2026, 3, 22)),)) == []
    whole = ann(away=((date(2026, 3, 16), date(2026, 3, 22)),))
    assert asked_before(USUAL, Kind.CHECK_IN, whole, now=TWO - DAY) == (1, 2)
    assert asked_before(USUAL, Kind.CHECK_IN, ann(), now=TWO - DAY) == (1, 2, 3)


def test_quiet_hours_move_a_reminder_to_the_next_open_hour_of_its_day() -> None:
    assert logs(quiet=(time(12), time(15, 2)))[0] == at(6, 15, 5)
    assert logs(quiet=(time(13), time(10)))[0] == at(6, 10)  # over midnight: in the morning
    assert logs(quiet=(time(22), time(7)))[0] == at(6, 14)
    assert open_time(USUAL, Wishes(quiet=(time(7), time(21))), time(9)) is None


def test_a_session_after_the_weekend_is_announced_before_it_or_in_the_morning() -> None:
    def announced(**wishes: object) -> list[date]:
        found = foreseen(USUAL, ann(**wishes))
        return [one.day for one in found if one.kind is Kind.SESSION]

    assert announced() == [date(2026, 3, 27)]
    assert announced(away=((date(2026, 3, 20), date(2026, 3, 29)),)) == [date(2026, 3, 30)]
    assert announced(away=((date(2026, 3, 20), date(2026, 3, 30)),)) == []


def test_stopped_kinds_do_not_come_and_stay_on_the_page() -> None:
    who = ann(stopped=frozenset({Kind.LOG, Kind.TIP}))
    assert set(kinds(lived(who))) == {Kind.CHECK_IN, Kind.SESSION}
    assert Kind.LOG in kinds(foreseen(USUAL, who))


def test_one_mail_a_week_tells_of_all_that_is_still_to_do() -> None:
    who = replace(ann(weekly=True), done=frozenset({(Kind.TIP, 3)}))
    came = [one for one in lived(who) if one.kind is Kind.DIGEST]
    assert [(one.week, one.day.day, one.kinds) for one in came] == [
        (1, 4, (Kind.CHECK_IN, Kind.LOG)),
        (2, 9, (Kind.TIP, Kind.CHECK_IN, Kind.LOG)),
        (3, 18, (Kind.CHECK_IN, Kind.LOG)),
        (4, 23, (Kind.TIP, Kind.CHECK_IN, Kind.LOG)),
    ]
    assert set(kinds(lived(who))) == {Kind.DIGEST, Kind.SESSION}
    assert set(kinds(lived(ann(weekly=True, stopped=USUAL.gathered)))) == {Kind.SESSION}


def test_changing_ones_mind_in_mid_week_doubles_nothing() -> None:
    friday = datetime(2026, 3, 13, 13, tzinfo=UTC)
    assert kinds(due(USUAL, {"digest/c/ann/week-2"}, of=[ann()], now=friday)) == []
    had = {"tip/c/ann/week-2", "check-in/c/ann/week-2"}
    (found,) = due(USUAL, had, of=[ann(weekly=True)], now=friday)
    assert found.kinds == (Kind.LOG,)


def test_what_is_put_off_comes_again_at_a_working_hour_even_if_it_came_before() -> None:
    key = "log/c/ann/week-2"
    evening = datetime(2026, 3, 13, 20, tzinfo=UTC)  # Friday
    monday = datetime(2026, 3, 16, 7, tzinfo=UTC)

    def logs_at(now: datetime, who: Participant) -> list[Due]:
        return [one for one in due(USUAL, {key}, of=[who], now=now) if one.kind is Kind.LOG]

    who = ann(snoozed={key: evening})
    assert logs_at(evening - 6 * HOUR, who) == []
    (again,) = logs_at(monday, who)
    assert (again.at, again.week, again.key.rsplit("/", 1)[1]) == (monday, 3, "week-3")
    assert logs_at(monday, replace(who, done=frozenset({(Kind.LOG, 3)}))) == []
    assert logs_at(monday, ann(snoozed={key: evening, again.key: monday + DAY})) == []
    (third,) = logs_at(monday + DAY, ann(snoozed={key: evening, again.key: monday + DAY}))
    assert third.at == monday + DAY
    too_late = foreseen(USUAL, ann(snoozed={key: TWO}))
    assert [one.week for one in too_late if one.kind is Kind.LOG] == [1, 3, 4]


def test_while_everything_rests_nothing_comes_and_the_rest_of_the_month_does() -> None:
    until = datetime(2026, 3, 17, 23, tzinfo=UTC)  # midnight in Berlin
    came = lived(ann(rests_until=until))
    assert min(one.at for one in came) >= until
    assert [(one.kind, one.week) for one in came[:3]] == [
        (Kind.CHECK_IN, 3),
        (Kind.TIP, 3),
        (Kind.LOG, 3),
    ]


def test_a_nudge_comes_ten_minutes_before_the_meeting_and_never_after_it() -> None:
    early = Recurring(1, time(7, 30), "Europe/Berlin")
    who = replace(ann(), awaited=(early,))
    nudges = [one for one in foreseen(USUAL, who) if one.kind is Kind.NUDGE]
    shown = [wall_clock(one.at, "Europe/Berlin") for one in nudges]
    assert [(one.day, one.time()) for one in shown] == [
        (day, time(7, 20)) for day in (3, 10, 17, 24)
    ]
    for one in nudges:
        for minutes, comes in ((-1, False), (0, True), (9, True), (10, False)):
            now = one.at + timedelta(minutes=minutes)
            assert (one in due(USUAL, set(), of=[who], now=now)) is comes


def test_the_nudge_keeps_the_meetings_hour_when_clocks_change_and_skips_free_days() -> None:
    late = replace(ann(), session_two=TWO + 14 * DAY)
    weekly = Recurring(1, time(9, 3), "Europe/Berlin")
    moved = replace(late, awaited=(weekly,), zone="Asia/Tokyo", home="Europe/Berlin")
    nudges = [one for one in foreseen(USUAL, moved) if one.kind is Kind.NUDGE]
    assert {wall_clock(one.at, "Europe/Berlin").time() for one in nudges} == {time(8, 50)}
    free = replace(moved, wishes=Wishes(holidays={date(2026, 3, 10)}))
    assert len([one for one in foreseen(USUAL, free) if one.kind is Kind.NUDGE]) == len(nudges) - 1
    quiet = replace(moved, wishes=Wishes(quiet=(time(15), time(18))))  # before noon in Berlin
    assert Kind.NUDGE not in kinds(foreseen(USUAL, quiet))


def test_moments_without_a_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Wishes(rests_until=datetime(2026, 3, 2))  # noqa: DTZ001 - the point
    with pytest.raises(ValueError, match="weekday"):
        Recurring(7, time(9), "UTC")


@st.composite
def wishes(draw: st.DrawFn) -> Wishes:
    hours = st.integers(0, 287).map(lambda step: time(*divmod(step * 5, 60)))
    return Wishes(
        weekend=draw(st.frozensets(st.integers(0, 6), max_size=5)),
        quiet=draw(st.none() | st.tuples(hours, hours)),
        weekly=draw(st.booleans()),
    )


@given(who=participants(), wanted=wishes(), gone=st.integers(0, 20))
def test_nothing_is_planned_for_an_hour_at_which_it_may_not_come(
    who: Participant, wanted: Wishes, gone: int
) -> None:
    assert who.session_one is not None
    first = who.session_one.date() + gone * DAY
    wanted = replace(wanted, away=((first, first + 3 * DAY),))
    member = replace(who, zone="Europe/Berlin", wishes=wanted)  # no clock jumps by day there
    for item in foreseen(USUAL, member):
        assert may_come(USUAL, wanted, item.at, member.zone)
        assert item.until is None or item.at < item.until
