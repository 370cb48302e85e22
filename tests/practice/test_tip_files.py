import pytest

from collegium.groups.models import Topic
from collegium.practice.tip_files import tip_of_week, tips_about


@pytest.mark.parametrize("topic", Topic)
def test_every_topic_has_six_questions_in_both_languages(topic: Topic) -> None:
    tips = tips_about(topic)
    assert len(tips) >= 6
    assert len({tip.key for tip in tips}) == len(tips)
    for tip in tips:
        for language in ("en", "de"):
            assert tip.question[language].endswith("?")
            assert tip.idea[language]
        assert len(tip.key) <= 60


def test_no_question_comes_twice_in_two_cycles() -> None:
    asked = [
        tip_of_week(Topic.DELEGATING, cycle=cycle, week=week).key
        for cycle in (1, 2)
        for week in range(1, 5)
    ]
    assert len(set(asked)) == 8


def test_a_language_without_questions_gets_english_ones() -> None:
    tip = tip_of_week(Topic.OTHER, cycle=1, week=1)
    assert tip.ask("fr") == tip.question["en"]
    assert tip.suggest("fr") == tip.idea["en"]
