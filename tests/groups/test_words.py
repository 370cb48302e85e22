"""Every code of the engine has its sentence, in both languages."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from collegium.domain.composition import (
    LeftOut,
    Obstacle,
    Reason,
    Rule,
    Sizes,
    Violation,
)
from collegium.domain.composition.faults import Fault
from collegium.groups.words.faults import REMEDIES, remedy
from collegium.groups.words.names import listed
from collegium.groups.words.reasons import SENTENCES, cost, how_good, why_here
from collegium.groups.words.rules import broken, broken_rules, why_left_out
from collegium.people.models import Person

ADA, BO = Person(name="Ada"), Person(name="Bo")
PEOPLE = {"a": ADA, "b": BO}


@pytest.fixture(params=["en", "de"], autouse=True)
def _language(request: pytest.FixtureRequest) -> Iterator[None]:
    with translation.override(request.param):
        yield


@pytest.mark.parametrize("rule", list(Rule))
def test_broken_rules_and_obstacles(rule: Rule) -> None:
    told = broken(Violation(rule, 0, ("a", "b"), 3, 4), PEOPLE)
    (why,) = why_left_out(LeftOut("a", (Obstacle(rule, (0,), ("b",)),), proven=True), PEOPLE)
    assert "%(" not in told + why
    assert told.endswith(".")


def test_who_clashes_with_several_is_named_once() -> None:
    people = PEOPLE | {"c": Person(name="Cy"), "d": Person(name="Di")}
    line = [Violation(Rule.LINE, 0, pair) for pair in (("a", "b"), ("a", "c"), ("a", "d"))]
    size = Violation(Rule.SIZE, 0, ("a", "b", "c", "d"), 4, 5)
    told = broken_rules([*line, size, Violation(Rule.POOL, 0, ("b", "c"))], people)
    assert len(told) == 3
    assert told[0] == broken(size, people)
    assert told[1].startswith("Ada ")
    assert all(name in told[1] for name in ("Bo", "Cy", "Di"))
    assert told[2] == broken(Violation(Rule.POOL, 0, ("b", "c")), people)
    assert broken_rules([], people) == []


@pytest.mark.parametrize("code", list(SENTENCES))
def test_reasons(code: str) -> None:
    told = why_here(Reason(code, "site", "Porto", ("b",), (Rule.LINE,)), PEOPLE)
    assert "%(" not in told
    assert "Porto" in told or "Bo" in told or code == "only_place"


@pytest.mark.parametrize("code", [*REMEDIES, "too_few_people", "sizes_do_not_divide", "other"])
def test_faults(code: str) -> None:
    counts = {"people": 11, "needed": 4, "minimum": 6, "maximum": 8}
    fault = Fault(code, ("a", "b"), (), (Rule.POOL,), counts, (Sizes(5, 8),))
    assert "%(" not in remedy(fault, PEOPLE)


def test_how_good_and_what_it_costs() -> None:
    assert how_good(None) == ""
    assert "84 %" in how_good(84).replace("\N{NO-BREAK SPACE}", " ")
    assert how_good(99) != how_good(84)
    assert len({cost(0.01), cost(1.25), cost(-1.25)}) == 3


def test_lists_of_names_stay_short() -> None:
    if translation.get_language() == "en":
        assert listed([]) == ""
        assert listed(["A"]) == "A"
        assert listed(["A", "B"]) == "A and B"
        assert listed("ABCDE") == "A, B, C, D and E"
        assert listed("ABCDEF") == "A, B, C, D and 2 more"
