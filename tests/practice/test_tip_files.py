from itertools import pairwise

import pytest

from collegium.groups.models import Topic
from collegium.library.catalogue import techniques
from collegium.practice.tip_files import (
    ROUNDS,
    TURNS,
    Theme,
    Tip,
    resource_of_week,
    resources_about,
    tip_of_week,
    tips_about,
    tips_on,
)

LONGEST = 9  # weeks of practice that can be begun
POOLS = [
    *(tips_about(topic) for topic in Topic),
    tips_on(Theme.TECHNIQUE),
    tips_on(Theme.OBSTACLE),
]


def asked(topic: Topic, cycle: int, weeks: int = LONGEST) -> list[Tip]:
    return [tip_of_week(topic, cycle=cycle, week=week) for week in range(1, weeks + 1)]


@pytest.mark.parametrize("tips", POOLS, ids=lambda tips: tips[0].key)
def test_every_pool_has_six_questions_in_both_languages(tips: tuple[Tip, ...]) -> None:
    assert len(tips) >= 2 * ROUNDS
    assert len({tip.key for tip in tips}) == len(tips)
    for tip in tips:
        for language in ("en", "de"):
            assert tip.question[language].endswith("?")
            assert tip.idea[language]
        assert len(tip.key) <= 60


@pytest.mark.parametrize("topic", Topic)
def test_no_question_comes_twice_in_two_cycles(topic: Topic) -> None:
    keys = [tip.key for cycle in (1, 2) for tip in asked(topic, cycle)]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("theme", Theme)
def test_a_theme_comes_back_at_even_distances(theme: Theme) -> None:
    weeks = [week for week, tip in enumerate(asked(Topic.DELEGATING, 1)) if tip.theme is theme]
    assert {later - earlier for earlier, later in pairwise(weeks)} == {len(TURNS)}


def test_a_language_without_questions_gets_english_ones() -> None:
    tip = tip_of_week(Topic.OTHER, cycle=1, week=1)
    assert tip.ask("fr") == tip.question["en"]
    assert tip.suggest("fr") == tip.idea["en"]


@pytest.mark.parametrize("topic", Topic)
@pytest.mark.parametrize("language", ["en", "de"])
def test_what_is_worth_reading_stands_in_the_library(topic: Topic, language: str) -> None:
    there = {one.slug: one.name for one in techniques(language) if one.topic == topic}
    assert {one.slug: one.title(language) for one in resources_about(topic)} == there


def test_each_week_has_another_thing_to_read() -> None:
    found = [resource_of_week(Topic.DELEGATING, cycle=1, week=week) for week in (1, 2, 3)]
    assert len(set(map(str, found))) == 3
    assert resource_of_week(Topic.OTHER, cycle=1, week=1) is None
