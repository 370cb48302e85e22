"""Item sets as data: what they say, and what is told about one that is wrong."""

import json
from importlib.resources import files
from typing import Any

import pytest
import yaml

from collegium.domain.datafile import DataFileError, FaultCode
from collegium.domain.evidence.items import (
    SHIPPED,
    Asked,
    Audience,
    ItemSet,
    Moment,
    parse,
    questions,
)
from collegium.domain.evidence.items.licences import OPEN

FOLDER = files("collegium.domain.evidence.items") / "shipped"
LANGUAGES = {"en", "de"}


def shipped(key: str) -> ItemSet:
    return parse((FOLDER / f"{key}.yaml").read_text(encoding="utf-8"), shipped=True)


def both(text: str) -> dict[str, str]:
    return {"en": text, "de": text}


def written(**changes: Any) -> str:
    """An organisation's own set as text; what begins with item_ changes its only item."""
    item = {
        "item": "calm",
        "moments": ["before", "after"],
        "low": 1,
        "high": 5,
        "scale": {"low": both("no"), "high": both("yes")},
        "text": both("I keep calm."),
    }
    whole: dict[str, Any] = {
        "set": "calm",
        "version": 1,
        "title": both("Calm"),
        "about": both("How calm people are."),
        "asked": "pulse",
        "audience": "group",
        "source": "Our own words.",
        "licence": "CC0-1.0",
        "items": [item],
    }
    for name, value in changes.items():
        target, part = (item, name[5:]) if name.startswith("item_") else (whole, name)
        target[part] = value
        if value is None:
            del target[part]
    whole = json.loads(json.dumps(whole))  # nothing twice, as data files know no aliases
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)


@pytest.mark.parametrize("key", SHIPPED)
def test_each_shipped_set_is_whole_and_free(key: str) -> None:
    found = shipped(key)
    assert found.key == key
    assert found.licence in OPEN
    assert "Own words" in found.source
    spoken = [found.title, found.about]
    for item in found.items:
        spoken += [item.wording, item.low_means, item.high_means]
        spoken += [item.looking_back] if item.looking_back else []
    assert all(set(one.by_language) == LANGUAGES for one in spoken)


def test_nothing_about_safety_is_for_anybody_but_the_group() -> None:
    assert shipped("safety").audience is Audience.GROUP
    assert {shipped(key).audience for key in SHIPPED if key != "safety"} == {Audience.PUBLISHED}


def test_the_page_asks_neither_what_a_session_asks_nor_what_a_log_says() -> None:
    asked = [one for key in SHIPPED for one in questions([shipped(key)], Moment.AFTER)]
    assert {one.of.key for one in asked} == {"competence", "recommend", "stay"}
    assert {shipped(key).asked for key in ("confidence", "safety")} == {Asked.SESSION}


def test_a_look_back_comes_at_the_end_and_in_its_own_words() -> None:
    before = list(questions([shipped("competence")], Moment.BEFORE))
    after = list(questions([shipped("competence")], Moment.AFTER))
    assert [one.moment for one in before] == [Moment.BEFORE] * 3
    assert [one.moment for one in after] == [Moment.AFTER] * 3 + [Moment.THEN] * 3
    assert after[3].wording.in_language("en").startswith("Before Session One")
    assert len({one.key for one in after}) == 6


@pytest.mark.parametrize(
    ("changes", "where", "code"),
    [
        ({"items": []}, "set, items", FaultCode.NO_ITEMS),
        ({"items": [{}] * 7}, "set, items", FaultCode.TOO_MANY_ITEMS),
        ({"set": "Über uns"}, "set, set", FaultCode.NOT_A_CHOICE),
        ({"colour": "red"}, "set, colour", FaultCode.UNKNOWN_PART),
        ({"audience": "lead"}, "set, audience", FaultCode.NOT_A_CHOICE),
        ({"asked": "session"}, "set, asked", FaultCode.NOT_A_CHOICE),
        ({"audience": "published"}, "set, audience", FaultCode.NOT_A_CHOICE),
        ({"about": {"en": "x"}}, "set, about", FaultCode.MISSING_LANGUAGE),
        ({"source": None}, "set, source", FaultCode.MISSING_TEXT),
        ({"source": "x" * 501}, "set, source", FaultCode.TOO_LONG),
        ({"item_moments": ["soon"]}, "item 'calm', moments", FaultCode.UNKNOWN_MOMENT),
        ({"item_moments": None}, "item 'calm', moments", FaultCode.UNKNOWN_MOMENT),
        ({"item_scale": None}, "item 'calm', scale", FaultCode.NO_ANCHORS),
        ({"item_low": 5}, "item 'calm', low", FaultCode.EMPTY_SCALE),
        ({"item_high": 50}, "item 'calm', high", FaultCode.WIDE_SCALE),
        ({"item_moments": ["then"]}, "item 'calm', looking_back", FaultCode.MISSING_ENGLISH),
    ],
)
def test_each_fault_names_its_place(changes: dict[str, Any], where: str, code: FaultCode) -> None:
    with pytest.raises(DataFileError) as caught:
        parse(written(**changes))
    assert (where, code) in [(one.where, one.code) for one in caught.value.faults]


def test_two_items_of_one_name_are_told() -> None:
    item = yaml.safe_load(written())["items"][0]
    with pytest.raises(DataFileError) as caught:
        parse(written(items=[item, item]))
    assert [one.code for one in caught.value.faults] == [FaultCode.SAME_KEY]


@pytest.mark.parametrize(
    "changes",
    [
        {"licence": "CC-BY-NC-4.0"},
        {"licence": "all rights reserved"},
        {"licence": "permission"},
        {"title": both("UWES-9")},
        {"source": "Gallup Q12, shortened"},
        {"source": "Learning Transfer System Inventory"},
        {"title": both("Our Net Promoter Score")},
    ],
)
def test_a_licence_that_forbids_is_refused_with_its_line(changes: dict[str, Any]) -> None:
    with pytest.raises(DataFileError) as caught:
        parse(written(**changes))
    (fault,) = caught.value.faults
    assert fault.code is FaultCode.LICENCE_FORBIDS
    assert fault.line > 0


def test_whoever_was_permitted_says_by_whom() -> None:
    found = parse(written(licence="permission", permission="The publisher, 3 May 2026"))
    assert found.permission == "The publisher, 3 May 2026"
