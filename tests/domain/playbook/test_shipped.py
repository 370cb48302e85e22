"""The playbooks that come with the product."""

import pytest

from collegium.domain.playbook import SHIPPED, StepKind
from collegium.domain.playbook.playbook import Moment
from tests.domain.playbook.rooms import shipped

PROMISED = {
    "orientation": 75,
    "session_one": 90,
    "session_two": 90,
}


@pytest.mark.parametrize("name", SHIPPED)
def test_minutes_add_up_to_what_is_promised(name: str) -> None:
    assert shipped(name).minutes == PROMISED[name]
    assert shipped(name).key == name


@pytest.mark.parametrize("name", SHIPPED)
def test_every_text_is_there_in_english_and_german(name: str) -> None:
    playbook = shipped(name)
    texts = [playbook.title, playbook.aim]
    for step in playbook.steps:
        texts += [
            step.title,
            step.prompt,
            *step.cues.values(),
            *(one.wording for one in step.questions),
        ]
    for text in texts:
        assert set(text.by_language) == {"en", "de"}
        if len(text.by_language["en"]) > 30:
            assert text.in_language("de") != text.in_language("en")


def test_session_one_has_the_steps_of_the_product_page() -> None:
    steps = [(step.key, step.minutes_for(6)) for step in shipped("session_one").steps]
    assert steps == [
        ("welcome", 3),
        ("did_not_work", 20),
        ("root_causes", 15),
        ("alternatives", 25),
        ("plan", 15),
        ("what_to_bring", 2),
        ("takeaways", 10),
    ]


def test_session_two_has_the_steps_of_the_product_page() -> None:
    steps = [(step.key, step.minutes_for(6)) for step in shipped("session_two").steps]
    assert steps == [
        ("welcome", 5),
        ("reports", 36),
        ("compare", 17),
        ("replan", 17),
        ("promise", 5),
        ("takeaways", 10),
    ]


def test_confidence_is_asked_before_after_and_looking_back() -> None:
    asked = [
        (question.item, question.moment)
        for name in ("session_one", "session_two")
        for step in shipped(name).steps
        if step.kind in {StepKind.PLAN, StepKind.REPORT}
        for question in step.questions
    ]
    assert asked == [("confidence", moment) for moment in Moment]
