"""Time: breaks, and planning anew what is left."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.playbook import EventKind as K
from collegium.domain.playbook import Reason, replay
from collegium.domain.playbook.clock import MINUTE, foreseen_end, planned_anew
from collegium.domain.playbook.effects import Paused, Replanned, Resumed
from tests.domain.playbook.rooms import (
    ADA,
    BEN,
    CLEO,
    CREW,
    DEV,
    FAY,
    GUS,
    START,
    Room,
    gym,
    open_gym,
    open_room,
)

STEPS = gym().steps


def minutes(room: Room) -> dict[str, float]:
    return {key: span / MINUTE for key, span in room.state.spans.items()}


def left(room: Room) -> tuple[timedelta | None, timedelta | None]:
    """How much of the step and of the turn is left, as everybody's clock shows it."""
    view = room.seen_by(BEN)
    now = view.paused_at or room.clock
    step, turn = view.step_ends, view.turn_ends
    return step - now if step else None, turn - now if turn else None


def test_each_step_takes_what_its_people_need() -> None:
    assert minutes(open_gym())["tried"] == 8
    smaller = open_gym(members=CREW[:4])
    assert minutes(smaller)["tried"] == 6
    assert smaller.state.ends_by == START + timedelta(seconds=1) + 102 * MINUTE


def test_a_break_costs_no_clock_a_second() -> None:
    room = open_gym(step="round")
    room.wait(2)
    room.play(BEN, K.HAND)
    before = left(room)
    assert room.play(ADA, K.PAUSE) == (Paused(),)
    room.wait(10)
    paused = left(room)
    assert room.play(ADA, K.RESUME) == (Resumed(),)
    second = timedelta(seconds=1)
    assert before == tuple(one and one + second for one in paused)
    assert left(room) == paused


def test_two_breaks_add_up() -> None:
    room = open_gym(step="why")
    ends = room.seen_by(BEN).step_ends
    for minutes_off in (5, 20):
        room.play(ADA, K.PAUSE)
        room.wait(minutes_off)
        room.clock -= timedelta(seconds=1)
        room.play(ADA, K.RESUME)
    assert ends is not None
    assert room.seen_by(BEN).step_ends == ends + timedelta(minutes=25)


def test_in_a_break_the_session_stands_still_but_writing_may_go_on() -> None:
    room = open_gym(step="why")
    room.play(ADA, K.PAUSE)
    for kind in (K.REVEAL, K.BACK, K.PAUSE):
        assert room.reason(ADA, kind) is Reason.PAUSED
    room.write(BEN, "cause", "finishing my sentence")
    room.play(ADA, K.RESUME)
    assert room.reason(ADA, K.RESUME) is Reason.NOT_PAUSED
    room.go_to("best_cards")
    room.play(ADA, K.REVEAL)
    room.play(ADA, K.PAUSE)
    assert room.reason(ADA, K.NEXT_STEP) is Reason.PAUSED


def test_nobody_gives_the_turn_on_in_a_break() -> None:
    room = open_gym(step="round")
    speaker = room.seen_by(ADA).speaker
    room.play(ADA, K.PAUSE)
    assert room.reason(speaker, K.NEXT_SPEAKER) is Reason.PAUSED
    assert room.reason(speaker, K.PASS_TURN) is Reason.PAUSED


def test_only_the_host_has_the_clock_in_hand() -> None:
    room = open_gym()
    for kind in (K.PAUSE, K.RESUME, K.REPLAN):
        assert room.reason(BEN, kind) is Reason.HOST_ONLY


def test_a_speaker_who_leaves_in_a_break_leaves_the_next_a_whole_turn() -> None:
    room = open_gym(step="round")
    room.wait(1)
    room.play(ADA, K.PAUSE)
    paused = room.clock
    room.wait(5)
    room.play(room.seen_by(ADA).speaker, K.LEAVE)
    room.wait(5)
    room.play(ADA, K.RESUME)
    assert room.state.round is not None
    assert room.state.round.began == room.clock
    assert left(room)[0] == room.state.spans["round"] - (paused - START) + timedelta(seconds=7)


def test_who_comes_in_a_break_has_the_turn_when_it_is_over() -> None:
    room = open_gym(step="round", members=(ADA, BEN), there=False)
    room.play(ADA, K.NEXT_SPEAKER)
    room.play(ADA, K.PAUSE)
    room.wait(3)
    room.play(BEN, K.JOIN)
    room.wait(3)
    room.play(ADA, K.RESUME)
    assert room.seen_by(BEN).speaker == BEN
    assert room.state.round is not None
    assert room.state.round.began == room.clock


def test_the_end_of_a_session_ends_its_break() -> None:
    room = open_gym()
    room.play(ADA, K.PAUSE)
    room.end_early()
    assert room.state.paused_at is None


def test_a_session_in_time_has_nothing_to_plan_anew() -> None:
    room = open_gym()
    assert planned_anew(room.state, room.clock) is None
    assert room.reason(ADA, K.REPLAN) is Reason.NOTHING_TO_REPLAN


def test_a_late_start_is_shared_among_the_steps_to_come() -> None:
    until = START + timedelta(minutes=95)
    room = open_gym(until=until.isoformat())
    offered = planned_anew(room.state, room.clock)
    assert offered is not None
    shorter = {change.step.key for change in offered.changes}
    assert shorter
    assert all(change.after < change.before for change in offered.changes)
    assert not shorter & {"hello", "plan", "report", "check_out"}
    assert until - MINUTE < offered.ends_at <= until
    assert room.play(ADA, K.REPLAN) == (Replanned(),)
    assert foreseen_end(room.state, room.clock) == offered.ends_at
    assert {one.step.key: one.after for one in offered.changes} == {
        key: room.state.spans[key] for key in shorter
    }


