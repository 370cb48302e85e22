"""What became of a plan, and what was never taken up."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from collegium.domain.matching import near_by_words
from collegium.domain.memory import Fate, Idea, Saying, Trace, a_year_ago, became, left_open

BEGAN = datetime(2024, 3, 12, tzinfo=UTC)


def said(text: str, *, days: int = 0) -> Saying:
    return Saying(text, text, "1", BEGAN + timedelta(days=days))


@pytest.mark.parametrize(
    ("trace", "fate"),
    [
        (Trace(), Fate.QUIET),
        (Trace(is_over=False), Fate.RUNNING),
        (Trace(rewritten=True), Fate.CHANGED),
        (Trace(entries=1), Fate.TRIED),
        (Trace(attempts=2, rewritten=True), Fate.TRIED),
        (Trace(reported=True), Fate.TRIED),
        (Trace(entries=3, is_over=False), Fate.TRIED),
    ],
)
def test_what_can_be_read_of_a_plan(trace: Trace, fate: Fate) -> None:
    assert became(trace) is fate


@pytest.mark.parametrize("word", [Fate.KEPT, Fate.CHANGED, Fate.LET_GO])
def test_the_authors_own_word_counts_before_everything_else(word: Fate) -> None:
    for trace in (Trace(), Trace(entries=3, reported=True), Trace(is_over=False)):
        assert became(replace(trace, said=word)) is word


def test_nobody_says_for_another_that_a_plan_is_quiet() -> None:
    assert became(Trace(said=Fate.QUIET, entries=1)) is Fate.TRIED


WEEKLY = Idea(said("Agree on checkpoints in writing before anybody starts"), 4.2)
ROTATE = Idea(said("Let somebody else chair the Monday round", days=30), 4.6)


def test_an_idea_near_to_a_later_plan_was_taken_up() -> None:
    plan = said("I agree on two checkpoints in writing with my analyst", days=40)
    assert left_open([WEEKLY, ROTATE], [plan], near_by_words) == (ROTATE,)


def test_a_plan_from_before_took_up_nothing() -> None:
    plan = said("I agree on two checkpoints in writing with my analyst", days=-40)
    assert left_open([WEEKLY, ROTATE], [plan], near_by_words) == (ROTATE, WEEKLY)


def test_only_what_the_group_found_worth_it() -> None:
    assert left_open([WEEKLY, ROTATE], [], near_by_words, least=4.5) == (ROTATE,)


def test_the_same_idea_twice_is_one() -> None:
    again = replace(WEEKLY, saying=replace(WEEKLY.saying, id="again", at=BEGAN + timedelta(90)))
    assert left_open([again, WEEKLY], [], near_by_words) == (WEEKLY,)


def test_no_ideas_leave_nothing_open() -> None:
    assert left_open([], [said("I will ask")], near_by_words) == ()


def days_shown(*sayings: Saying, year: int = 2025) -> list[date]:
    days = (date(year, 1, 1) + timedelta(days=at) for at in range(365))
    return [day for day in days if a_year_ago(sayings, on=day)]


def test_what_was_said_comes_back_on_its_day_for_a_week() -> None:
    assert days_shown(said("Ask first")) == [date(2025, 3, day) for day in range(12, 19)]


def test_not_before_a_year_has_passed() -> None:
    assert days_shown(said("Ask first"), year=2024) == []


def test_one_thing_in_a_month() -> None:
    spoken = [said("Ask first"), said("Wait three days", days=9), said("Let go", days=40)]
    shown = days_shown(*spoken)
    assert len([day for day in shown if day.month == 3]) == 7
    found = a_year_ago(spoken, on=date(2025, 3, 21))
    assert found
    assert found.saying.text == "Wait three days"
    assert a_year_ago(spoken, on=date(2025, 3, 12)) is None


def test_the_latest_year_comes_before_the_others() -> None:
    spoken = [said("Two years"), Saying("b", "One year", "2", datetime(2025, 3, 12, tzinfo=UTC))]
    found = a_year_ago(spoken, on=date(2026, 3, 12))
    assert found
    assert (found.saying.text, found.years) == ("One year", 1)


def test_a_leap_day_comes_back_on_the_last_of_february() -> None:
    leap = Saying("a", "Leap", "1", datetime(2024, 2, 29, tzinfo=UTC))
    assert a_year_ago([leap], on=date(2025, 2, 28))
