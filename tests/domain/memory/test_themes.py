"""What a group keeps coming back to, in its own words."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from collegium.domain.matching import near_by_words
from collegium.domain.memory import Near, Saying, themes

BEGAN = datetime(2024, 1, 10, tzinfo=UTC)
MONTH = timedelta(days=30)
DELEGATING = [
    "I take delegated work back too early",
    "Delegated work comes back to me when it gets hard",
    "Taking work back is how I delegate",
]
MEETINGS = ["Our meetings have no end", "Meetings without an end eat the week"]


def said(text: str, occasion: int, number: int = 0) -> Saying:
    return Saying(
        f"{occasion}-{number}-{text[:4]}", text, str(occasion), BEGAN + occasion * MONTH, "ada"
    )


def over_months(texts: list[str]) -> list[Saying]:
    return [said(text, month) for month, text in enumerate(texts)]


def test_what_comes_up_again_is_a_theme_called_by_one_of_its_own_sentences() -> None:
    spoken = [*over_months(DELEGATING), said("The coffee machine is broken", 1)]
    found = themes(spoken, near_by_words)
    assert len(found) == 1
    assert found[0].name.text in DELEGATING
    assert [one.text for one in found[0].sayings] == DELEGATING
    assert found[0].occasions == 3


def test_the_most_frequent_theme_stands_first() -> None:
    found = themes([*over_months(MEETINGS), *over_months(DELEGATING)], near_by_words)
    assert [one.occasions for one in found] == [3, 2]


def test_what_is_said_three_times_on_one_day_does_not_recur() -> None:
    spoken = [said(text, 0, number) for number, text in enumerate(DELEGATING)]
    assert themes(spoken, near_by_words) == ()


def test_nothing_said_is_no_theme() -> None:
    assert themes([], near_by_words) == ()


def test_the_order_in_which_sentences_come_changes_nothing() -> None:
    spoken = [*over_months(DELEGATING), *over_months(MEETINGS)]
    expected = themes(spoken, near_by_words)
    for seed in range(5):
        shuffled = Random(seed).sample(spoken, len(spoken))
        assert themes(shuffled, near_by_words) == expected


def test_no_sentence_stands_in_two_themes() -> None:
    """A bridge is near to both ends, which are far from each other."""

    def chain(texts: list[str] | tuple[str, ...]) -> Near:
        last = len(texts) - 1
        return [
            {other: 0.7 for other in (at - 1, at + 1) if 0 <= other <= last}
            for at in range(len(texts))
        ]

    spoken = over_months(["one", "two", "three", "four", "five"])
    found = themes(spoken, chain)  # type: ignore[arg-type]  # a list will do
    places = [one.id for theme in found for one in theme.sayings]
    assert len(places) == len(set(places)) == 5


@pytest.mark.parametrize("most", [1, 2])
def test_no_more_themes_than_asked_for(most: int) -> None:
    spoken = [*over_months(MEETINGS), *over_months(DELEGATING)]
    assert len(themes(spoken, near_by_words, most=most)) == most


def test_a_long_report_names_no_theme_while_a_short_sentence_can() -> None:
    long = "I take delegated work back too early. " + "And then there was a lot more to it. " * 5
    found = themes([said(long, 0), said(DELEGATING[0], 1)], near_by_words)
    assert found[0].name.text == DELEGATING[0]
