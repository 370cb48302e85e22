"""Opening, coming, going, hosting."""

import pytest

from collegium.domain.playbook import EventKind as K
from collegium.domain.playbook import Phase, Reason, State
from collegium.domain.playbook.effects import Arrived, Departed, HostChanged, StepChanged
from tests.domain.playbook.rooms import ADA, BEN, CLEO, DEV, MEMBERS, Room, open_room, shipped


def lobby() -> Room:
    return Room(State(shipped("session_one")))


def test_opening_begins_the_first_step_with_the_given_host() -> None:
    room = lobby()
    effects = room.play(BEN, K.OPEN, members=list(MEMBERS), host=ADA)
    assert effects == (Arrived(BEN), StepChanged("welcome"))
    assert room.state.host == ADA
    assert room.state.phase is Phase.ROUND
    assert room.state.opened_at == room.clock


def test_whoever_opens_hosts_unless_somebody_is_named() -> None:
    room = lobby()
    room.play(BEN, K.OPEN, members=list(MEMBERS))
    assert room.state.host == BEN


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({}, Reason.MALFORMED),
        ({"members": []}, Reason.MALFORMED),
        ({"members": [ADA, ADA]}, Reason.MALFORMED),
        ({"members": [ADA, 7]}, Reason.MALFORMED),
        ({"members": "ada"}, Reason.MALFORMED),
        ({"members": [BEN, CLEO]}, Reason.NOT_A_MEMBER),
        ({"members": [ADA, BEN], "host": DEV}, Reason.NOT_A_MEMBER),
    ],
)
def test_opening_needs_members_and_a_host_among_them(
    data: dict[str, object], reason: Reason
) -> None:
    assert lobby().reason(ADA, K.OPEN, **data) is reason


def test_nothing_but_opening_is_possible_in_the_lobby() -> None:
    room = lobby()
    for kind in set(K) - {K.OPEN}:
        assert room.reason(ADA, kind) is Reason.NOT_OPEN


def test_a_session_opens_once() -> None:
    assert open_room().reason(BEN, K.OPEN, members=list(MEMBERS)) is Reason.ALREADY_OPEN


def test_a_stranger_can_do_nothing() -> None:
    room = open_room(step="did_not_work")
    for kind in (K.JOIN, K.CONTRIBUTE, K.TAKE_OVER, K.REVEAL):
        assert room.reason("eve", kind) is Reason.NOT_A_MEMBER


def test_acting_is_being_there() -> None:
    room = lobby()
    room.play(ADA, K.OPEN, members=list(MEMBERS))
    room.go_to("did_not_work")
    effects = room.play(DEV, K.CONTRIBUTE, slot="card", words={"text": "I asked nicely"})
    assert effects[0] == Arrived(DEV)
    assert room.state.attended == {ADA, DEV}


def test_joining_twice_is_refused() -> None:
    assert open_room().reason(BEN, K.JOIN) is Reason.ALREADY_HERE


def test_who_left_has_still_attended() -> None:
    room = open_room()
    assert Departed(DEV) in room.play(DEV, K.LEAVE)
    assert DEV not in room.state.present
    assert DEV in room.state.attended
    assert room.reason(DEV, K.LEAVE) is Reason.NOT_HERE


def test_when_the_host_leaves_the_next_one_there_hosts() -> None:
    room = open_room()
    room.play(BEN, K.LEAVE)
    assert HostChanged(CLEO) in room.play(ADA, K.LEAVE)
    assert room.state.host == CLEO


def test_the_last_to_leave_remains_host_in_name() -> None:
    room = open_room()
    for member in (BEN, CLEO, DEV, ADA):
        room.play(member, K.LEAVE)
    assert room.state.host == ADA
    room.play(BEN, K.TAKE_OVER)
    assert room.state.host == BEN


def test_the_host_hands_over_to_somebody_there() -> None:
    room = open_room()
    room.play(DEV, K.LEAVE)
    assert room.reason(ADA, K.HAND_OVER, to=DEV) is Reason.NOT_HERE
    assert room.reason(ADA, K.HAND_OVER, to="eve") is Reason.NOT_A_MEMBER
    assert room.reason(ADA, K.HAND_OVER) is Reason.NOT_A_MEMBER
    assert room.reason(ADA, K.HAND_OVER, to=ADA) is Reason.ALREADY_HOST
    assert room.reason(BEN, K.HAND_OVER, to=BEN) is Reason.HOST_ONLY
    assert room.play(ADA, K.HAND_OVER, to=BEN) == (HostChanged(BEN),)
    assert room.reason(ADA, K.NEXT_STEP) is Reason.HOST_ONLY


def test_anybody_there_can_take_over() -> None:
    room = open_room()
    assert room.play(CLEO, K.TAKE_OVER) == (HostChanged(CLEO),)
    assert room.reason(CLEO, K.TAKE_OVER) is Reason.ALREADY_HOST
