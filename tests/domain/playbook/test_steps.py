"""From step to step."""

from datetime import timedelta

import pytest

from collegium.domain.playbook import EventKind as K
from collegium.domain.playbook import Phase, Reason
from collegium.domain.playbook.effects import Ended, Revealed, StepChanged
from tests.domain.playbook.rooms import ADA, BEN, open_room


@pytest.mark.parametrize(
    ("name", "step", "phase"),
    [
        ("session_one", "welcome", Phase.ROUND),
        ("session_one", "did_not_work", Phase.WRITING),
        ("session_one", "alternatives", Phase.WRITING),
        ("session_one", "what_to_bring", Phase.SHOWN),
        ("session_two", "reports", Phase.WRITING),
        ("session_two", "promise", Phase.GATHERING),
        ("orientation", "check_out", Phase.WRITING),
    ],
)
def test_each_kind_of_step_begins_in_its_phase(name: str, step: str, phase: Phase) -> None:
    assert open_room(name, step=step).state.phase is phase


def test_nobody_goes_on_before_the_reveal() -> None:
    room = open_room(step="root_causes")
    assert room.reason(ADA, K.NEXT_STEP) is Reason.REVEAL_FIRST
    assert room.play(ADA, K.REVEAL) == (Revealed("root_causes"),)
    assert room.play(ADA, K.NEXT_STEP) == (StepChanged("alternatives"),)


def test_only_the_host_leads() -> None:
    room = open_room(step="root_causes")
    for kind in (K.REVEAL, K.BACK, K.END):
        assert room.reason(BEN, kind) is Reason.HOST_ONLY


def test_a_reveal_happens_once_and_only_where_something_is_hidden() -> None:
    room = open_room(step="root_causes")
    room.play(ADA, K.REVEAL)
    assert room.reason(ADA, K.REVEAL) is Reason.ALREADY_SHOWN
    assert open_room().reason(ADA, K.REVEAL) is Reason.NOTHING_HIDDEN


def test_back_finds_a_revealed_step_as_it_was_left() -> None:
    room = open_room(step="root_causes")
    card = room.write(BEN, "cause", "I never said what good looks like")
    room.play(ADA, K.REVEAL)
    room.play(ADA, K.NEXT_STEP)
    room.play(ADA, K.BACK)
    assert room.state.phase is Phase.SHOWN
    assert [one.id for one in room.seen_by(ADA).theirs] == [card]


def test_the_first_step_has_no_step_before_and_the_last_none_after() -> None:
    assert open_room().reason(ADA, K.BACK) is Reason.FIRST_STEP
    room = open_room(step="takeaways")
    room.play(ADA, K.REVEAL)
    assert room.reason(ADA, K.NEXT_STEP) is Reason.LAST_STEP


def test_ending_before_the_end_has_to_be_meant() -> None:
    room = open_room(step="plan")
    assert room.reason(ADA, K.END) is Reason.STEPS_LEFT
    assert room.reason(ADA, K.END, early="yes") is Reason.MALFORMED
    assert room.end_early() == (Ended(),)
    assert room.state.early


def test_the_last_step_is_revealed_before_the_end() -> None:
    room = open_room(step="takeaways")
    assert room.reason(ADA, K.END) is Reason.REVEAL_FIRST
    room.play(ADA, K.REVEAL)
    assert room.play(ADA, K.END) == (Ended(),)
    assert room.state.ended_at == room.clock
    for kind in K:
        assert room.reason(ADA, kind) is Reason.ENDED


def test_the_clock_of_a_step_starts_when_it_does() -> None:
    room = open_room(step="plan")
    began = room.clock
    assert room.seen_by(BEN).step_ends == began + timedelta(minutes=15)
    room.end_early()
    assert room.seen_by(BEN).step_ends is None
