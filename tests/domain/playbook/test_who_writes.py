"""Who writes in a step, and leaving the part that matters only when all have written."""

from dataclasses import replace

import pytest

from collegium.domain.playbook import EventKind as K
from collegium.domain.playbook import Phase, Reason
from collegium.domain.playbook.owing import still_writing
from tests.domain.playbook.rooms import (
    ADA,
    BEN,
    CLEO,
    CREW,
    DEV,
    FAY,
    GUS,
    MEMBERS,
    Room,
    open_gym,
    open_room,
)

WRITING = {K.CONTRIBUTE, K.EDIT, K.WITHDRAW}
CARD = {"slot": "card", "words": {"text": "x"}}


def writers(room: Room) -> set[str]:
    return {one for one in CREW if K.CONTRIBUTE in room.seen_by(one).allowed}


def test_an_owner_who_listens_writes_nothing() -> None:
    room = open_gym(step="noticed", owners=[DEV])
    assert writers(room) == set(CREW) - {DEV}
    for kind in WRITING:
        assert room.reason(DEV, kind, **CARD) is Reason.OWNER_LISTENS
    room.write(FAY, "card", "I noticed")
    room.play(ADA, K.REVEAL)
    card = room.state.contributions[0].id
    named = {"contribution": card, "words": {"text": "x"}}
    assert room.reason(DEV, K.CONTRIBUTE, **CARD) is Reason.OWNER_LISTENS
    assert room.reason(DEV, K.NAME_PILE, **named) is Reason.OWNER_LISTENS
    assert room.seen_by(DEV).theirs[0].id == card


def test_an_owner_who_listens_still_raises_a_hand_and_hosts() -> None:
    room = open_gym(step="noticed", owners=[ADA])
    room.play(ADA, K.HAND)
    room.play(ADA, K.READY)
    room.play(ADA, K.REVEAL)
    assert room.state.phase is Phase.SHOWN


def test_only_the_owner_writes_what_they_wish() -> None:
    room = open_gym(step="wish", owners=[DEV])
    assert writers(room) == {DEV}
    for member in (ADA, FAY):
        assert room.reason(member, K.CONTRIBUTE, **CARD) is Reason.OWNER_WRITES
    room.write(DEV, "card", "courage")
    assert [one.author for one in room.seen_by(GUS).theirs] == [DEV]


def test_only_the_scribe_notes() -> None:
    room = open_gym(step="noted", roles={"scribe": CLEO})
    assert writers(room) == {CLEO}
    assert room.reason(ADA, K.CONTRIBUTE, **CARD) is Reason.SCRIBE_WRITES
    room.play(GUS, K.ASSIGN, role="scribe", to=GUS)
    assert writers(room) == {GUS}
    room.play(GUS, K.LEAVE)
    assert len(writers(room) - {GUS}) == 1


def test_without_a_scribe_anybody_notes() -> None:
    assert writers(open_gym(step="noted")) == set(CREW)


@pytest.mark.parametrize("step", ["hello", "round", "case_told", "second_case"])
def test_where_there_is_nothing_to_write_nobody_does(step: str) -> None:
    room = open_gym(step=step)
    assert writers(room) == set()
    assert all(room.reason(BEN, kind, **CARD) is Reason.NOT_TAKEN_HERE for kind in WRITING)


def test_a_new_owner_listens_at_once() -> None:
    room = open_gym(step="noticed", owners=[DEV])
    room.play(ADA, K.ASSIGN, role="owner", to=BEN)
    assert room.reason(BEN, K.CONTRIBUTE, **CARD) is Reason.OWNER_LISTENS
    room.write(DEV, "card", "now I may")


def test_the_part_that_matters_waits_for_everybody_there() -> None:
    room = open_gym(step="plan")
    room.play(GUS, K.LEAVE)
    for member in (ADA, BEN, CLEO, DEV):
        room.plan(member)
    room.play(ADA, K.REVEAL)
    assert still_writing(room.state) == (FAY,)
    assert room.reason(ADA, K.NEXT_STEP) is Reason.STILL_WRITING
    room.plan(FAY)
    room.play(ADA, K.NEXT_STEP)
    assert room.state.step.key == "causes_plan"


def test_the_part_that_matters_ends_with_its_time() -> None:
    room = open_gym(step="plan")
    room.play(ADA, K.REVEAL)
    room.wait(8.9)
    assert room.reason(ADA, K.NEXT_STEP) is Reason.STILL_WRITING
    room.wait(0.1)
    room.play(ADA, K.NEXT_STEP)


