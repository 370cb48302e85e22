"""Whose turn it is."""

from datetime import timedelta

from collegium.domain.playbook import EventKind as K
from collegium.domain.playbook import Phase, Reason
from collegium.domain.playbook.effects import TurnChanged
from tests.domain.playbook.rooms import ADA, BEN, CLEO, DEV, MEMBERS, Room, open_room


def speakers(room: Room) -> tuple[str, ...]:
    return room.seen_by(ADA).waiting


def test_everybody_there_gets_a_turn_in_the_order_of_arrival() -> None:
    assert speakers(open_room()) == MEMBERS


def test_somebody_else_begins_at_each_step() -> None:
    room = open_room(step="did_not_work")
    room.play(ADA, K.REVEAL)
    assert room.state.phase is Phase.ROUND
    assert speakers(room) == (BEN, CLEO, DEV, ADA)


def test_speaker_or_host_give_the_turn_on() -> None:
    room = open_room()
    assert room.play(ADA, K.NEXT_SPEAKER) == (TurnChanged(BEN),)
    assert room.reason(CLEO, K.NEXT_SPEAKER) is Reason.NOT_YOUR_TURN
    assert room.play(BEN, K.NEXT_SPEAKER) == (TurnChanged(CLEO),)
    assert room.play(ADA, K.NEXT_SPEAKER) == (TurnChanged(DEV),)
    assert room.play(DEV, K.NEXT_SPEAKER) == (TurnChanged(""),)
    assert room.reason(ADA, K.NEXT_SPEAKER) is Reason.ROUND_OVER


def test_who_passes_is_asked_once_more_at_the_end() -> None:
    room = open_room()
    room.play(ADA, K.PASS_TURN)
    assert speakers(room) == (BEN, CLEO, DEV, ADA)
    for member in (BEN, CLEO, DEV):
        room.play(member, K.NEXT_SPEAKER)
    assert speakers(room) == (ADA,)
    assert room.play(ADA, K.PASS_TURN) == (TurnChanged(""),)


def test_only_the_speaker_passes() -> None:
    room = open_room()
    room.play(ADA, K.NEXT_SPEAKER)
    assert room.reason(ADA, K.PASS_TURN) is Reason.NOT_YOUR_TURN


def test_there_is_no_turn_outside_a_round() -> None:
    room = open_room(step="what_to_bring")
    assert room.reason(ADA, K.PASS_TURN) is Reason.NO_ROUND
    assert room.reason(ADA, K.NEXT_SPEAKER) is Reason.NO_ROUND


def test_who_leaves_loses_the_turn_and_who_returns_speaks_last() -> None:
    room = open_room()
    assert TurnChanged(BEN) in room.play(ADA, K.LEAVE)
    room.play(ADA, K.JOIN)
    assert speakers(room) == (BEN, CLEO, DEV, ADA)


def test_who_has_spoken_is_not_asked_again_after_returning() -> None:
    room = open_room()
    room.play(ADA, K.NEXT_SPEAKER)
    room.play(ADA, K.LEAVE)
    room.play(ADA, K.JOIN)
    assert speakers(room) == (BEN, CLEO, DEV)


def test_who_returns_into_a_finished_round_has_the_turn_at_once() -> None:
    room = open_room()
    room.play(DEV, K.LEAVE)
    for _ in range(3):
        room.play(room.state.host, K.NEXT_SPEAKER)
    room.play(DEV, K.JOIN)
    assert speakers(room) == (DEV,)
    assert room.state.round is not None
    assert room.state.round.began == room.clock


def test_spare_time_goes_to_those_who_still_wait() -> None:
    room = open_room("session_two", step="reports")
    room.play(ADA, K.REVEAL)
    view = room.seen_by(ADA)
    assert view.step_ends is not None
    assert view.turn_ends is not None
    assert timedelta(minutes=5) < view.turn_ends - room.clock <= timedelta(minutes=6)
    room.play(room.state.host, K.NEXT_SPEAKER)
    later = room.seen_by(ADA)
    assert later.turn_ends is not None
    assert later.turn_ends - room.clock > timedelta(minutes=7)


def test_a_turn_lasts_a_minute_even_when_time_is_up() -> None:
    room = open_room()
    room.clock += timedelta(hours=1)
    room.play(ADA, K.NEXT_SPEAKER)
    view = room.seen_by(ADA)
    assert view.turn_ends == room.clock + timedelta(minutes=1)
