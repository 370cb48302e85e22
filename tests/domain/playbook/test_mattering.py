"""Nobody can skip the part that matters, and nobody is locked in by it."""

from dataclasses import replace
from datetime import datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.domain.playbook import EventKind as K
from collegium.domain.playbook import Phase, Reason, State, StepKind
from collegium.domain.playbook.clock import step_ends
from collegium.domain.playbook.effects import Ended, WouldEnd
from tests.domain.effort import examples
from tests.domain.playbook.chance import Chance
from tests.domain.playbook.rooms import (
    ADA,
    BEN,
    CLEO,
    CREW,
    DEV,
    MEMBERS,
    Room,
    gym,
    open_gym,
    open_room,
)


def scored(room: Room, *members: str) -> str:
    idea = room.write(BEN, "alternative", "let them choose")
    for member in members:
        room.score(member, idea)
    return idea


def test_no_score_is_shown_before_everybody_there_has_scored() -> None:
    room = open_room(step="alternatives")
    idea = scored(room, *MEMBERS[:3])
    assert room.reason(ADA, K.REVEAL) is Reason.STILL_WRITING
    assert not room.seen_by(ADA).weighed
    room.score(DEV, idea)
    room.play(ADA, K.REVEAL)
    assert room.seen_by(ADA).weighed


def test_nor_before_an_alternative_that_came_late_is_scored() -> None:
    room = open_room(step="alternatives")
    scored(room, *MEMBERS)
    late = room.write(CLEO, "alternative", "ask them")
    assert room.reason(ADA, K.REVEAL) is Reason.STILL_WRITING
    for member in MEMBERS:
        room.score(member, late)
    room.play(ADA, K.REVEAL)


def test_scores_are_shown_when_the_time_is_up_or_whoever_lacks_has_gone() -> None:
    waited = open_room(step="alternatives")
    scored(waited, ADA)
    waited.wait(25)
    waited.play(ADA, K.REVEAL)
    left = open_room(step="alternatives")
    scored(left, *MEMBERS[:3])
    left.play(DEV, K.LEAVE)
    left.play(ADA, K.REVEAL)


def test_nobody_ends_early_while_what_matters_is_still_to_come() -> None:
    room = open_room(step="did_not_work")
    assert room.seen_by(BEN).part_ahead
    assert room.reason(ADA, K.END, early=True) is Reason.PART_AHEAD
    for member in MEMBERS:
        room.play(member, K.READY)  # with this step, no more
    assert room.reason(ADA, K.END, early=True) is Reason.PART_AHEAD


def test_all_together_may_end_early() -> None:
    room = open_room(step="did_not_work")
    for member in (BEN, CLEO):
        assert room.play(member, K.READY, early=True) == (WouldEnd(member),)
    assert room.seen_by(DEV).ending == (BEN, CLEO)
    assert room.reason(ADA, K.END, early=True) is Reason.PART_AHEAD
    room.play(DEV, K.READY, early=True)
    assert room.play(ADA, K.END, early=True) == (Ended(),)


def test_who_agreed_to_end_may_think_again() -> None:
    room = open_room()
    room.play(BEN, K.READY, early=True)
    assert room.reason(BEN, K.READY, early=True) is Reason.ALREADY_READY
    room.play(BEN, K.READY, early=False)
    assert room.seen_by(ADA).ending == ()
    assert room.reason(BEN, K.READY, early=False) is Reason.ALREADY_READY
    assert room.reason(BEN, K.READY, early="yes") is Reason.MALFORMED


def test_to_agree_to_the_end_is_not_to_be_ready_and_holds_for_this_step_alone() -> None:
    room = open_room()
    room.play(BEN, K.READY, early=True)
    assert room.seen_by(ADA).ready == set()
    room.play(BEN, K.READY)
    room.go_to("did_not_work")
    assert room.seen_by(ADA).ending == ()


def test_who_comes_in_between_is_asked_and_who_comes_back_again() -> None:
    room = open_room()
    for member in (BEN, CLEO, DEV):
        room.play(member, K.READY, early=True)
    room.play(DEV, K.LEAVE)
    room.play(DEV, K.JOIN)
    assert room.reason(ADA, K.END, early=True) is Reason.PART_AHEAD


def test_whoever_is_left_alone_can_close_the_room() -> None:
    room = open_room()
    for member in (ADA, BEN, CLEO):
        room.play(member, K.LEAVE)
    assert room.state.host == DEV
    assert room.play(DEV, K.END, early=True) == (Ended(),)


def test_who_is_known_to_be_away_is_not_asked() -> None:
    room = open_room()
    room.play(BEN, K.READY, early=True)
    assert room.reason(ADA, K.END, early=True, away=[CLEO]) is Reason.PART_AHEAD
    assert room.reason(ADA, K.END, early=True, away="all") is Reason.MALFORMED
    assert room.play(ADA, K.END, early=True, away=[CLEO, DEV]) == (Ended(),)


