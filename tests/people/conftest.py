"""People for the people tests."""

import pytest
from django.core.cache import cache

from collegium.people.models import Person, RoleName
from tests.builders import a_lead, a_person, an_organisation, with_role


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Each test counts its own attempts."""
    cache.clear()


@pytest.fixture
def lead() -> Person:
    return a_lead(an_organisation())


@pytest.fixture
def administrator(lead: Person) -> Person:
    return with_role(a_person(lead.organisation, "Adam Ritter"), RoleName.ADMINISTRATOR)


@pytest.fixture
def member(lead: Person) -> Person:
    return a_person(lead.organisation, "Mara Minz")
