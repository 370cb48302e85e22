"""People for the people tests."""

import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache

from collegium.people import adapter
from collegium.people.models import Person, RoleName
from tests.builders import a_lead, a_person, an_organisation, with_role


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Each test counts its own attempts."""
    cache.clear()


class AtOnce:
    """A post room without a thread of its own."""

    def submit(self, send: Callable[..., object], *args: object) -> None:
        send(*args)


@pytest.fixture
def post_room() -> Iterator[None]:
    """Mails leave at once, so that tests can read them."""
    with patch.object(adapter, "POST_ROOM", AtOnce()), patch.object(adapter, "connections"):
        yield


@pytest.fixture
def lead() -> Person:
    return a_lead(an_organisation())


@pytest.fixture
def administrator(lead: Person) -> Person:
    return with_role(a_person(lead.organisation, "Adam Ritter"), RoleName.ADMINISTRATOR)


@pytest.fixture
def member(lead: Person) -> Person:
    return a_person(lead.organisation, "Mara Minz")


@pytest.fixture(autouse=True)
def _no_code_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of authenticator apps stands still: else a code may be too old when it is typed."""
    now = time.time()
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: now))