def test_who_shares_a_device_is_asked_on_it() -> None:
    room = open_gym(members=(ADA, BEN), there=False)
    room.play(ADA, K.SHARE, to=BEN)
    assert room.reason(ADA, K.END, early=True) is Reason.PART_AHEAD
    room.play(ADA, K.READY, early=True, **{"for": BEN})
    assert room.play(ADA, K.END, early=True) == (Ended(),)


def test_once_what_matters_was_held_the_host_may_end() -> None:
    room = open_room(step="plan")
    assert room.reason(ADA, K.END, early=True) is Reason.PART_AHEAD
    for member in MEMBERS:
        room.plan(member)
    assert room.reason(ADA, K.END, early=True) is Reason.PART_AHEAD
    room.play(ADA, K.REVEAL)
    assert not room.seen_by(BEN).part_ahead
    room.play(ADA, K.END, early=True)


def test_the_time_of_what_matters_has_an_end() -> None:
    room = open_room(step="plan")
    room.play(ADA, K.REVEAL)
    assert room.reason(ADA, K.END, early=True) is Reason.PART_AHEAD
    room.wait(15)
    room.play(ADA, K.END, early=True)


def test_what_was_held_stays_so_however_often_the_group_looks_back() -> None:
    room = open_room(step="takeaways")
    for _ in range(4):
        room.play(ADA, K.BACK)
    assert room.state.step.key == "root_causes"
    room.play(ADA, K.END, early=True)


def test_what_was_only_glanced_at_was_not_held() -> None:
    room = open_room(step="plan")
    room.play(ADA, K.BACK)
    assert room.reason(ADA, K.END, early=True) is Reason.PART_AHEAD


def test_where_nothing_is_to_be_kept_the_host_may_always_end() -> None:
    room = open_room("orientation")
    assert not room.seen_by(ADA).part_ahead
    room.play(ADA, K.END, early=True)


@pytest.mark.parametrize("step", ["plan", "alternatives"])
def test_the_clock_stands_still_for_what_matters_in_a_break(step: str) -> None:
    room = open_room(step=step)
    room.play(ADA, K.PAUSE)
    room.wait(60)
    assert room.reason(ADA, K.END, early=True) is Reason.PART_AHEAD


MATTERS = {StepKind.CARDS, StepKind.WEIGH, StepKind.PLAN, StepKind.AGREEMENTS}
STEPS = tuple(replace(one, keep=one.writes != "scribe") for one in gym().steps)
STRICT = replace(gym(), steps=tuple(one for one in STEPS if one.kind in MATTERS))


@settings(max_examples=examples(15), deadline=None)
@given(st.integers(10, 60), st.integers(0, 2**32))
def test_whatever_happens_nobody_skips_what_matters_against_somebodys_will(
    events: int, seed: int
) -> None:
    chance, held = Chance(STRICT, CREW, Random(seed)), set[str]()
    for _ in range(events):
        before, number = chance.state, len(chance.room.events)
        chance.happen()
        if chance.state.phase is Phase.ENDED:
            return
        if [one.kind for one in chance.room.events[number:]] == [K.NEXT_STEP]:
            assert not before.step.keep or over(before, chance.room.clock)
            held.add(before.step.key)
        assert_end(chance, held)


def assert_end(chance: Chance, held: set[str]) -> None:
    """Whoever hosts may end here and now exactly if nothing that matters is lost, or all agree."""
    state = chance.state
    left = {one.key for one in STRICT.steps if one.keep} - held
    here = left == {state.step.key} and state.phase is not Phase.WRITING
    free = not left or (here and over(state, chance.room.clock))
    alone = state.present <= state.ending | {state.host}
    answer = chance.room.answer(state.host, K.END, early=True)
    assert (answer == (Reason.PART_AHEAD, "")) is not (free or alone)


def over(state: State, at: datetime) -> bool:
    """Whether a step's time is up, or all who are there and may have done their part in it."""
    here = [one for one in state.contributions if one.step == state.step.key]
    done = {one.author for one in here}
    if state.step.kind is StepKind.WEIGH and not state.is_shown:
        ideas = {one.id for one in here if one.slot == "alternative"}
        scores = {(one.author, one.about) for one in here if one.slot == "score"}
        done = {one for one in done if ideas and {(one, idea) for idea in ideas} <= scores}
    elif state.step.kind is StepKind.WEIGH:
        done = set(CREW)  # it is closed
    asked = {"others": state.present - {state.owner}, "owner": state.present & {state.owner}}
    ends = step_ends(state)
    is_up = ends is not None and (state.paused_at or at) >= ends
    return is_up or asked.get(state.step.writes, state.present) <= done
