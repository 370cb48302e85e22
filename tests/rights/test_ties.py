"""Every model says whose its rows are, and each of them has its words on the page."""

import pytest

from collegium.people.models import Person
from collegium.rights.areas import AREA_OF, AREAS
from collegium.rights.queries.kept import models_of, readers_of
from collegium.rights.ties import ELSEWHERE, WHOSE, WITHHELD, links, silent, tied_models
from collegium.rights.words import ROWS
from collegium.vault.whose import Tie, tied


def test_no_model_with_a_link_to_a_person_says_nothing() -> None:
    assert list(silent()) == []


def test_whatever_is_somebodys_stands_in_one_area() -> None:
    theirs = {model._meta.label for model in tied_models(*WHOSE)}
    assert theirs <= AREA_OF.keys()
    assert sum(len(area.models) for area in AREAS) == len(AREA_OF)
    installed = {model._meta.label for area in AREAS for model in models_of(area)}
    assert AREA_OF.keys() - installed <= ELSEWHERE.keys()


def test_what_is_withheld_is_there_and_has_a_reason() -> None:
    for name, reason in WITHHELD.items():
        label, _, field = name.rpartition(".")
        found = [one.model for one in links() if one.model._meta.label == label]
        assert reason
        if found:
            assert found[0]._meta.get_field(field)


def test_rows_are_called_something_on_the_page() -> None:
    shown = {
        model._meta.label for area in AREAS if area.key != "words" for model in models_of(area)
    }
    assert shown - ELSEWHERE.keys() <= ROWS.keys()


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.key)
def test_every_area_says_who_sees_it(area: object) -> None:
    assert any(one is area and readers_of(one) for one in AREAS)


def test_the_link_of_a_place_in_a_group_leads_on_to_its_person() -> None:
    lookups = {(one.model._meta.label, one.path): one.lookup for one in links()}
    assert lookups["practice.LogEntry", "member"] == "member__person"
    assert lookups["practice.PulseAnswer", "pulse__member"] == "pulse__member__person"
    assert lookups["people.Role", "person"] == "person"
    assert lookups["groups.Member", "person"] == "person"
    assert lookups["groups.Buddies", "members"] == "members__person"


def test_a_model_that_says_nothing_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Person, "whose", tied(own="pk"))
    assert list(silent()) == ["people.Person.manager"]
    assert tied(own="one two", did="three")["two"] is Tie.OWN
