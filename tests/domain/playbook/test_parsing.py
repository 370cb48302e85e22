"""A playbook file is read whole, or everything that is wrong with it is said."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from collegium.domain.datafile.faults import REMEDIES, FaultCode
from collegium.domain.playbook import PlaybookError, Wording, parse

type Tree = dict[str, object]


def small(**changes: object) -> str:
    step = {"key": "talk", "kind": "talk_round", "minutes": 10, **_step_texts()}
    tree: Tree = {
        "playbook": "small",
        "version": 1,
        "author": "A group",
        "licence": "CC0-1.0",
        "minutes": 12,
        **_texts("title", "aim"),
        "steps": [step, *CLOSING],
    }
    return yaml.safe_dump(_changed(tree, step, changes))


def _texts(*parts: str) -> Tree:
    return {part: {"en": "Text", "de": "Wort"} for part in parts}


def _step_texts() -> Tree:
    return {**_texts("title", "prompt"), "cues": _texts("host")}


def _changed(tree: Tree, step: Tree, changes: Tree) -> Tree:
    for part, value in changes.items():
        where, name = (
            (step, part.removeprefix("step_")) if part.startswith("step_") else (tree, part)
        )
        where[name] = value
    return tree


CLOSING: list[Tree] = [
    {"key": f"closing {kind}", "kind": kind, "minutes": 1, **_step_texts()}
    for kind in ("agreements", "check_out")
]


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
        ({"minutes": 11}, "playbook, minutes", FaultCode.MINUTES_DO_NOT_ADD_UP),
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
        (
            {"step_cues": {"host": {"en": "", "de": "x"}}},
            "step 'talk', cues, host",
            FaultCode.MISSING_TEXT,
        ),
        ({"step_cues": _texts("scribe")}, "step 'talk', cues", FaultCode.NO_HOST_CUE),
        ({"step_cues": _texts("host", "boss")}, "step 'talk', cues, boss", FaultCode.UNKNOWN_PART),
        ({"step_cues": _texts("host", "owner")}, "step 'talk', case", FaultCode.NO_CASE),
        ({"step_speaks": "others"}, "step 'talk', case", FaultCode.NO_CASE),
        ({"step_case": 2}, "playbook, steps", FaultCode.CASE_LEFT_OUT),
        ({"step_writes": "the boss"}, "step 'talk', writes", FaultCode.NOT_A_CHOICE),
        ({"step_shows": "later"}, "step 'talk', shows", FaultCode.NOT_A_CHOICE),
        ({"step_shows": "at_once"}, "step 'talk', shows", FaultCode.NOT_IN_THIS_KIND),
        ({"step_keep": True}, "step 'talk', keep", FaultCode.NOT_IN_THIS_KIND),
        ({"step_votes": 3}, "step 'talk', votes", FaultCode.NOT_IN_THIS_KIND),
        ({"step_from": "talk"}, "step 'talk', from", FaultCode.NOT_IN_THIS_KIND),
        ({"step_kind": "choose", "step_votes": 3}, "step 'talk', from", FaultCode.NO_SOURCE),
        (
            {"step_kind": "choose", "step_from": "talk", "step_votes": 3},
            "step 'talk', from",
            FaultCode.NO_SOURCE,
        ),
        ({"step_kind": "choose"}, "step 'talk', votes", FaultCode.NOT_A_NUMBER),
        (
            {"step_kind": "cards", "step_writes": "nobody"},
            "step 'talk', writes",
            FaultCode.NOBODY_WRITES,
        ),
        ({"step_minutes": {"fixed": 0}}, "step 'talk', minutes", FaultCode.NO_TIME),
        (
            {"step_minutes": {"per_person": 1.5}},
            "step 'talk', minutes, per_person",
            FaultCode.NOT_A_NUMBER,
        ),
        (
            {"step_prompt": {"en": "x" * 2001, "de": "x"}},
            "step 'talk', prompt",
            FaultCode.TOO_LONG,
        ),
        ({"step_prmpt": 1}, "step 'talk', prmpt", FaultCode.UNKNOWN_PART),
        ({"step_round": "maybe"}, "step 'talk', round", FaultCode.NOT_YES_OR_NO),
        ({"step_key": ""}, "steps 1, key", FaultCode.MISSING_TEXT),
        ({"step_questions": [question()]}, "step 'talk', questions", FaultCode.NOBODY_ASKED),
        (
            {"step_questions": [question(low=5)]},
            "step 'talk', questions 1, low",
            FaultCode.EMPTY_SCALE,
        ),
        (
            {"step_questions": [{**question(), "moment": None}]},
            "step 'talk', questions 1, moment",
            FaultCode.UNKNOWN_MOMENT,
        ),
        ({"step_kind": None}, "step 'talk', kind", FaultCode.UNKNOWN_KIND),
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
    def step(**more: object) -> Tree:
        return {"key": "a", "kind": "check_out", "minutes": 5, **_step_texts(), **more}

    doubled = step(questions=[question(), question()])
    found = faults_of(small(steps=[CLOSING[0], doubled, step()], minutes=11))
    assert found == [
        ("playbook, steps", FaultCode.SAME_KEY),
        ("step 'a', questions", FaultCode.SAME_KEY),
    ]


def test_minutes_may_grow_with_the_people() -> None:
    playbook = parse(
        small(people=4, minutes=16, step_minutes={"fixed": 2, "per_person": 3}, step_case=1)
    )
    assert [playbook.minutes_for(people) for people in (4, 6)] == [16, 22]
    assert playbook.cases == 1


def closing(*kinds: str, **last: object) -> list[Tree]:
    found: list[Tree] = [
        {"key": f"{number} {kind}", "kind": kind, "minutes": 4, **_step_texts()}
        for number, kind in enumerate(kinds)
    ]
    found[-1] |= last
    return found


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        (closing("plan", "check_out"), None),
        (closing("agreements", "takeaways", questions=[question()]), None),
        (closing("pairs", "check_out"), ("playbook, steps", FaultCode.NO_COMMITMENT)),
        (
            closing("cards", "takeaways", questions=[question()]),
            ("playbook, steps", FaultCode.NO_COMMITMENT),
        ),
        (closing("plan", "takeaways"), ("step '1 takeaways', kind", FaultCode.NO_LOOK_BACK)),
        (closing("check_out", "plan"), ("step '1 plan', kind", FaultCode.NO_LOOK_BACK)),
    ],
)
def test_a_playbook_ends_with_a_commitment_and_a_look_back(
    steps: list[Tree], found: tuple[str, FaultCode] | None
) -> None:
    text = small(steps=steps, minutes=8)
    if found is None:
        assert len(parse(text).steps) == 2
    else:
        assert faults_of(text) == [found]


def test_what_the_end_lacks_is_said_with_its_line() -> None:
    text = small(steps=closing("talk_round", "briefing"), minutes=8)
    with pytest.raises(PlaybookError) as caught:
        parse(text)
    lines = [text.splitlines()[fault.line - 1].strip() for fault in caught.value.faults]
    assert lines == ["steps:", "kind: briefing"]


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"minutes": 11}, "11 ≠ 12, people: 6"),
        ({"minutes": "ten"}, "1–1440"),
        ({"step_prompt": {"en": "x" * 2001, "de": "x"}}, "en: ≤ 2000"),
        ({"step_shows": "later"}, "together, at_once"),
        ({"step_kind": "choose"}, "1–10"),
    ],
)
def test_details_are_signs_and_the_words_of_the_file(changes: Tree, detail: str) -> None:
    with pytest.raises(PlaybookError) as caught:
        parse(small(**changes))
    assert detail in {fault.detail for fault in caught.value.faults}


def test_a_text_that_was_kept_outlives_stricter_rules() -> None:
    text = small(steps=closing("talk_round", "briefing"), minutes=9)
    assert [step.minutes_for(6) for step in parse(text, kept=True).steps] == [4, 4]
    with pytest.raises(PlaybookError):
        parse("playbook: small", kept=True)


def test_all_faults_come_at_once_with_their_remedies() -> None:
    text = small(author="", version=0, step_kind="dance")
    with pytest.raises(PlaybookError) as caught:
        parse(text)
    assert len(caught.value.faults) == 3
    assert "step 'talk', kind: unknown_kind" in str(caught.value)
    assert REMEDIES[FaultCode.UNKNOWN_KIND] in str(caught.value)


def test_broken_yaml_names_its_line() -> None:
    with pytest.raises(PlaybookError, match=r"^line 2: playbook: not_yaml"):
        parse("playbook: a\ntitle: {en: [")


def test_every_fault_names_its_line() -> None:
    text = small(step_kind="dance", colour="red") + "\nversion: 2\n"
    lines = text.splitlines()
    with pytest.raises(PlaybookError) as caught:
        parse(text)
    found = {fault.code: lines[fault.line - 1] for fault in caught.value.faults}
    assert found[FaultCode.UNKNOWN_KIND].strip() == "kind: dance"
    assert found[FaultCode.UNKNOWN_PART] == "colour: red"
    assert found[FaultCode.SAME_KEY] == "version: 2"


def test_a_file_of_a_million_references_is_refused_quickly() -> None:
    layers = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
    assert faults_of(f"a0: &a0 [x]\n{layers}")


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