def test_the_longest_give_first_and_all_give_alike() -> None:
    room = open_gym(until=(START + timedelta(minutes=80)).isoformat())
    room.play(ADA, K.REPLAN)
    shares = [
        room.state.spans[step.key] / step.span(6)
        for step in STEPS[1:]
        if not step.keep and step.minutes_for(6) >= 8
    ]
    assert max(shares) - min(shares) <= 0.2


def test_a_step_is_never_cut_below_half_nor_a_minute() -> None:
    room = open_gym(until=START.isoformat())
    room.play(ADA, K.REPLAN)
    for step in STEPS[1:]:
        span, whole = room.state.spans[step.key], step.span(6)
        assert span == whole if step.keep else span >= max(whole / 2, MINUTE)
        assert step.keep or span - MINUTE < max(whole / 2, MINUTE)
    assert room.reason(ADA, K.REPLAN) is Reason.NOTHING_TO_REPLAN


def test_the_step_that_runs_keeps_its_time() -> None:
    room = open_gym(step="why", until=(START + timedelta(minutes=60)).isoformat())
    ends = room.seen_by(BEN).step_ends
    room.play(ADA, K.REPLAN)
    assert room.seen_by(BEN).step_ends == ends


def test_time_overrun_is_won_back() -> None:
    room = open_gym(step="round")
    room.wait(12)
    room.play(ADA, K.REPLAN)
    ends = foreseen_end(room.state, room.clock)
    assert ends is not None
    assert room.state.ends_by is not None
    assert ends <= room.state.ends_by


def test_a_break_can_be_won_back_while_it_lasts() -> None:
    room = open_gym(step="round")
    room.play(ADA, K.PAUSE)
    room.wait(15)
    offered = planned_anew(room.state, room.clock)
    assert offered is not None
    assert offered.ends_at <= (room.state.ends_by or START)
    room.play(ADA, K.REPLAN)
    room.play(ADA, K.RESUME)
    assert foreseen_end(room.state, room.clock) == offered.ends_at + timedelta(seconds=2)


def test_an_absent_member_leaves_their_minutes_and_a_late_one_gets_them_back() -> None:
    room = open_gym()
    room.play(GUS, K.LEAVE)
    room.play(ADA, K.REPLAN)
    assert (minutes(room)["round"], minutes(room)["report"], minutes(room)["why"]) == (6, 10, 8)
    room.play(GUS, K.JOIN)
    offered = planned_anew(room.state, room.clock)
    assert offered is not None
    assert {one.step.key for one in offered.changes} == {"round", "tried", "report"}
    room.play(ADA, K.REPLAN)
    assert minutes(room) == minutes(open_gym())


def test_a_plan_for_an_empty_room_takes_no_step_away() -> None:
    room = open_gym()
    for member in CREW:
        room.play(member, K.LEAVE)
    offered = planned_anew(room.state, room.clock)
    assert offered is None or all(one.after >= MINUTE for one in offered.changes)


@pytest.mark.parametrize("phase", ["lobby", "ended"])
def test_outside_a_session_no_clock_runs(phase: str) -> None:
    room = open_room()
    if phase == "ended":
        room.end_early()
    else:
        room.state = type(room.state)(gym())
    assert room.seen_by(BEN).step_ends is None
    assert foreseen_end(room.state, room.clock) is None
    assert planned_anew(room.state, room.clock) is None


_delays = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 1500)), max_size=4)


@given(st.integers(-20, 130), _delays)
def test_planning_anew_keeps_its_promises(planned: int, delays: list[tuple[int, int]]) -> None:
    room = open_gym(until=(START + timedelta(minutes=planned)).isoformat())
    for steps_on, seconds in delays:
        for step in STEPS[room.state.position + 1 :][:steps_on]:
            room.go_to(step.key)
        room.clock += timedelta(seconds=seconds)
        replan(room)
    assert replay(gym(), room.events) == room.state


def replan(room: Room) -> None:
    before, later = room.state.spans, STEPS[room.state.position + 1 :]
    foreseen = foreseen_end(room.state, room.clock + timedelta(seconds=1))
    if planned_anew(room.state, room.clock + timedelta(seconds=1)) is None:
        assert room.reason(ADA, K.REPLAN) is Reason.NOTHING_TO_REPLAN
    else:
        room.play(ADA, K.REPLAN)
    after, ends = room.state.spans, foreseen_end(room.state, room.clock)
    assert foreseen is not None
    assert ends is not None
    assert room.state.ends_by is not None
    if foreseen > room.state.ends_by:
        assert all(after[key] <= before[key] for key in after)
    at_floor = all(
        after[one.key] - MINUTE < max(one.span(6) / 2, MINUTE) for one in later if not one.keep
    )
    assert ends <= room.state.ends_by or at_floor
    for step in later:
        least = step.span(6) if step.keep else max(step.span(6) / 2, MINUTE)
        assert least <= after[step.key] <= step.span(6)
    assert all(after[one.key] == before[one.key] for one in STEPS if one not in later)


def test_the_clock_says_nothing_of_who_was_late() -> None:
    room = open_gym(members=(ADA, BEN, CLEO, DEV, FAY))
    room.play(DEV, K.LEAVE)
    effects = room.play(ADA, K.REPLAN)
    assert effects == (Replanned(),)