def test_a_break_does_not_use_up_the_part_that_matters() -> None:
    room = open_gym(step="plan")
    room.play(ADA, K.REVEAL)
    room.play(ADA, K.PAUSE)
    room.wait(30)
    room.play(ADA, K.RESUME)
    assert room.reason(ADA, K.NEXT_STEP) is Reason.STILL_WRITING


def test_who_comes_late_is_waited_for_too() -> None:
    room = open_gym(step="plan")
    room.play(GUS, K.LEAVE)
    for member in (ADA, BEN, CLEO, DEV, FAY):
        room.plan(member)
    room.play(ADA, K.REVEAL)
    room.play(GUS, K.JOIN)
    assert room.reason(ADA, K.NEXT_STEP) is Reason.STILL_WRITING


def test_who_takes_their_plan_back_is_waited_for() -> None:
    room = open_gym(step="plan")
    for member in CREW:
        room.plan(member)
    room.play(ADA, K.REVEAL)
    assert still_writing(room.state) == ()
    room.play(BEN, K.WITHDRAW, contribution=room.seen_by(BEN).mine[0].id)
    assert still_writing(room.state) == (BEN,)


def test_one_may_look_back_from_the_part_that_matters() -> None:
    room = open_gym(step="plan")
    room.play(ADA, K.BACK)
    assert room.state.step.key == "two_by_two"


def test_the_last_step_too_waits_when_it_matters() -> None:
    room = open_gym(step="check_out")
    for member in CREW[1:]:
        room.write(member, "pulse", "good")
    assert room.reason(ADA, K.REVEAL) is Reason.STILL_WRITING
    room.write(ADA, "pulse", "good")
    room.play(ADA, K.REVEAL)
    room.play(ADA, K.END)
    assert room.state.phase is Phase.ENDED


def test_the_part_that_matters_is_not_closed_to_those_who_write() -> None:
    room = open_gym(step="check_out")
    assert room.reason(ADA, K.REVEAL) is Reason.STILL_WRITING
    room.wait(3)
    room.play(ADA, K.REVEAL)
    assert still_writing(room.state) == ()
    room.play(ADA, K.END)


def test_a_step_that_may_be_left_is_left() -> None:
    room = open_gym(step="causes_plan")
    room.play(ADA, K.REVEAL)
    room.play(ADA, K.NEXT_STEP)


def test_agreements_are_signed_in_a_round_as_well() -> None:
    room = open_gym(step="promise_in_turn")
    assert room.state.phase is Phase.ROUND
    promise = room.write(BEN, "agreement", "We come on time")
    room.play(CLEO, K.SIGN, contribution=promise)
    assert room.seen_by(ADA).theirs[0].signed == (CLEO,)


def test_nothing_else_is_signed() -> None:
    for step in ("round", "wish", "tried", "plan"):
        room = open_gym(step=step)
        room.reveal()
        assert K.SIGN not in room.seen_by(BEN).allowed
        assert room.reason(BEN, K.SIGN, contribution="x") is Reason.NOT_TAKEN_HERE


def test_open_questions_come_up_after_the_reveal_as_well() -> None:
    room = open_gym(step="takeaways")
    room.write(BEN, "question", "Who asks the board?")
    assert [one.slot for one in room.seen_by(CLEO).theirs] == ["question"]
    room.play(ADA, K.REVEAL)
    room.write(CLEO, "question", "And when?")
    assert len(room.seen_by(CLEO).mine) == 1


def test_a_weighing_that_matters_waits_until_all_have_scored_all() -> None:
    room = open_room(step="alternatives")
    kept = tuple(replace(one, keep=True) for one in room.state.playbook.steps)
    room.state = replace(room.state, playbook=replace(room.state.playbook, steps=kept))
    ways = [room.write(member, "alternative", f"as {member} did") for member in MEMBERS]
    assert still_writing(room.state) == MEMBERS
    for member in MEMBERS:
        for way in ways[1:]:
            room.score(member, way)
    assert room.reason(ADA, K.REVEAL) is Reason.STILL_WRITING
    for member in MEMBERS:
        room.score(member, ways[0])
    assert still_writing(room.state) == ()
    room.play(ADA, K.REVEAL)


def test_an_open_question_is_no_takeaway() -> None:
    room = open_room(step="takeaways")
    room.write(BEN, "question", "who asks the board?")
    assert BEN in still_writing(room.state)
    room.write(BEN, "takeaway", "to ask sooner")
    assert BEN not in still_writing(room.state)
