"""A world in databases of its own, and a real server on it. What is done inside them is done by
processes of their own, out of the server's zygote:

inside("build", "3")          tables, and sessions with members, cookies, ids; "more": further ones
inside("leave", ID)           a member leaves the group
inside("end", "a lead=ID")    memberships end, each in its way; when they did
inside("on", ID)              the host of a session goes on
inside("log", ID)             sequence and key of each event of a session
"""

import base64
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from subprocess import PIPE
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

from tests.ports import free_port

if TYPE_CHECKING:  # the module is also read outside Django
    from collegium.groups.models import Group
    from collegium.people.models import Person

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Zygote:
    """The process with Django loaded, out of which servers and helpers are born in a moment."""

    environment: dict[str, str]
    process: "subprocess.Popen[str] | None" = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def born(self, *order: str) -> Any:  # noqa: ANN401 - JSON of the order's choice
        with self.lock:
            if self.process is None:
                self.process = subprocess.Popen(
                    [sys.executable, "-m", "tests.meetings.zygote"],
                    env=self.environment,
                    cwd=ROOT,
                    text=True,
                    stdin=PIPE,
                    stdout=PIPE,
                )
            assert self.process.stdin
            assert self.process.stdout
            print(json.dumps(order), file=self.process.stdin, flush=True)
            said, answer = json.loads(self.process.stdout.readline())
        assert said, answer
        return answer

    def end(self) -> None:
        if self.process:
            self.process.communicate(timeout=10)
            self.process = None


@dataclass
class Server:
    """A web server in a process of its own, with its databases."""

    environment: dict[str, str]
    port: int
    zygote: Zygote
    pid: int = 0

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> int:
        """Start it within a moment; return its process."""
        self.pid = self.zygote.born("serve", str(self.port))
        _until_open(self.port)
        return self.pid

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            while self.pid:  # its zygote buries it
                os.kill(self.pid, signal.SIGKILL)
                time.sleep(0.005)
        self.pid = 0

    @contextmanager
    def mortal(self) -> "Iterator[Callable[[], int]]":
        """Give a function that starts it again, for who kills it; the last one ends here."""
        try:
            yield self.start
        finally:
            self.kill()

    def another(self) -> "Server":
        """A second server on the same databases."""
        return replace(self, port=free_port(), pid=0)

    def inside(self, *arguments: str) -> Any:  # noqa: ANN401 - JSON of the verb's choice
        """Have something done on the same databases by a process of its own."""
        return self.zygote.born(*arguments)


def _until_open(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("the server did not start")


@contextmanager
def a_server(folder: Path, name: str = "live") -> Iterator[Server]:
    port = free_port()
    environment = {
        **os.environ,
        "COLLEGIUM_DATA": str(folder),
        "COLLEGIUM_SECRET_KEY": "only-for-tests",
        "COLLEGIUM_MASTER_KEY": base64.b64encode(bytes(32)).decode(),
        "COLLEGIUM_DEMO": "0",
        "DJANGO_SETTINGS_MODULE": "collegium.config.settings",
        **_databases(name),
    }
    server = Server(environment, port, Zygote(environment))
    try:
        yield server
    finally:
        server.kill()
        server.zygote.end()


def _databases(name: str) -> dict[str, str]:
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return {}
    import psycopg

    parts = urlsplit(url)
    suffix = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    made = {"DATABASE_URL": f"{name}_{suffix}", "VAULT_DATABASE_URL": f"{name}_vault_{suffix}"}
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as admin:
        for one in made.values():
            admin.execute(f'DROP DATABASE IF EXISTS "{one}" WITH (FORCE)')
            admin.execute(f'CREATE DATABASE "{one}"')
    return {key: urlunsplit(parts._replace(path=f"/{one}")) for key, one in made.items()}


def _build(count: str, crowds: str = "0", size: str = "0") -> list[dict[str, Any]]:
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    # Tables straight from the models: the migrations have their own tests and take longer.
    settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}
    for database in ("default", "vault"):
        call_command("migrate", database=database, run_syncdb=True, verbosity=0)
    return _more(count, crowds, size)


