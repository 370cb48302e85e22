"""A real export of a personnel system, brought in through the pages."""

import os
import time
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client

from collegium.people.models import Person
from tests.people.test_import import as_guessed, bring

SHARED = os.environ.get("COLLEGIUM_SHARED_DATA")
FILE = Path(SHARED or ".") / "adventureworks" / "DimEmployee.csv"
pytestmark = pytest.mark.skipif(
    not FILE.exists(),
    reason="COLLEGIUM_SHARED_DATA does not lead to adventureworks/DimEmployee.csv",
)


def test_two_hundred_and_ninety_people_in_one_tree(client: Client, lead: Person) -> None:
    client.force_login(lead)
    path = as_guessed(client, bring(client, FILE.read_bytes(), FILE.name))
    assert "290 people are added" in client.get(path).content.decode()
    start = time.monotonic()
    assert client.post(path).status_code == 302
    assert time.monotonic() - start < 5
    people = {p.pk: p for p in lead.organisation.persons.exclude(pk=lead.pk)}
    assert len(people) == 290
    assert len({p.department for p in people.values()}) == 16
    assert Counter(p.level for p in people.values()) == {1: 1, 2: 7, 3: 48, 4: 206, 5: 28}
    (top,) = (p for p in people.values() if p.manager_id is None)
    assert top.function == "Chief Executive Officer"
    for person in people.values():
        if person.manager_id:
            upper = people[person.manager_id].level
            assert upper is not None
            assert person.level == upper + 1
    again = as_guessed(client, bring(client, FILE.read_bytes(), FILE.name))
    assert "There is nothing to apply." in client.get(again).content.decode()
