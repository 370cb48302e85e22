"""A playbook file is read whole, or everything that is wrong with it is said."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.playbook import PlaybookError, Wording, parse
from collegium.domain.playbook.faults import REMEDIES, FaultCode

type Tree = dict[str, object]


def small(**changes: object) -> str:
    step = {"key": "talk", "kind": "talk_round", "minutes": 10, **_texts("title", "prompt", "cue")}
    tree: Tree = {
        "playbook": "small",
        "version": 1,
        "author": "A group",
        "licence": "CC0-1.0",
        "minutes": 10,
        **_texts("title", "aim"),
        "steps": [step],
    }
    return yaml.safe_dump(_changed(tree, step, changes))


def _texts(*parts: str) -> Tree:
    return {part: {"en": "Text", "de": "Wort"} for part in parts}


def _changed(tree: Tree, step: Tree, changes: Tree) -> Tree:
    for part, value in changes.items():
        where, name = (
            (step, part.removeprefix("step_")) if part.startswith("step_") else (tree, part)
        )
        where[name] = value
    return tree


def faults_of(text: str) -> list[tuple[str, FaultCode]]:
    with pytest.raises(PlaybookError) as caught:
        parse(text)
    return [(fault.where, fault.code) for fault in caught.value.faults]


def question(**changes: object) -> Tree:
    return {
        "item": "safety",
        "moment": "after",
        "low": 1,
        "high": 5,
        **_texts("text"),
        **changes,
    }


def test_a_good_file_is_read() -> None:
    playbook = parse(small())
    assert playbook.steps[0].title.in_language("de") == "Wort"
    assert playbook.steps[0].talks


@pytest.mark.parametrize(
    ("changes", "where", "code"),
    [
        ({"minutes": 11}, "playbook", FaultCode.MINUTES_DO_NOT_ADD_UP),
        ({"minutes": "ten"}, "playbook, minutes", FaultCode.NOT_A_NUMBER),
        ({"version": True}, "playbook, version", FaultCode.NOT_A_NUMBER),
        ({"author": " "}, "playbook, author", FaultCode.MISSING_TEXT),
        ({"title": {"de": "Wort"}}, "playbook, title", FaultCode.MISSING_ENGLISH),
        ({"title": "Text"}, "playbook, title", FaultCode.MISSING_ENGLISH),
        ({"steps": []}, "playbook, steps", FaultCode.NO_STEPS),
        ({"steps": "talk"}, "playbook, steps", FaultCode.NOT_A_MAPPING),
        ({"colour": "red"}, "playbook, colour", FaultCode.UNKNOWN_PART),
        ({"step_minutes": 0}, "step 'talk', minutes", FaultCode.NOT_A_NUMBER),
        ({"step_kind": "dance"}, "step 'talk', kind", FaultCode.UNKNOWN_KIND),
        ({"step_prompt": {"en": "Talk"}}, "step 'talk', prompt", FaultCode.MISSING_LANGUAGE),
        ({"step_cue": {"en": "", "de": "x"}}, "step 'talk', cue", FaultCode.MISSING_TEXT),
        ({"step_prmpt": 1}, "step 'talk', prmpt", FaultCode.UNKNOWN_PART),
        ({"step_round": "maybe"}, "step 'talk', round", FaultCode.NOT_YES_OR_NO),
        ({"step_key": ""}, "steps 1, key", FaultCode.MISSING_TEXT),
        ({"step_questions": [question()]}, "step 'talk'", FaultCode.NOBODY_ASKED),
        (
            {"step_questions": [question(low=5)]},
            "step 'talk', questions 1, low",
            FaultCode.EMPTY_SCALE,
        ),
        (
            {"step_questions": [question(moment="soon")]},
            "step 'talk', questions 1, moment",
            FaultCode.UNKNOWN_MOMENT,
        ),
    ],
)
def test_each_fault_names_its_place(changes: Tree, where: str, code: FaultCode) -> None:
    assert (where, code) in faults_of(small(**changes))


def test_two_steps_or_questions_with_one_key_are_told() -> None:
    step = {"key": "a", "kind": "check_out", "minutes": 5, **_texts("title", "prompt", "cue")}
    doubled = {**step, "questions": [question(), question()]}
    found = faults_of(small(steps=[doubled, step]))
    assert found == [("steps", FaultCode.SAME_KEY), ("step 'a'", FaultCode.SAME_KEY)]


def test_all_faults_come_at_once_with_their_remedies() -> None:
    text = small(author="", version=0, step_kind="dance")
    with pytest.raises(PlaybookError) as caught:
        parse(text)
    assert len(caught.value.faults) == 3
    assert "step 'talk', kind: unknown_kind" in str(caught.value)
    assert REMEDIES[FaultCode.UNKNOWN_KIND] in str(caught.value)


def test_broken_yaml_names_its_line() -> None:
    assert faults_of("playbook: a\ntitle: {en: [") == [("line 2", FaultCode.NOT_YAML)]


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b", "!!python/object:os.system {}"])
def test_what_is_no_playbook_is_refused(text: str) -> None:
    assert faults_of(text)


def test_control_characters_are_refused() -> None:
    assert faults_of("playbook: \x00") == [("playbook", FaultCode.NOT_YAML)]


def test_a_huge_file_is_refused_unread() -> None:
    assert faults_of("#" * 200_001) == [("playbook", FaultCode.TOO_LARGE)]


def test_every_fault_has_a_remedy() -> None:
    assert set(REMEDIES) == set(FaultCode)


def test_wording_falls_back_to_the_language_then_to_english() -> None:
    text = Wording({"en": "Hello", "de": "Hallo"})
    assert text.in_language("de-at") == "Hallo"
    assert text.in_language("fr") == "Hello"
    assert Wording({"fr": "Salut"}).in_language("de") == "Salut"
    assert Wording({}).in_language("de") == ""


_scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
_trees = st.recursive(
    _scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["en", "key", "kind", "steps", "title"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(_trees)
def test_any_tree_is_read_or_refused_and_nothing_else(tree: object) -> None:
    with pytest.raises(PlaybookError):
        parse(yaml.safe_dump(tree))
