"""Conflicts, ways out, remarks and faults in sentences."""

from dataclasses import replace

import pytest
from django.utils import translation

from collegium.domain.composition import Fault, Rule, Sizes
from collegium.domain.composition.conflicts import Conflict
from collegium.domain.composition.fault import Fault as Codes
from collegium.domain.composition.relaxing import FORCED, Demand, Relaxation
from collegium.groups.words.conflicts import told, way_out
from collegium.groups.words.faults import COUNTED, NOT_POSSIBLE, REMEDIES, remedy
from collegium.groups.words.remarks import REMARKS, remark
from collegium.people.models import Person

ADA, BO = Person(name="Ada, Countess"), Person(name="علي سعيد")
PEOPLE = {"a": ADA, "b": BO}
PAIR = ("a", "b")


def demand(rule: Rule) -> Demand:
    pair = PAIR if rule in (Rule.APART, Rule.TOGETHER) else ()
    return Demand(rule, pair, "gender", "woman") if rule == Rule.ALONE else Demand(rule, pair)


def conflict(*rules: Rule, people: tuple[str, ...] = (), each: bool = False) -> Conflict:
    return Conflict(tuple(map(demand, rules)), people, each, (), proven=True)


def in_english(found: Conflict) -> str:
    with translation.override("en"):
        return told(found, PEOPLE).what


def test_a_conflict_names_its_rules_and_the_people_it_is_about() -> None:
    assert in_english(conflict(Rule.APART, Rule.HOURS, people=PAIR)) == (
        "Not all of Ada, Countess and علي سعيد can have a group as long as: you keep Ada, "
        "Countess and علي سعيد apart; common working hours."
    )
    assert in_english(conflict(Rule.LINE, people=("a",), each=True)) == (
        "Ada, Countess can have no group as long as: boss and report are never together."
    )
    assert in_english(conflict(Rule.ALONE)) == (
        "Not everybody can have a group as long as: nobody is the only one with gender “woman”."
    )
    assert in_english(conflict()).startswith("With groups of these sizes")


def test_a_veto_reads_as_not_possible_and_names_nobody() -> None:
    alone = in_english(conflict(Rule.VETO))
    assert alone == "With groups of these sizes it is not possible to give everybody a group."
    among = in_english(conflict(Rule.VETO, Rule.LANGUAGE))
    assert among == (
        "It is not possible to give everybody a group as long as: one language that everybody "
        "speaks."
    )
    with translation.override("en"):
        for code in NOT_POSSIBLE:
            said = remedy(Fault(code, PAIR, rules=(Rule.VETO,)), PEOPLE)
            assert said.startswith("It is not possible")
            assert "veto" not in said
            assert "rule" not in said


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("rule", sorted(set(Rule) - FORCED))
def test_every_way_out_has_a_sentence(rule: Rule, language: str) -> None:
    sizes = Sizes(3, 8) if rule == Rule.SIZE else None
    limits = {Rule.HOURS: 4.5, Rule.LEVELS: 2.0, Rule.HOST: 1.0, Rule.FACILITATOR: 1.0}
    asked = demand(rule)
    with translation.override(language):
        for limit in {None, limits.get(rule)}:
            way = Relaxation(rule, asked.people, asked.attribute, asked.value, limit, sizes)
            sayings = {
                way_out(replace(way, more=more, everybody=everybody), PEOPLE)
                for more, everybody in ((0, False), (1, False), (2, False), (2, True))
            }
            assert len(sayings) == 4
            assert not any("%(" in said for said in sayings)


def test_ways_out_say_what_they_give() -> None:
    with translation.override("en"):
        hours = Relaxation(Rule.HOURS, limit=4.0, more=3)
        assert way_out(hours, PEOPLE) == (
            "Ask for 4 common working hours a week: then 3 people more have a group."
        )
        left = Relaxation(None, people=("a",), everybody=True)
        assert way_out(left, PEOPLE) == ("Leave Ada, Countess out: then all others have a group.")


def test_what_is_not_proven_says_so() -> None:
    found = conflict(Rule.HOURS)
    assert told(found, PEOPLE).caution == ""
    assert told(replace(found, proven=False), PEOPLE).caution
    assert told(replace(found, ways_out=(Relaxation(Rule.HOURS),)), PEOPLE).caution


COUNTS = {
    "people": 11,
    "needed": 4,
    "minimum": 6,
    "maximum": 8,
    "hosts": 1,
    "groups": 2,
}


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("code", [*REMEDIES, *COUNTED, *REMARKS, "fits_nowhere"])
def test_every_fault_and_remark_has_a_sentence(code: str, language: str) -> None:
    fault = Fault(code, PAIR, ("tenure", "site", "hats"), (Rule.POOL,), COUNTS, (Sizes(5, 8),))
    with translation.override(language):
        said = (
            remark(fault, PEOPLE) if code in {*REMARKS, "fits_nowhere"} else remedy(fault, PEOPLE)
        )
        assert "%(" not in said
        assert said.endswith(".")
        assert code not in said


def test_no_code_is_without_words() -> None:
    listed = [word.strip("`,;.():") for word in (Codes.__doc__ or "").split() if "`" in word]
    codes = {word for word in listed if "_" in word} - {"nameless"}
    assert codes <= {*REMEDIES, *COUNTED}
