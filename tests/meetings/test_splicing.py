"""Whoever is told only what is new knows the whole."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.meetings.live.drawing import Frame
from collegium.meetings.live.splicing import Parts, Stretch, Text
from tests.meetings.told import told

LONG = [f"<li>{letter * 80}</li>" for letter in "abcdef"]
PIECES = st.lists(
    st.sampled_from([*LONG, "<li>", "\u00e4", "\U0001f642", "x", '"\\', "</"]), max_size=12
)
TEXTS = st.lists(PIECES, min_size=3, max_size=3).map(lambda drawn: Text(map(Stretch, drawn)))


def text(*pieces: str) -> Text:
    return Text([Stretch(pieces)])


@settings(max_examples=200)
@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_frame_after_frame_the_reader_has_what_was_drawn(texts: list[Text]) -> None:
    known: dict[str, str] = {}
    earlier: Frame | None = None
    for sequence, one in enumerate(texts):
        frame = Frame(sequence, "running", (Parts({"wall": one}),))
        known = told(known, json.loads(frame.message(earlier))["parts"])
        assert known["wall"] == str(one)
        earlier = frame


CARDS = [
    f"<li>Card {number}, and what else it says in so and so many words, as people do</li>"
    for number in range(99)
]


def test_one_more_card_costs_little_more_than_the_card() -> None:
    more = [*CARDS[:50], "<li>A new one</li>", *CARDS[50:]]
    assert len(text(*more).since(text(*CARDS))) < 50


def test_a_card_that_is_gone_from_two_places_costs_next_to_nothing() -> None:
    fewer = [*CARDS[:50], *CARDS[51:]]
    assert len(text(*fewer, "<hr>", *fewer).since(text(*CARDS, "<hr>", *CARDS))) < 50


def test_a_word_changed_within_a_piece_costs_the_word() -> None:
    one, other = "a" * 500 + "old" + "b" * 500, "a" * 500 + "new" + "b" * 500
    assert json.loads(text(other).since(text(one))) == [500, -3, "new", 500]


def test_characters_that_count_twice_in_a_browser_count_twice() -> None:
    assert json.loads(text("\U0001f642" * 50, "y").since(text("\U0001f642" * 50))) == [100, "y"]


def test_who_knows_another_text_is_told_from_there() -> None:
    new, far, near = text(*CARDS), text(*CARDS[:10]), text(*CARDS[:98])
    known = {"wall": str(far)}
    assert len(new.since(near)) < len(new.since(far))
    assert told(known, {"wall": json.loads(new.since(far))}) == {"wall": str(new)}
