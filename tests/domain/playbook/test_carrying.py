"""One device for several members in a room."""

import pytest

from collegium.domain.playbook import EventKind as K
from collegium.domain.playbook import Reason, State, replay
from collegium.domain.playbook.carrying import LENT
from collegium.domain.playbook.effects import (
    Arrived,
    Departed,
    GotReady,
    HandsChanged,
    HostChanged,
    Signed,
    TurnChanged,
    Written,
)
from tests.domain.playbook.rooms import (
    ADA,
    BEN,
    CLEO,
    CREW,
    DEV,
    FAY,
    GUS,
    Room,
    gym,
    open_gym,
    open_room,
)


def shared(step: str = "why", *, by: str = BEN, to: tuple[str, ...] = (FAY,)) -> Room:
    """A room in which some have no device and take part through somebody's."""
    room = Room(State(gym()))
    room.play(ADA, K.OPEN, members=list(CREW), host=ADA)
    for member in (one for one in (BEN, CLEO, DEV) if one not in to):
        room.play(member, K.JOIN)
    for member in to:
        room.play(by, K.SHARE, to=member)
    room.go_to(step)
    return room


def test_who_has_no_device_takes_part_through_anothers() -> None:
    room = shared()
    assert room.seen_by(BEN).carries == (FAY,)
    assert FAY in room.seen_by(ADA).present
    assert FAY in room.state.attended
    assert room.play(BEN, K.SHARE, to=GUS) == (Arrived(GUS),)
    assert room.seen_by(BEN).carries == (FAY, GUS)
    assert room.seen_by(ADA).carries == ()


def test_only_members_who_are_not_there_need_a_device() -> None:
    room = shared()
    assert room.reason(BEN, K.SHARE, to=CLEO) is Reason.ALREADY_HERE
    assert room.reason(CLEO, K.SHARE, to=FAY) is Reason.ALREADY_HERE
    assert room.reason(BEN, K.SHARE, to=BEN) is Reason.ALREADY_HERE
    for nobody in ("eve", "", None, [GUS]):
        assert room.reason(BEN, K.SHARE, to=nobody) is Reason.NOT_A_MEMBER


def test_what_is_written_for_somebody_is_theirs() -> None:
    room = shared()
    cause = room.write(BEN, "cause", "we never asked", **{"for": FAY})
    assert room.events[-1].actor == BEN
    assert [one.author for one in room.state.contributions] == [FAY]
    assert [one.id for one in room.seen_by(FAY).mine] == [cause]
    assert room.seen_by(BEN).mine == room.seen_by(BEN).theirs == ()
    assert room.seen_by(ADA).written == (FAY,)
    words = {"text": "we never asked them"}
    effects = room.play(BEN, K.EDIT, contribution=cause, words=words, **{"for": FAY})
    assert effects == (Written(cause, FAY, hidden=True),)
    assert room.reason(BEN, K.WITHDRAW, contribution=cause) is Reason.UNKNOWN
    room.play(BEN, K.WITHDRAW, contribution=cause, **{"for": FAY})
    assert room.state.contributions == ()


def test_for_oneself_is_as_if_nothing_were_said() -> None:
    room = shared()
    room.write(BEN, "cause", "mine", **{"for": BEN})
    room.write(BEN, "cause", "mine too", **{"for": ""})
    assert {one.author for one in room.state.contributions} == {BEN}


@pytest.mark.parametrize("member", [CLEO, GUS, "eve", 7, [FAY]])
def test_one_writes_only_for_whom_one_carries(member: object) -> None:
    room = shared()
    data = {"slot": "cause", "words": {"text": "x"}, "for": member}
    refusal = room.refusal(BEN, K.CONTRIBUTE, **data)
    assert (refusal.reason, refusal.field) == (Reason.NOT_CARRIED, "for")
    assert room.reason(CLEO, K.CONTRIBUTE, **{**data, "for": FAY}) is Reason.NOT_CARRIED


@pytest.mark.parametrize("kind", sorted(set(K) - LENT - {K.OPEN}))
def test_nobody_leads_or_decides_for_somebody_else(kind: K) -> None:
    room = shared()
    refusal = room.refusal(BEN, kind, to=FAY, role="scribe", early=True, **{"for": FAY})
    assert (refusal.reason, refusal.field) == (Reason.MALFORMED, "for")


def test_a_carried_member_raises_a_hand_is_ready_and_signs() -> None:
    room = shared("promise")
    for_fay = {"for": FAY}
    assert room.play(BEN, K.HAND, **for_fay) == (HandsChanged((FAY,)),)
    assert room.play(BEN, K.READY, **for_fay) == (GotReady(FAY),)
    promise = room.write(ADA, "agreement", "We come on time")
    assert room.play(BEN, K.SIGN, contribution=promise, **for_fay) == (Signed(promise, FAY),)
    assert room.seen_by(ADA).mine[0].signed == (FAY,)


def test_a_carried_member_has_a_turn() -> None:
    room = shared("round")
    while room.seen_by(ADA).speaker != FAY:
        room.play(ADA, K.NEXT_SPEAKER)
    assert room.reason(BEN, K.NEXT_SPEAKER) is Reason.NOT_YOUR_TURN
    room.play(BEN, K.PASS_TURN, **{"for": FAY})
    while room.seen_by(ADA).speaker != FAY:
        room.play(ADA, K.NEXT_SPEAKER)
    assert room.play(BEN, K.NEXT_SPEAKER, **{"for": FAY}) == (TurnChanged(""),)


