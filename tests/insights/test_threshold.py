"""How many it takes: everybody sees it, two roles raise it, nobody lowers it."""

from importlib import import_module
from uuid import uuid4

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from collegium.domain.evidence import Threshold
from collegium.people.models import Organisation, Person, RoleName, ThresholdRise
from collegium.people.queries.thresholds import threshold_of
from tests.builders import a_lead, a_person, a_programme, an_organisation, with_role
from tests.insights.conftest import signed_in

PAGE = "/insights/threshold/"


def raising(person: Person, **sent: object) -> int:
    form = {"once": uuid4(), "people": 20, "groups": 4, "confirmed": "on"} | sent
    return signed_in(person).post(PAGE, form).status_code


@pytest.fixture
def organisation() -> Organisation:
    return an_organisation()


@pytest.mark.parametrize("role", [RoleName.LEAD, RoleName.ADMINISTRATOR])
def test_a_lead_or_an_administrator_raises_it_for_good(
    organisation: Organisation, role: RoleName
) -> None:
    person = with_role(a_person(organisation, "Rae Raiser"), role)
    assert raising(person) == 302
    found = threshold_of(organisation.pk)
    assert (found.people, found.groups) == (20, 4)
    reader = a_person(organisation, "Mia Member")
    programme = a_programme(organisation)
    for address in (PAGE, f"/insights/{programme.pk}/"):
        page = signed_in(reader).get(address).content.decode()
        assert "at least 20 people" in page
    assert "Raise it for good" not in page


def test_sent_twice_it_rises_once(organisation: Organisation) -> None:
    lead, once = a_lead(organisation), uuid4()
    for _ in range(2):
        assert raising(lead, once=once) == 302
    assert raising(lead) == 302  # what holds already
    assert ThresholdRise.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"people": 9}, "may rise, never fall"),
        ({"groups": 2}, "may rise, never fall"),
        ({"confirmed": ""}, "cannot be lowered again"),
        ({"people": "many"}, "whole number"),
        ({"people": 100_000}, "200"),
    ],
)
def test_what_cannot_be_is_refused_and_kept(
    organisation: Organisation, sent: dict[str, object], said: str
) -> None:
    form = {"once": uuid4(), "people": 31, "groups": 7, "confirmed": "on"} | sent
    answer = signed_in(a_lead(organisation)).post(PAGE, form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    kept = {"people": 31, "groups": 7} | {k: v for k, v in sent.items() if k != "confirmed"}
    assert all(f'value="{value}"' in page for value in kept.values())
    assert not ThresholdRise.objects.exists()


def test_a_member_cannot_raise_it(organisation: Organisation) -> None:
    assert raising(a_person(organisation)) == 404
    assert not ThresholdRise.objects.exists()


def test_another_organisation_has_its_own(organisation: Organisation) -> None:
    raising(a_lead(an_organisation("Elsewhere")))
    assert threshold_of(organisation.pk).people == 10


def test_the_page_takes_the_same_queries_however_often_it_rose(organisation: Organisation) -> None:
    reader = signed_in(a_lead(organisation))
    counts = []
    for people in (11, 12, 13):
        raising(Person.objects.get(organisation=organisation), people=people)
        with CaptureQueriesContext(connections["default"]) as queries:
            assert reader.get(PAGE).status_code == 200
        counts.append(len(queries))
    assert counts == [6, 6, 6]


def test_two_who_raise_it_at_once_are_both_answered(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead, once = a_lead(organisation), uuid4()
    raising(lead, people=30)
    view = import_module("collegium.insights.views.threshold")
    monkeypatch.setattr(view, "threshold_of", lambda _organisation: Threshold())  # just before
    form = {"once": once, "people": 20, "groups": 4, "confirmed": "on"}
    answer = signed_in(lead).post(PAGE, form)
    assert answer.status_code == 422
    assert "Somebody has just raised it further" in answer.content.decode()
    assert ThresholdRise.objects.count() == 1
