"""Who plays which part, who asks for the floor, who is ready."""

import pytest

from collegium.domain.playbook import EventKind as K
from collegium.domain.playbook import Reason, State
from collegium.domain.playbook.effects import (
    Assigned,
    GotReady,
    HandsChanged,
    HostChanged,
    TurnChanged,
)
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
    gym,
    open_gym,
)

PARTS = {"timekeeper": BEN, "scribe": CLEO}


def test_roles_owners_and_partners_come_with_the_opening() -> None:
    room = open_gym(roles=PARTS, owners=[DEV], partners=[[ADA, FAY], [BEN, DEV]])
    assert dict(room.seen_by(GUS).roles) == PARTS
    assert room.state.owners == (DEV, ADA)
    assert room.state.partners == ((ADA, FAY), (BEN, DEV))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"roles": []}, Reason.MALFORMED),
        ({"roles": {"host": BEN}}, Reason.MALFORMED),
        ({"roles": {"boss": BEN}}, Reason.MALFORMED),
        ({"roles": {"scribe": "eve"}}, Reason.NOT_A_MEMBER),
        ({"roles": {"scribe": [BEN]}}, Reason.NOT_A_MEMBER),
        ({"owners": "ada"}, Reason.NOT_A_MEMBER),
        ({"owners": ["eve"]}, Reason.NOT_A_MEMBER),
        ({"owners": [[BEN]]}, Reason.NOT_A_MEMBER),
        ({"hosts": "ada"}, Reason.NOT_A_MEMBER),
        ({"hosts": ["eve"]}, Reason.NOT_A_MEMBER),
        ({"hosts": [[BEN]]}, Reason.NOT_A_MEMBER),
        ({"partners": "ada"}, Reason.MALFORMED),
        ({"partners": ["ada"]}, Reason.MALFORMED),
        ({"partners": [[ADA, BEN], [BEN, CLEO]]}, Reason.MALFORMED),
        ({"partners": [[ADA, "eve"]]}, Reason.NOT_A_MEMBER),
        ({"partners": [[[ADA], BEN]]}, Reason.NOT_A_MEMBER),
        ({"until": "noon"}, Reason.MALFORMED),
        ({"until": "2026-03-02T10:00:00"}, Reason.MALFORMED),
    ],
)
def test_an_opening_that_names_nobody_is_refused(data: dict[str, object], reason: Reason) -> None:
    room = Room(State(gym()))
    assert room.reason(ADA, K.OPEN, members=list(CREW), **data) is reason


def test_there_are_owners_for_all_cases_even_in_a_small_group() -> None:
    assert open_gym(members=(ADA,)).state.owners == (ADA, ADA)


def test_the_host_gives_parts_to_anybody_and_everybody_to_themselves() -> None:
    room = open_gym(roles=PARTS)
    assert room.play(ADA, K.ASSIGN, role="scribe", to=GUS) == (Assigned("scribe", GUS),)
    assert room.play(FAY, K.ASSIGN, role="timekeeper", to=FAY) == (Assigned("timekeeper", FAY),)
    assert room.reason(FAY, K.ASSIGN, role="scribe", to=GUS) is Reason.HOST_ONLY
    assert dict(room.state.roles) == {"timekeeper": FAY, "scribe": GUS}


@pytest.mark.parametrize(
    ("data", "reason", "field"),
    [
        ({"role": "scribe"}, Reason.NOT_A_MEMBER, "to"),
        ({"role": "scribe", "to": "eve"}, Reason.NOT_A_MEMBER, "to"),
        ({"role": "scribe", "to": [BEN]}, Reason.NOT_A_MEMBER, "to"),
        ({"to": BEN}, Reason.MALFORMED, "role"),
        ({"role": "host", "to": BEN}, Reason.MALFORMED, "role"),
        ({"role": ["scribe"], "to": BEN}, Reason.MALFORMED, "role"),
        ({"role": "owner", "to": BEN}, Reason.MALFORMED, "case"),
        ({"role": "owner", "to": BEN, "case": 0}, Reason.MALFORMED, "case"),
        ({"role": "owner", "to": BEN, "case": 3}, Reason.MALFORMED, "case"),
        ({"role": "owner", "to": BEN, "case": True}, Reason.MALFORMED, "case"),
        ({"role": "owner", "to": BEN, "case": "1"}, Reason.MALFORMED, "case"),
    ],
)
def test_a_part_nobody_knows_is_refused(
    data: dict[str, object], reason: Reason, field: str
) -> None:
    refusal = open_gym().refusal(ADA, K.ASSIGN, **data)
    assert (refusal.reason, refusal.field) == (reason, field)


def test_a_case_is_given_by_its_number_or_as_that_of_the_step() -> None:
    room = open_gym(step="case_told")
    room.play(ADA, K.ASSIGN, role="owner", to=DEV)
    room.play(ADA, K.ASSIGN, role="owner", to=FAY, case=2)
    assert room.state.owners == (DEV, FAY)
    assert room.seen_by(DEV).is_owner
    assert not room.seen_by(FAY).is_owner
    room.go_to("second_case")
    assert room.seen_by(ADA).owner == FAY


def test_a_new_owner_gets_the_turn_of_the_one_before() -> None:
    room = open_gym(step="case_told")
    assert room.seen_by(BEN).waiting == (ADA,)
    effects = room.play(BEN, K.ASSIGN, role="owner", to=BEN)
    assert effects == (Assigned("owner", BEN), TurnChanged(BEN))
    assert room.seen_by(BEN).waiting == (BEN,)
    assert room.state.round is not None
    assert room.state.round.began == room.clock


