"""Somebody says which field of the roster is wrong, and an administrator sees to it."""

from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collegium.people.models import RoleName
from collegium.rights.models import Correction
from collegium.rights.queries.corrections import fields_of_roster
from tests.builders import a_person, an_organisation, with_role
from tests.library.conftest import signed_in

LIST = "rights:corrections"


def test_from_the_member_to_the_administrator_and_done() -> None:
    organisation = an_organisation()
    member = a_person(organisation)
    boss = with_role(a_person(organisation, "Ad Min"), RoleName.ADMINISTRATOR)
    client, url = signed_in(member), reverse("rights:wrong")
    assert "Sales" in client.get(url).content.decode()
    for should_be in ("Purchasing", "Logistics"):  # said again, the later word stands
        answer = client.post(url, {"field": "department", "should_be": should_be}, follow=True)
    assert "Logistics" in answer.content.decode()
    found = Correction.objects.get()
    admin = signed_in(boss)
    today = admin.get(reverse("practice:today")).content.decode()
    assert "the roster is wrong" in today
    page = admin.get(reverse(LIST)).content.decode()
    assert "Logistics" in page
    for _ in range(2):
        done = admin.post(reverse("rights:seen_to", args=[found.pk]), follow=True)
    assert "Nothing is wrong" in done.content.decode()
    assert "the roster is wrong" not in admin.get(reverse("practice:today")).content.decode()


def test_what_is_refused_keeps_what_was_typed() -> None:
    member = a_person(an_organisation())
    answer = signed_in(member).post(
        reverse("rights:wrong"), {"field": "password", "should_be": "kept as typed"}
    )
    assert answer.status_code == 422
    assert "kept as typed" in answer.content.decode()
    assert not Correction.objects.exists()


def test_an_administrator_of_elsewhere_sees_nothing_of_it() -> None:
    here, there = an_organisation(), an_organisation("There")
    one = Correction.objects.create(person=a_person(here), field="site", should_be="Graz")
    boss = with_role(a_person(there, "Ad Min"), RoleName.ADMINISTRATOR)
    client = signed_in(boss)
    assert "Graz" not in client.get(reverse(LIST)).content.decode()
    assert client.post(reverse("rights:seen_to", args=[one.pk])).status_code == 404
    assert client.post(reverse("rights:seen_to", args=[uuid4()])).status_code == 404


def test_what_people_change_themselves_is_not_asked_about() -> None:
    fields = fields_of_roster()
    assert {"name", "email", "manager", "department", "level", "gender"} <= fields.keys()
    assert not {"languages", "strengths", "wants", "password"} & fields.keys()


def test_the_list_costs_the_same_with_more() -> None:
    organisation = an_organisation()
    boss = with_role(a_person(organisation, "Ad Min"), RoleName.ADMINISTRATOR)
    client, costs = signed_in(boss), []
    for number in range(3):
        person = a_person(organisation, f"Per Son{number}", manager=boss)
        Correction.objects.create(person=person, field="manager", should_be="x")
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(LIST))
        costs.append(len(asked))
    assert costs[0] == costs[2] == 5
