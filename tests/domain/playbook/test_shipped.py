"""The playbooks that come with the product, and the example in the docs."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from collegium.domain.datafile import Wording
from collegium.domain.playbook import SHIPPED, Phase, Playbook, Step, StepKind, outcomes, parse
from collegium.domain.playbook.playbook import OTHERS, Moment, Role, Who
from tests.domain.playbook.holding import held
from tests.domain.playbook.rooms import shipped

PROMISED = {
    "orientation": 75,
    "session_one": 90,
    "session_two": 90,
    "troika": 30,
    "case_clinic": 70,
    "peer_consulting": 40,
    "action_learning": 35,
    "issue_processing": 38,
    "after_action_review": 40,
    "failure_and_win": 30,
    "buddy_check_in": 20,
    "safety_repair": 15,
}
EACH_SIZE = range(4, 9)
# Where somebody's case is worked on: what is asked, then what is suggested, then what is done.
CASES = {
    "troika": [(f"ask_{case}", f"listen_{case}", f"plan_{case}") for case in (1, 2, 3)],
    "case_clinic": [("questions", "ideas", "plan")],
    "peer_consulting": [("key_question", "counsel", "plan")],
    "action_learning": [("questions", "restate", "plan")],
    "issue_processing": [("questions", "experiences", "plan")],
}
# The step of each case in which its owner says what help is wanted.
HELP_WANTED = {
    "troika": ["tell_1", "tell_2", "tell_3"],
    "case_clinic": ["help_wanted"],
    "peer_consulting": ["way_of_helping"],
    "action_learning": ["problem"],
    "issue_processing": ["issue"],
}
COMMITS = {StepKind.PLAN, StepKind.AGREEMENTS}
CLOSES = {StepKind.BRIEFING, StepKind.TAKEAWAYS, StepKind.CHECK_OUT, *COMMITS}
LONGEST = {"prompt": 420, "cue": 180, "title": 40}

every_playbook = pytest.mark.parametrize("name", SHIPPED)


def texts(step: Step) -> dict[str, list[Wording]]:
    return {"title": [step.title], "prompt": [step.prompt], "cue": list(step.cues.values())}


def keys(playbook: Playbook) -> list[str]:
    return [step.key for step in playbook.steps]


def test_what_is_promised_is_shipped_and_nothing_else() -> None:
    folder = files("collegium.domain.playbook") / "shipped"
    there = {Path(one.name).stem for one in folder.iterdir() if one.name.endswith(".yaml")}
    assert set(SHIPPED) == set(PROMISED) == there


@every_playbook
def test_minutes_add_up_to_what_is_promised(name: str) -> None:
    assert shipped(name).minutes == PROMISED[name]
    assert shipped(name).key == name


@every_playbook
def test_every_size_of_group_has_a_turn_for_each_and_an_end_in_sight(name: str) -> None:
    playbook = shipped(name)
    for people in EACH_SIZE:
        assert abs(playbook.minutes_for(people) - PROMISED[name]) <= PROMISED[name] / 5
        for step in playbook.steps:
            if step.talks and step.per_person:
                assert step.minutes_for(people) >= people


@every_playbook
def test_a_group_gets_from_the_first_step_to_the_last_and_everybody_leaves_something(
    name: str,
) -> None:
    playbook = shipped(name)
    people = playbook.people
    state = held(playbook, people).state
    assert state.phase is Phase.ENDED
    assert not state.early
    left = outcomes(state)
    committed = {one.member for one in left.plans} | {
        member for one in left.agreements for member in (one.proposed_by, *one.signed)
    }
    assert len(committed) == (playbook.cases or people)
    asked = playbook.steps[-1].questions[0]
    assert sum(one.item == asked.item for one in left.readings) >= people


@every_playbook
def test_every_text_is_there_in_english_and_german(name: str) -> None:
    playbook = shipped(name)
    found = [playbook.title, playbook.aim]
    for step in playbook.steps:
        found += [text for wordings in texts(step).values() for text in wordings]
        found += [question.wording for question in step.questions]
    for text in found:
        assert set(text.by_language) == {"en", "de"}
        if len(text.by_language["en"]) > 30:
            assert text.in_language("de") != text.in_language("en")


@every_playbook
def test_a_text_can_be_read_in_one_breath(name: str) -> None:
    for step in shipped(name).steps:
        for sort, wordings in texts(step).items():
            for wording in wordings:
                for language, text in wording.by_language.items():
                    assert len(text) <= LONGEST[sort], (step.key, language)


@every_playbook
def test_the_host_has_a_cue_card_in_every_step(name: str) -> None:
    assert all(Role.HOST in step.cues for step in shipped(name).steps)


@every_playbook
def test_the_part_that_matters_is_kept(name: str) -> None:
    plans = [step for step in shipped(name).steps if step.kind is StepKind.PLAN]
    assert all(step.keep for step in plans)
    assert plans or name in {"orientation", "safety_repair"}


@every_playbook
def test_the_end_is_a_commitment_and_a_look_back(name: str) -> None:
    steps = shipped(name).steps
    assert steps[-1].kind in {StepKind.TAKEAWAYS, StepKind.CHECK_OUT}
    assert steps[-1].questions
    commitment = max(n for n, step in enumerate(steps) if step.kind in COMMITS)
    assert {step.kind for step in steps[commitment:]} <= CLOSES


@every_playbook
def test_the_last_word_belongs_to_everybody(name: str) -> None:
    last = shipped(name).steps[-1]
    assert (last.speaks, last.writes) == (Who.EVERYONE, Who.EVERYONE)


def test_cases_are_worked_on_where_we_say_so() -> None:
    assert {name for name in SHIPPED if shipped(name).cases} == set(CASES) == set(HELP_WANTED)
    assert all(len(CASES[name]) == shipped(name).cases for name in CASES)


@pytest.mark.parametrize("name", CASES)
def test_questions_come_before_solutions(name: str) -> None:
    order = keys(shipped(name))
    for (asked, suggested, done), wanted in zip(CASES[name], HELP_WANTED[name], strict=True):
        assert order.index(asked) < order.index(suggested) < order.index(done)
        assert order.index(wanted) < order.index(suggested)


@pytest.mark.parametrize("name", CASES)
def test_the_owner_decides(name: str) -> None:
    plans = [step for step in shipped(name).steps if step.kind is StepKind.PLAN]
    assert [(plan.case, plan.writes) for plan in plans] == [
        (case, Who.OWNER) for case in range(1, len(CASES[name]) + 1)
    ]


@every_playbook
def test_a_silent_owner_neither_writes_nor_speaks_and_is_told_so_kindly(name: str) -> None:
    for step in shipped(name).steps:
        if Who.OTHERS is not step.speaks:
            continue
        assert step.writes is Who.OTHERS
        assert {Role.HOST, Role.OWNER, OTHERS} <= set(step.cues)
        assert "may simply listen" in step.prompt.in_language("en")
        assert "darf einfach zuhören" in step.prompt.in_language("de")
        assert "writing rests" in step.cues[Role.OWNER].in_language("en").lower()


def test_everybody_in_a_troika_is_the_owner_once_and_has_the_same_time() -> None:
    troika = shipped("troika")
    assert (troika.people, troika.cases) == (3, 3)
    times = [[step.fixed for step in troika.steps if step.key.endswith(f"_{n}")] for n in (1, 2, 3)]
    assert times == [[1, 2, 4, 2]] * 3


def test_peer_consulting_has_six_phases() -> None:
    titles = [step.title.in_language("en") for step in shipped("peer_consulting").steps]
    assert sorted({title.split(":")[0] for title in titles}) == [f"Phase {n}" for n in range(1, 7)]


def test_an_after_action_review_asks_its_four_questions_in_order() -> None:
    assert keys(shipped("after_action_review"))[1:5] == ["planned", "happened", "why", "next_time"]


def test_the_failure_comes_first() -> None:
    assert keys(shipped("failure_and_win"))[:2] == ["failures", "wins"]


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
    assert shipped("session_two").step("reports").per_person == 6


def test_confidence_is_asked_before_after_and_looking_back() -> None:
    asked = [
        (question.item, question.moment)
        for name in ("session_one", "session_two")
        for step in shipped(name).steps
        if step.kind in {StepKind.PLAN, StepKind.REPORT}
        for question in step.questions
    ]
    assert asked == [("confidence", moment) for moment in Moment]


def test_the_example_in_the_docs_is_a_whole_playbook() -> None:
    page = (Path(__file__).parents[3] / "docs/use/playbooks.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert parse(example).minutes == 25
    for name, minutes in PROMISED.items():
        assert f"| `{name}` | {minutes} |" in page
    for kind in StepKind:
        assert f"| `{kind}` |" in page
