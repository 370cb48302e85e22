"""For tests that ask thousands of times, and change nothing of who may open what."""

import logging
from collections.abc import Callable
from copy import copy
from functools import cache, wraps
from typing import Any
from uuid import UUID

import pytest
from allauth.account.auth_backends import AuthenticationBackend
from django.template.backends import django
from pytest_django import Settings

from collegium.config import middleware
from collegium.groups.models import Group
from collegium.groups.queries import enter
from collegium.groups.queries.new_ways import is_closed_to
from collegium.meetings.live.rendering import OWN, SHARED
from collegium.meetings.views import live
from collegium.people.access import relations_of
from collegium.people.models import Person
from collegium.people.queries.new_ways import unsettled_of
from collegium.people.signing.models import SignIn
from collegium.people.signing.sessions import SessionStore


@pytest.fixture
def unwritten(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Let a page be the name of its template: who may open it is decided before it is written.

    What is refused is not logged, either.
    """
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.architecture.actors.Door"]
    monkeypatch.setattr(django.Template, "render", _name_of)
    monkeypatch.setattr(live, "drawn_whole", lambda *_: dict.fromkeys(SHARED | OWN, ""))


def _name_of(template: Any, *_context: object, **_more: object) -> str:  # noqa: ANN401 - Django's own
    return str(template.template.name)


@pytest.fixture
def known_by_heart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the databases once for each sign-in, person, role and seat that is not there.

    The middleware still asks each time, for this very person and group.
    """
    monkeypatch.setattr(SessionStore, "_get_session_from_db", _sign_ins())
    monkeypatch.setattr(AuthenticationBackend, "get_user", _persons(AuthenticationBackend.get_user))
    monkeypatch.setattr(middleware, "relations_of", cache(relations_of))
    monkeypatch.setattr(middleware, "enter", _refusals(enter))
    monkeypatch.setattr(middleware, "is_closed_to", cache(is_closed_to))
    monkeypatch.setattr(middleware, "unsettled_of", cache(unsettled_of))


def _sign_ins() -> Callable[[SessionStore], SignIn | None]:
    usual, known = SessionStore._get_session_from_db, dict[str | None, SignIn | None]()

    def found(store: SessionStore) -> SignIn | None:
        key = store.session_key
        if key not in known:
            known[key] = usual(store)
        if known[key] is None:
            store._session_key = None
        return known[key]

    return found


def _persons[S](usual: Callable[[S, UUID], Person]) -> Callable[[S, UUID], Person]:
    known = dict[UUID, Person]()

    def found(backend: S, pk: UUID) -> Person:
        if pk not in known:
            known[pk] = usual(backend, pk)
        return copy(known[pk])

    return found


def _refusals[R](usual: Callable[[Person, UUID], R]) -> Callable[[Person, UUID], R]:
    known = set[tuple[UUID, UUID]]()

    @wraps(usual)
    def entered(person: Person, group_id: UUID) -> R:
        if (person.pk, group_id) in known:
            raise Group.DoesNotExist
        try:
            return usual(person, group_id)
        except Group.DoesNotExist:
            known.add((person.pk, group_id))
            raise

    return entered
