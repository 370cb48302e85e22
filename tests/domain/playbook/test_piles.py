"""Entries that say the same lie on one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.playbook import EventKind as K
from collegium.domain.playbook import Reason, State, replay
from collegium.domain.playbook.effects import Piled
from collegium.domain.playbook.piles import lead_of, pile_of
from tests.domain.playbook.rooms import ADA, BEN, CLEO, CREW, DEV, FAY, GUS, Room, gym, open_gym


def with_cards(number: int = 4) -> tuple[Room, list[str]]:
    room = open_gym(step="tried")
    cards = [room.write(CREW[n % 6], "card", f"card {n}") for n in range(number)]
    room.play(ADA, K.REVEAL)
    return room, cards


def lay(room: Room, card: str, onto: str = "", by: str = GUS) -> None:
    room.play(by, K.GROUP, contribution=card, onto=onto)


def name(room: Room, card: str, text: str) -> None:
    room.play(GUS, K.NAME_PILE, contribution=card, words={"text": text})


def test_anybody_lays_one_card_on_another() -> None:
    room, (a, b, c, _) = with_cards()
    assert room.play(FAY, K.GROUP, contribution=b, onto=a) == (Piled(b),)
    lay(room, c, onto=b)
    assert dict(room.seen_by(BEN).piles) == {b: a, c: a}


def test_a_pile_moves_whole_when_its_top_does() -> None:
    room, (a, b, c, d) = with_cards()
    lay(room, b, onto=a)
    lay(room, d, onto=c)
    lay(room, a, onto=d)
    assert dict(room.state.piles) == {a: c, b: c, d: c}


def test_one_card_moves_alone_from_pile_to_pile() -> None:
    room, (a, b, c, d) = with_cards()
    lay(room, b, onto=a)
    lay(room, c, onto=a)
    lay(room, c, onto=d)
    assert dict(room.state.piles) == {b: a, c: d}


def test_a_card_comes_out_of_its_pile() -> None:
    room, (a, b, c, _) = with_cards()
    lay(room, b, onto=a)
    lay(room, c, onto=a)
    lay(room, b)
    assert dict(room.state.piles) == {c: a}


def test_when_the_top_comes_out_the_next_one_is_on_top() -> None:
    room, (a, b, c, _) = with_cards()
    lay(room, b, onto=a)
    lay(room, c, onto=a)
    name(room, a, "Asking")
    lay(room, a)
    assert dict(room.state.piles) == {c: b}
    assert dict(room.state.pile_names) == {b: "Asking"}


def test_what_lies_together_cannot_be_laid_together() -> None:
    room, (a, b, c, _) = with_cards()
    lay(room, b, onto=a)
    lay(room, c, onto=a)
    for card, onto in ((a, b), (b, a), (b, c), (a, a)):
        assert room.reason(BEN, K.GROUP, contribution=card, onto=onto) is Reason.ALREADY_TOGETHER


def test_a_withdrawn_card_leaves_its_pile() -> None:
    room, (a, b, c, d) = with_cards()
    for card in (b, c):
        lay(room, card, onto=a)
    name(room, a, "Asking")
    room.play(BEN, K.WITHDRAW, contribution=b)
    assert dict(room.state.piles) == {c: a}
    room.play(ADA, K.WITHDRAW, contribution=a)
    assert room.state.piles == room.state.pile_names == {}
    assert [one.id for one in room.state.contributions] == [c, d]


def test_the_name_stays_when_the_top_is_withdrawn() -> None:
    room, (a, b, c, _) = with_cards()
    lay(room, b, onto=a)
    lay(room, c, onto=a)
    name(room, a, "Asking")
    room.play(ADA, K.WITHDRAW, contribution=a)
    assert dict(room.state.piles) == {c: b}
    assert dict(room.state.pile_names) == {b: "Asking"}


def test_a_pile_has_one_name_whichever_card_is_pointed_at() -> None:
    room, (a, b, *_) = with_cards()
    lay(room, b, onto=a)
    assert room.play(GUS, K.NAME_PILE, contribution=b, words={"text": " Asking "}) == (Piled(a),)
    assert dict(room.seen_by(BEN).pile_names) == {a: "Asking"}
    name(room, a, "Asking first")
    assert dict(room.seen_by(BEN).pile_names) == {a: "Asking first"}
    name(room, b, "")
    assert dict(room.seen_by(BEN).pile_names) == {}


def test_a_name_goes_with_the_last_card_beneath() -> None:
    room, (a, b, *_) = with_cards()
    lay(room, b, onto=a)
    name(room, a, "Asking")
    lay(room, b)
    assert room.state.pile_names == {}
    lay(room, b, onto=a)
    name(room, a, "Asking")
    room.play(BEN, K.WITHDRAW, contribution=b)
    assert room.state.pile_names == {}


def test_a_name_goes_when_the_last_card_beneath_moves_on() -> None:
    room, (a, b, c, _) = with_cards()
    lay(room, b, onto=a)
    name(room, a, "Asking")
    lay(room, b, onto=c)
    assert room.state.pile_names == {}


def test_two_piles_laid_together_keep_the_name_below() -> None:
    room, (a, b, c, d) = with_cards()
    lay(room, b, onto=a)
    lay(room, d, onto=c)
    name(room, a, "Asking")
    name(room, c, "Telling")
    lay(room, a, onto=c)
    assert dict(room.state.pile_names) == {c: "Telling"}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Asking", Reason.MALFORMED),
        ({"title": "x"}, Reason.MALFORMED),
        ({"text": 7}, Reason.MALFORMED),
        ({"text": "x" * 81}, Reason.TOO_LONG),
    ],
)
def test_a_name_is_a_few_words(words: object, reason: Reason) -> None:
    room, (a, *_) = with_cards(1)
    assert room.reason(BEN, K.NAME_PILE, contribution=a, words=words) is reason


def test_what_is_not_there_cannot_be_moved() -> None:
    room, (a, *_) = with_cards(1)
    for nothing in ("gone", None, 7, ["x"]):
        refusal = room.refusal(BEN, K.GROUP, contribution=nothing, onto=a)
        assert (refusal.reason, refusal.field) == (Reason.UNKNOWN, "contribution")
        assert room.reason(BEN, K.NAME_PILE, contribution=nothing) is Reason.UNKNOWN
    for nothing in ("gone", 7, ["x"]):
        refusal = room.refusal(BEN, K.GROUP, contribution=a, onto=nothing)
        assert (refusal.reason, refusal.field) == (Reason.UNKNOWN, "onto")


def test_cards_of_another_step_are_not_moved() -> None:
    room = open_gym(step="noticed")
    old = room.write(BEN, "card", "a")
    room.go_to("tried")
    new = room.write(BEN, "card", "b")
    room.play(ADA, K.REVEAL)
    assert room.reason(BEN, K.GROUP, contribution=old, onto=new) is Reason.UNKNOWN
    assert room.reason(BEN, K.GROUP, contribution=new, onto=old) is Reason.UNKNOWN


def test_nothing_is_sorted_before_the_reveal() -> None:
    room = open_gym(step="tried")
    a, b = (room.write(BEN, "card", text) for text in "ab")
    assert room.reason(BEN, K.GROUP, contribution=a, onto=b) is Reason.REVEAL_FIRST
    assert room.reason(BEN, K.NAME_PILE, contribution=a) is Reason.REVEAL_FIRST
    assert not {K.GROUP, K.NAME_PILE} & room.seen_by(BEN).allowed


def test_cards_that_show_at_once_are_sorted_at_once() -> None:
    room = open_gym(step="noted", roles={"scribe": CLEO})
    a, b = (room.write(CLEO, "card", text) for text in "ab")
    room.play(BEN, K.GROUP, contribution=a, onto=b)
    assert dict(room.seen_by(DEV).piles) == {a: b}


@pytest.mark.parametrize("step", ["round", "best_ideas", "plan", "promise", "promise_in_turn"])
def test_only_cards_are_sorted(step: str) -> None:
    room = open_gym(step=step)
    room.reveal()
    assert not {K.GROUP, K.NAME_PILE} & room.seen_by(BEN).allowed
    assert room.reason(BEN, K.GROUP, contribution="x", onto="y") is Reason.NOT_TAKEN_HERE


def test_strangers_see_no_piles() -> None:
    room, (a, b, *_) = with_cards()
    lay(room, b, onto=a)
    name(room, a, "Asking")
    assert room.seen_by("eve").piles == room.seen_by("eve").pile_names == {}


_moves = st.tuples(
    st.sampled_from([K.GROUP, K.GROUP, K.NAME_PILE, K.WITHDRAW]),
    st.integers(0, 6),
    st.integers(-2, 6),
)


@given(st.lists(_moves, max_size=25))
def test_piles_are_flat_and_lose_no_card(moves: list[tuple[K, int, int]]) -> None:
    room, cards = with_cards(7)
    for kind, card, onto in moves:
        author = CREW[card % 6]
        found = room.state.find(cards[card])
        if found is None:
            continue
        data: dict[str, object] = {"contribution": cards[card], "words": {"text": "name"}}
        data["onto"] = cards[onto] if onto >= 0 else ""
        try_one(room, author, kind, data)
        assert_sorted(room.state)
    assert replay(gym(), room.events) == room.state


def try_one(room: Room, author: str, kind: K, data: dict[str, object]) -> None:
    onto = room.state.find(str(data["onto"]))
    together = lead_of(room.state, str(data["contribution"])) == lead_of(
        room.state, str(data["onto"])
    )
    if kind is K.GROUP and data["onto"] and (onto is None or together):
        assert room.reason(author, kind, **data) in {Reason.UNKNOWN, Reason.ALREADY_TOGETHER}
    else:
        room.play(author, kind, **data)


def assert_sorted(state: State) -> None:
    there = {one.id for one in state.contributions}
    assert {*state.piles, *state.piles.values(), *state.pile_names} <= there
    assert not set(state.piles) & set(state.piles.values())
    assert not set(state.piles) & set(state.pile_names)
    tops = there - set(state.piles)
    assert sorted(one for top in tops for one in pile_of(state, top)) == sorted(there)
