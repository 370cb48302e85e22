"""Groups of six in the middle of a session, each person signed in. Django is set up before."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module
from itertools import batched
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from collegium.config import serving
from collegium.config.command import close_pools
from collegium.groups.models import Group
from collegium.library.actions.indexing import tend_index, tend_meanings
from collegium.library.index.encoder import encoder_in_use
from collegium.library.models import Entry
from collegium.mailing.actions.plan import plan_due
from collegium.people.models import Person
from tests.builders import a_group, a_person, a_programme, an_organisation
from tests.meetings.live_sessions import a_session

SIX = 6
LANGUAGES = ("en", "de", "en", "en", "de", "en")  # two kinds of reader in each group
STEP = 1  # the cards of Session One


def main(people: int) -> None:
    """Build groups of six until `people` sit in them, and print them as JSON."""
    serving.bring_up_to_date()
    with transaction.atomic():
        rooms = list(_rooms(people))
    _settle(timezone.now())
    print(json.dumps(rooms))
    close_pools()


def _settle(now: datetime) -> None:
    """Do what the worker, and PostgreSQL by itself, do in the first minutes of an installation."""
    tend_index(now)
    while encoder_in_use() and Entry.objects.filter(vectors=None).exists():
        tend_meanings(now)
    plan_due(now)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _rooms(people: int) -> Iterator[dict[str, object]]:
    organisation = an_organisation()
    programme = a_programme(organisation)
    names = (f"Person {number:04}" for number in range(people))
    for number, six in enumerate(batched(names, SIX)):
        persons = [
            a_person(organisation, name, language=language)
            for name, language in zip(six, LANGUAGES, strict=False)
        ]
        group = a_group(programme, *persons, name=f"Group {number}")
        yield {"session": _under_way(group), "cookies": [_cookie(one) for one in persons]}


def _under_way(group: Group) -> str:
    live = a_session(group=group)
    live.clock = timezone.now() - timedelta(minutes=1)
    live.do(0, "open")
    for _ in range(STEP):
        live.do(0, "next_step")
    return str(live.session.pk)


def _cookie(person: Person) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore(uuid4().hex)
    store["_auth_user_id"] = str(person.pk)
    store["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    store["_auth_user_hash"] = person.get_session_auth_hash()
    store.save(must_create=True)
    return str(store.session_key)