def test_who_comes_with_a_device_of_their_own_is_no_longer_carried() -> None:
    room = shared()
    room.play(FAY, K.JOIN)
    assert room.seen_by(BEN).carries == ()
    assert FAY in room.state.present
    data = {"slot": "cause", "words": {"text": "x"}, "for": FAY}
    assert room.reason(BEN, K.CONTRIBUTE, **data) is Reason.NOT_CARRIED
    assert room.reason(BEN, K.UNSHARE, to=FAY) is Reason.NOT_CARRIED
    room.play(BEN, K.LEAVE)
    assert FAY in room.state.present


def test_acting_on_ones_own_is_coming_with_a_device() -> None:
    room = shared()
    room.write(FAY, "cause", "from my own phone")
    assert room.seen_by(BEN).carries == ()


def test_who_is_carried_leaves_with_their_carrier() -> None:
    room = shared(to=(FAY, GUS))
    room.play(BEN, K.HAND, **{"for": GUS})
    effects = room.play(BEN, K.LEAVE)
    assert effects == (Departed(BEN), Departed(FAY), Departed(GUS))
    assert room.state.present == {ADA, CLEO, DEV}
    assert room.state.carried == {}
    assert room.seen_by(ADA).hands == ()


def test_who_is_carried_may_leave_alone() -> None:
    room = shared(to=(FAY, GUS))
    assert room.play(BEN, K.UNSHARE, to=FAY) == (Departed(FAY),)
    assert room.seen_by(BEN).carries == (GUS,)
    assert FAY not in room.state.present
    assert room.reason(BEN, K.UNSHARE, to=FAY) is Reason.NOT_CARRIED
    for nobody in ("eve", None, [GUS]):
        assert room.reason(BEN, K.UNSHARE, to=nobody) is Reason.NOT_CARRIED
    assert room.reason(CLEO, K.UNSHARE, to=GUS) is Reason.NOT_CARRIED


def test_who_is_put_down_leaves_hand_part_and_turn_behind() -> None:
    room = shared("round")
    while room.seen_by(ADA).speaker != FAY:
        room.play(ADA, K.NEXT_SPEAKER)
    room.play(BEN, K.HAND, **{"for": FAY})
    room.play(ADA, K.ASSIGN, role="scribe", to=FAY)
    assert room.play(BEN, K.UNSHARE, to=FAY) == (Departed(FAY), TurnChanged(ADA))
    assert room.seen_by(ADA).hands == ()
    assert room.state.roles["scribe"] in room.state.present


def test_only_somebody_with_a_device_hosts() -> None:
    room = shared(by=CLEO, to=(BEN,))
    assert room.reason(ADA, K.HAND_OVER, to=BEN) is Reason.NOT_HERE
    assert HostChanged(CLEO) in room.play(ADA, K.LEAVE)


def test_a_host_without_a_device_lets_another_take_over() -> None:
    room = shared()
    room.play(ADA, K.LEAVE)
    room.play(ADA, K.JOIN)
    room.play(ADA, K.TAKE_OVER)
    room.play(BEN, K.LEAVE)
    room.play(ADA, K.SHARE, to=BEN)
    assert room.play(BEN, K.TAKE_OVER)[0] == HostChanged(BEN)
    assert room.seen_by(ADA).carries == ()


def test_a_shared_device_replays() -> None:
    room = shared("check_out")
    room.write(BEN, "pulse", "good", marks={"safety_after": 4}, **{"for": FAY})
    room.play(FAY, K.JOIN)
    assert replay(gym(), room.events) == room.state


def test_nobody_takes_up_a_device_to_read_what_is_hidden_from_them() -> None:
    room = shared()
    room.play(GUS, K.JOIN)
    room.write(GUS, "cause", "we never asked")
    room.play(GUS, K.LEAVE)
    assert room.reason(BEN, K.SHARE, to=GUS) is Reason.KEEPS_WORDS
    room.reveal()
    assert room.play(BEN, K.SHARE, to=GUS) == (Arrived(GUS),)


def test_a_device_knows_again_what_was_written_on_it() -> None:
    room = shared()
    room.write(BEN, "cause", "we never asked", **{"for": FAY})
    room.play(BEN, K.UNSHARE, to=FAY)
    assert room.reason(CLEO, K.SHARE, to=FAY) is Reason.KEEPS_WORDS
    assert room.play(BEN, K.SHARE, to=FAY) == (Arrived(FAY),)
    cause = room.seen_by(FAY).mine[0].id
    room.play(FAY, K.JOIN)
    room.play(FAY, K.EDIT, contribution=cause, words={"text": "I never asked"})
    room.play(FAY, K.LEAVE)
    assert room.reason(BEN, K.SHARE, to=FAY) is Reason.KEEPS_WORDS


def test_answers_stay_hidden_from_a_device_also_when_the_plan_is_shown() -> None:
    room = open_room(step="plan")
    room.plan(DEV, sure=20)
    room.plan(CLEO)
    room.reveal()
    room.play(DEV, K.LEAVE)
    room.play(CLEO, K.LEAVE)
    assert room.reason(BEN, K.SHARE, to=DEV) is Reason.KEEPS_WORDS
    assert room.play(BEN, K.SHARE, to=CLEO) == (Arrived(CLEO),)


def test_a_pair_keeps_its_notes_from_whoever_stands_in_later() -> None:
    room = open_gym(step="two_by_two")
    pair = next(one for one in room.state.pairs if BEN not in one and ADA not in one)
    writer, reader = pair[:2]
    room.write(writer, "pair_note", "between us")
    room.play(reader, K.LEAVE)
    assert room.reason(BEN, K.SHARE, to=reader) is Reason.KEEPS_WORDS
