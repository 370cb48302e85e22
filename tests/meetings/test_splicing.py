"""Whoever is told only what is new knows the whole."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.meetings.live.drawing import Frame
from collegium.meetings.live.splicing import (
    HTML,
    Differences,
    Measured,
    Parts,
    Stretch,
    Text,
    units_of,
)
from tests.meetings.told import told

LONG = [f"<li>{letter * 80}</li>" for letter in "abcdef"]
PIECE = st.sampled_from([*LONG, "<li>", "\u00e4", "\U0001f642", "x", '"\\', "</"])


class Later(Measured):
    """A piece that is text only when it is asked for."""

    def __init__(self, words: str) -> None:
        self.words, self.units, self.asked = words, units_of(words), 0

    def __html__(self) -> str:
        self.asked += 1
        return self.words


LATER = [Later(one) for one in (*LONG, "<p>\U0001f642", "<li>" + "long" * 500)]
MIXED: st.SearchStrategy[list[HTML]] = st.lists(
    st.one_of(PIECE, st.sampled_from(LATER)), max_size=12
)
TEXTS = st.lists(MIXED, min_size=3, max_size=3).map(
    lambda drawn: Text([Stretch(one) for one in drawn])
)


def text(*pieces: HTML) -> Text:
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


def test_a_short_piece_is_sent_anew_and_the_old_one_is_not_drawn() -> None:
    was, other = Later("<li>Card that was"), Later("<li>Card that is")
    news = json.loads(text(*CARDS, other).since(text(*CARDS, was)))
    assert news == [sum(map(len, CARDS)), -was.units, "<li>Card that is"]
    assert was.asked == 0


def test_of_a_long_piece_only_the_difference_is_sent() -> None:
    form = "<form>{}" + "and so on " * 200
    was, other = Later(form.format("old")), Later(form.format("new"))
    assert json.loads(text(other).since(text(was))) == [6, -3, "new", 2000]


def test_several_that_changed_at_once_are_compared_one_by_one() -> None:
    old = [f"<li>{number} {'was' * 40}</li>" for number in range(3)]
    news = json.loads(text(*(one.replace("<li>", "<li >") for one in old)).since(text(*old)))
    assert [one for one in news if isinstance(one, str)] == [" ", " ", " "]


def test_what_is_new_is_worked_out_once_for_all_who_know_the_same() -> None:
    known = Parts({"wall": text(*CARDS)})
    differences: Differences = {}
    new = Parts({"wall": text(*CARDS, "<hr>")})
    first = new.since(known, differences)
    assert new.since(known, differences) is first
    assert new.since(new, differences) == ""
    assert json.loads(f"{{{new.since(None, differences)}}}") == {"wall": str(new["wall"])}
