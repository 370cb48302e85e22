"""Whoever is told only what is new knows the whole."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.meetings.live.drawing import Frame
from collegium.meetings.live.splicing import splice
from tests.meetings.told import told

PIECES = st.lists(st.sampled_from(["<li>" + "card " * 20 + "</li>", "ä", "🙂", "x", '"\\', "</"]))


@settings(max_examples=60)
@given(st.lists(PIECES.map("".join), min_size=1))
def test_frame_after_frame_the_reader_has_what_was_drawn(texts: list[str]) -> None:
    known: dict[str, str] = {}
    earlier: Frame | None = None
    for sequence, text in enumerate(texts):
        frame = Frame(sequence, "running", {"wall": text})
        known = told(known, json.loads(frame.message(earlier))["parts"])
        assert known["wall"] == text
        earlier = frame


def test_one_more_card_costs_little_more_than_the_card() -> None:
    wall = [f"<li>Card {number}, and what else it says</li>" for number in range(100)]
    old, new = "".join(wall), "".join([*wall[:50], "<li>A new one</li>", *wall[50:]])
    assert len(splice(old, new)) < 50


def test_characters_that_count_twice_in_a_browser_are_sent_whole() -> None:
    old = "🙂" + "x" * 500
    assert json.loads(splice(old, old + "y")) == old + "y"
