"""Two by two: who works with whom, and who sees their notes."""

from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.playbook import EventKind as K
from collegium.domain.playbook import Phase, Reason, State, replay, visible_to_all
from tests.domain.playbook.rooms import ADA, BEN, CLEO, CREW, DEV, FAY, GUS, Room, gym, open_gym

PARTNERS = [[ADA, FAY], [BEN, CLEO], [DEV, GUS]]


def paired() -> Room:
    return open_gym(step="two_by_two", partners=PARTNERS)


def notes(room: Room, member: str) -> list[str]:
    view = room.seen_by(member)
    seen = (*view.mine, *view.theirs, *view.earlier)
    return [one.words["text"] for one in sorted(seen, key=lambda one: one.at)]


def test_the_groups_own_pairs_work_together() -> None:
    room = paired()
    assert room.state.pairs == ((ADA, FAY), (BEN, CLEO), (DEV, GUS))
    assert room.seen_by(FAY).partners == (ADA,)


def test_without_pairs_neighbours_work_together() -> None:
    assert open_gym(step="two_by_two").state.pairs == ((ADA, BEN), (CLEO, DEV), (FAY, GUS))


def test_who_has_no_partner_makes_a_trio() -> None:
    room = open_gym(members=CREW[:5], step="two_by_two", partners=PARTNERS[:2])
    assert set(room.state.pairs) == {(ADA, FAY, DEV), (BEN, CLEO)}
    assert room.seen_by(DEV).partners == (ADA, FAY)
    room = open_gym(members=(ADA, BEN, CLEO), step="two_by_two")
    assert room.state.pairs == ((ADA, BEN, CLEO),)


def test_whose_partner_is_away_works_with_another() -> None:
    room = open_gym(step="best_cards", partners=PARTNERS)
    for member in (FAY, CLEO):
        room.play(member, K.LEAVE)
    room.go_to("two_by_two")
    assert set(room.state.pairs) == {(DEV, GUS), (ADA, BEN)}


def test_alone_there_is_no_partner() -> None:
    room = open_gym(members=(ADA,), step="two_by_two")
    assert room.seen_by(ADA).partners == ()
    room.write(ADA, "pair_note", "to myself")
    assert notes(room, ADA) == ["to myself"]


def test_pairs_see_each_others_notes_and_nobody_else_does_until_the_reveal() -> None:
    room = paired()
    room.write(ADA, "pair_note", "between us")
    room.write(FAY, "pair_note", "us two")
    assert notes(room, ADA) == notes(room, FAY) == ["between us", "us two"]
    for member in (BEN, CLEO, DEV, GUS, "eve", ""):
        assert notes(room, member) == []
    assert visible_to_all(room.state).theirs == ()
    room.play(ADA, K.REVEAL)
    assert all(notes(room, one) == ["between us", "us two"] for one in CREW)
    assert notes(room, "eve") == []


def test_everybody_sees_that_a_note_was_written_not_which() -> None:
    room = paired()
    room.write(FAY, "pair_note", "between us")
    assert room.seen_by(BEN).written == (FAY,)


def test_a_partners_note_stays_as_they_wrote_it() -> None:
    room = paired()
    note = room.write(ADA, "pair_note", "between us")
    changed = {"contribution": note, "words": {"text": "x"}}
    for member in (FAY, BEN):
        assert room.reason(member, K.EDIT, **changed) is Reason.UNKNOWN
        assert room.reason(member, K.WITHDRAW, contribution=note) is Reason.UNKNOWN


def test_outside_pair_work_there_are_no_partners() -> None:
    room = paired()
    room.go_to("plan")
    assert room.state.pairs == ()
    assert room.seen_by(ADA).partners == ()


def test_a_new_partner_does_not_read_what_was_said_to_the_one_before() -> None:
    room = paired()
    room.write(ADA, "pair_note", "about Ben")
    room.play(ADA, K.BACK)
    assert notes(room, FAY) == []
    room.play(FAY, K.LEAVE)
    room.play(CLEO, K.LEAVE)
    room.play(ADA, K.NEXT_STEP)
    assert room.seen_by(ADA).partners == (BEN,)
    assert notes(room, BEN) == []
    room.write(ADA, "pair_note", "hello")
    assert notes(room, BEN) == ["hello"]
    room.play(FAY, K.JOIN)
    assert notes(room, FAY) == ["about Ben"]


def test_who_comes_late_joins_the_smallest_pair() -> None:
    room = open_gym(step="best_cards", partners=PARTNERS)
    room.play(GUS, K.LEAVE)
    room.play(CLEO, K.LEAVE)
    room.go_to("two_by_two")
    assert room.state.pairs == ((ADA, FAY), (BEN, DEV))
    room.write(BEN, "pair_note", "before")
    room.play(DEV, K.LEAVE)
    room.play(GUS, K.JOIN)
    assert set(room.seen_by(GUS).partners) == {BEN, DEV}
    room.write(BEN, "pair_note", "after")
    assert notes(room, GUS) == ["after"]
    room.play(ADA, K.SHARE, to=CLEO)
    assert set(room.seen_by(CLEO).partners) == {ADA, FAY}


def test_who_returns_finds_their_partner() -> None:
    room = paired()
    room.write(ADA, "pair_note", "between us")
    room.play(FAY, K.LEAVE)
    room.play(FAY, K.JOIN)
    assert room.state.pairs == ((ADA, FAY), (BEN, CLEO), (DEV, GUS))
    assert notes(room, FAY) == ["between us"]


@given(st.permutations(CREW), st.integers(1, 6), st.sampled_from([[], PARTNERS, PARTNERS[:1]]))
def test_everybody_there_is_in_one_pair(
    order: list[str], number: int, partners: list[list[str]]
) -> None:
    room = Room(State(gym()))
    room.play(ADA, K.OPEN, members=list(CREW), host=ADA, partners=partners)
    for member in order[:number]:
        if member != ADA:
            room.play(member, K.JOIN)
    room.go_to("two_by_two")
    paired = [one for pair in room.state.pairs for one in pair]
    assert sorted(paired) == sorted(room.state.present)
    if len(paired) > 1:
        sizes = sorted(map(len, room.state.pairs))
        assert sizes[0] >= 2
        assert sizes[:-1] == [2] * (len(sizes) - 1)
        assert sizes[-1] <= 3


def test_pair_work_replays() -> None:
    room = paired()
    room.write(ADA, "pair_note", "between us")
    room.play(ADA, K.REVEAL)
    assert room.state.phase is Phase.SHOWN
    room.write(GUS, "pair_note", "to all")
    assert notes(room, BEN) == ["between us", "to all"]
    assert replay(gym(), room.events) == room.state