def _more(count: str, crowds: str = "0", size: str = "0") -> list[dict[str, Any]]:
    """Sessions of an organisation of their own."""
    from tests.builders import a_group, a_person, a_programme, an_organisation, four_people

    organisation = an_organisation()
    people = four_people(organisation)
    people[2].language = "de"  # the second by name
    people[2].save()
    programme = a_programme(organisation)
    stranger = _cookie(a_person(organisation, "Eve Other"))
    crowd = [a_person(organisation, f"Person {number:02}") for number in range(int(size))]
    groups = [a_group(programme, *people, name=f"Group {one}") for one in range(int(count))]
    groups += [a_group(programme, *crowd, name=f"Crowd {one}") for one in range(int(crowds))]
    return [{**_session(group), "stranger": stranger} for group in groups]


def _leavers(*ways: str) -> dict[str, dict[str, Any]]:
    """A group of its own, in a session, for each way in which its host will leave it."""
    from tests.builders import a_group, a_person, a_programme, an_organisation

    programme = a_programme(an_organisation("Leavers"))
    groups = {
        way: a_group(
            programme,
            *(a_person(programme.organisation, f"{one} {way}") for one in "ABCD"),
            name=way,
        )
        for way in ways
    }
    return {way: _session(group) for way, group in groups.items()}


def _end(*asked: str) -> dict[str, float]:
    """End memberships, each in its way (`a lead=ID`), and say when each was committed."""
    from django.utils import timezone

    from collegium.groups.models import Member
    from collegium.groups.queries import enter
    from tests.groups.ways_out import WAYS

    done = {}
    for way, _, member in (one.partition("=") for one in asked):
        place = Member.objects.select_related("person").get(pk=member)
        WAYS[way](enter(place.person, place.group_id), timezone.now())
        done[way] = time.time()
    return done


def _session(group: "Group") -> dict[str, Any]:
    from django.utils import timezone

    from tests.meetings.live_sessions import a_session

    live = a_session(group=group)
    live.clock = timezone.now()
    live.do(0, "open")
    return {
        "id": str(live.session.pk),
        "group": str(group.pk),
        "members": [live.member(number) for number in range(len(live.people))],
        "cookies": [_cookie(person) for person in live.people],
    }


def _cookie(person: "Person") -> str:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _leave(member: str) -> None:
    from django.utils import timezone

    from collegium.groups.models import Member

    Member.objects.filter(pk=member).update(left_at=timezone.now())


def _sign_out(cookie: str) -> None:
    from django.conf import settings

    import_module(settings.SESSION_ENGINE).SessionStore(cookie).flush()


def _deactivate(member: str) -> None:
    from collegium.people.models import Person

    Person.objects.filter(memberships__pk=member).update(is_active=False)


def _reactivate(member: str) -> None:
    from collegium.people.models import Person

    Person.objects.filter(memberships__pk=member).update(is_active=True)


def _log(session: str) -> list[tuple[int, str]]:
    from collegium.meetings.models import SessionEvent

    rows = SessionEvent.objects.filter(session=UUID(session)).order_by("sequence")
    return [(number, str(key)) for number, key in rows.values_list("sequence", "key")]


def _on_unheard(session: str) -> float:
    """Go on while nobody hears of it; return when."""
    from collegium.meetings.live import bus

    bus.CHANNEL = "where_nobody_listens"
    _on(session)
    return time.time()


def _on(session: str) -> None:
    from collegium.meetings.models import Session
    from tests.meetings.live_sessions import LiveGroup

    found = Session.objects.get(pk=session)
    people = [member.person for member in found.group.members.select_related("person")]
    live = LiveGroup(found.group, people, found)
    live.clock = live.state().step_began or live.clock
    live.do(0, "next_step")


VERBS: dict[str, Callable[..., object]] = {
    "build": _build,
    "more": _more,
    "leave": _leave,
    "leavers": _leavers,
    "end": _end,
    "sign_out": _sign_out,
    "deactivate": _deactivate,
    "reactivate": _reactivate,
    "on": _on,
    "on_unheard": _on_unheard,
    "log": _log,
}
