"""A hidden entry answers exactly like none at all: nobody learns that it exists."""

import pytest

from collegium.domain.playbook import EventKind as K
from collegium.domain.playbook import Reason, visible_to_all
from tests.domain.playbook.rooms import ADA, BEN, CLEO, CREW, Room, open_gym

NAMING = (K.EDIT, K.WITHDRAW, K.SIGN, K.GROUP, K.NAME_PILE, K.CONTRIBUTE)
WORDS = {
    "plan": {"when": "a secret hour", "will": "a secret deed"},
    "report": {"happened": "a secret event"},
}
HIDING = [
    ("noticed", "card"),
    ("tried", "card"),
    ("why", "cause"),
    ("two_by_two", "pair_note"),
    ("plan", "plan"),
    ("report", "report"),
    ("takeaways", "takeaway"),
    ("check_out", "pulse"),
]


def hidden(step: str, slot: str) -> tuple[Room, str]:
    """A room where Ben wrote something that Cleo does not see."""
    room = open_gym(step=step, partners=[[BEN, ADA]])
    words = WORDS.get(slot, {"text": "a secret word"})
    return room, room.write(BEN, slot, words=words)


@pytest.mark.parametrize(("step", "slot"), HIDING)
@pytest.mark.parametrize("kind", NAMING)
def test_naming_what_is_hidden_is_naming_nothing(step: str, slot: str, kind: K) -> None:
    room, secret = hidden(step, slot)
    own = room.write(CLEO, slot, words=WORDS.get(slot, {"text": "my own"}))
    for part in ("contribution", "onto", "about"):
        data: dict[str, object] = {"contribution": own, "slot": slot, "words": {"text": "x"}}
        named, nothing = data | {part: secret}, data | {part: "none"}
        assert room.answer(CLEO, kind, **named) == room.answer(CLEO, kind, **nothing)


@pytest.mark.parametrize(("step", "slot"), HIDING)
def test_a_hidden_word_is_on_nobodys_page(step: str, slot: str) -> None:
    room, _ = hidden(step, slot)
    for member in {*CREW, "eve"} - {BEN, ADA}:
        assert "secret" not in repr(room.seen_by(member))
    assert "secret" not in repr(visible_to_all(room.state))
    assert ("secret" in repr(room.seen_by(ADA))) == (slot == "pair_note")
    room.wait(60)
    room.play(ADA, K.REVEAL)
    assert "secret" in repr(room.seen_by(CLEO))
    assert "secret" not in repr(room.seen_by("eve"))


@pytest.mark.parametrize("kind", NAMING)
def test_anothers_score_and_vote_stay_unknown_after_the_reveal(kind: K) -> None:
    room = open_gym(step="ideas")
    idea = room.write(ADA, "alternative", "half the task")
    score = room.score(BEN, idea)
    room.go_to("best_ideas")
    vote = room.write(BEN, "vote", about=idea)
    room.reveal()
    for secret in (score, vote):
        data: dict[str, object] = {"slot": "vote", "words": {"text": "x"}}
        named = dict.fromkeys(("contribution", "onto", "about"), secret)
        nothing = dict.fromkeys(named, "none")
        answers = [room.answer(CLEO, kind, **data | one) for one in (named, nothing)]
        assert answers[0] == answers[1]


def test_what_is_hidden_cannot_be_planned_from() -> None:
    room = open_gym(step="ideas")
    idea = room.write(ADA, "alternative", "half the task")
    score = room.score(BEN, idea)
    room.go_to("plan")
    data = {"slot": "plan", "words": {"when": "a", "will": "b"}}
    for nothing in (score, "none"):
        assert room.reason(CLEO, K.CONTRIBUTE, about=nothing, **data) is Reason.UNKNOWN
    room.write(CLEO, "plan", words={"when": "a", "will": "b"}, about=idea)