def test_a_case_that_is_not_the_steps_leaves_the_line_alone() -> None:
    room = open_gym(step="case_told")
    assert room.play(ADA, K.ASSIGN, role="owner", to=BEN, case=2) == (Assigned("owner", BEN),)
    assert room.seen_by(BEN).waiting == (ADA,)


def test_the_timekeeper_gives_the_turn_on_as_the_host_does() -> None:
    room = open_gym(step="round", roles={"timekeeper": GUS})
    assert room.reason(FAY, K.NEXT_SPEAKER) is Reason.NOT_YOUR_TURN
    assert room.play(GUS, K.NEXT_SPEAKER) == (TurnChanged(CLEO),)
    assert room.reason(GUS, K.PASS_TURN) is Reason.NOT_YOUR_TURN


def test_who_leaves_gives_their_part_to_somebody_without_one() -> None:
    room = open_gym(roles=PARTS)
    room.play(BEN, K.LEAVE)
    assert dict(room.state.roles) == {"timekeeper": DEV, "scribe": CLEO}
    room.play(CLEO, K.LEAVE)
    assert dict(room.state.roles) == {"timekeeper": DEV, "scribe": FAY}
    room.play(BEN, K.JOIN)
    assert dict(room.state.roles) == {"timekeeper": DEV, "scribe": FAY}


def test_parts_pass_to_the_host_only_when_nobody_else_is_there() -> None:
    room = open_gym(members=(ADA, BEN), roles=dict.fromkeys(PARTS, BEN))
    room.play(BEN, K.LEAVE)
    assert set(room.state.roles.values()) == {ADA}
    room.play(ADA, K.LEAVE)
    assert set(room.state.roles.values()) == {ADA}


def test_who_leaves_as_host_and_scribe_is_followed_by_two() -> None:
    room = open_gym(roles={"timekeeper": FAY, "scribe": ADA})
    assert HostChanged(BEN) in room.play(ADA, K.LEAVE)
    assert room.state.host == BEN
    assert room.state.roles["scribe"] == CLEO


def test_hosting_goes_round_in_the_order_of_members() -> None:
    room = open_gym()
    room.play(BEN, K.LEAVE)
    hosts = []
    for _ in range(5):
        room.play(room.state.host, K.LEAVE)
        hosts.append(room.state.host)
    assert hosts == [CLEO, DEV, FAY, GUS, GUS]


def test_the_owner_keeps_the_case_while_away() -> None:
    room = open_gym(step="case_told", owners=[DEV])
    room.play(DEV, K.LEAVE)
    assert room.seen_by(ADA).owner == DEV
    assert room.seen_by(ADA).waiting == ()
    room.play(DEV, K.JOIN)
    assert room.seen_by(ADA).waiting == (DEV,)


def test_hands_stand_in_the_order_in_which_they_went_up() -> None:
    room = open_gym(step="why")
    room.play(FAY, K.HAND, up=True)
    room.play(BEN, K.HAND)
    assert room.play(CLEO, K.HAND) == (HandsChanged((FAY, BEN, CLEO)),)
    assert room.reason(BEN, K.HAND, up=True) is Reason.HAND_IS_UP
    assert room.play(BEN, K.HAND, up=False) == (HandsChanged((FAY, CLEO)),)
    room.play(BEN, K.HAND)
    assert room.seen_by(GUS).hands == (FAY, CLEO, BEN)
    assert room.reason(BEN, K.HAND, up="yes") is Reason.MALFORMED


def test_hands_go_down_with_who_leaves_and_at_the_next_step() -> None:
    room = open_gym(step="why")
    for member in (FAY, BEN):
        room.play(member, K.HAND)
    room.play(FAY, K.LEAVE)
    assert room.seen_by(ADA).hands == (BEN,)
    room.go_to("ideas")
    assert room.seen_by(ADA).hands == ()


def test_fifty_clicks_of_six_are_six_who_are_ready() -> None:
    room = open_gym(step="why")
    counted = 0
    for click in range(50):
        member = CREW[click % 6]
        if K.READY in room.seen_by(member).allowed and member not in room.seen_by(member).ready:
            assert room.play(member, K.READY) == (GotReady(member),)
            counted += 1
        else:
            assert room.reason(member, K.READY) is Reason.ALREADY_READY
    assert counted == 6
    assert room.seen_by(ADA).ready == set(CREW)


def test_everybody_is_asked_anew_after_the_reveal_and_at_the_next_step() -> None:
    room = open_gym(step="why")
    room.play(BEN, K.READY)
    room.play(ADA, K.REVEAL)
    assert room.seen_by(ADA).ready == set()
    room.play(BEN, K.READY)
    room.go_to("ideas")
    assert room.seen_by(ADA).ready == set()


def test_who_is_away_is_not_counted_as_ready() -> None:
    room = open_gym(step="why")
    room.play(BEN, K.READY)
    room.play(CLEO, K.READY)
    room.play(BEN, K.LEAVE)
    assert room.seen_by(ADA).ready == {CLEO}
    room.play(BEN, K.JOIN)
    assert room.seen_by(ADA).ready == {BEN, CLEO}


def test_everybody_sees_the_same_parts() -> None:
    room = open_gym(roles=PARTS)
    assert all(dict(room.seen_by(one).roles) == PARTS for one in MEMBERS)
