"""A world in databases of its own, and a real server on it. Run as a module it works inside them:

python -m tests.meetings.serving build 3   -> JSON: sessions with members, cookies, ids
python -m tests.meetings.serving leave ID  -> a member leaves the group
python -m tests.meetings.serving end "a lead=ID" -> memberships end, each in its way; JSON: when
python -m tests.meetings.serving on ID     -> the host of a session goes on, in another process
python -m tests.meetings.serving log ID    -> JSON: sequence and key of each event of a session
"""

import base64
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
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
class Server:
    """A web server in a process of its own, with its databases."""

    environment: dict[str, str]
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [
            *("-m", "uvicorn", "collegium.config.asgi:application"),
            *("--port", str(self.port), "--log-level", "warning", "--no-access-log"),
            *("--ws", "websockets-sansio", "--timeout-graceful-shutdown", "2"),
        ]
        self.process = subprocess.Popen([sys.executable, *command], env=self.environment, cwd=ROOT)
        _until_open(self.port)

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()

    @contextmanager
    def mortal(self) -> "Iterator[Callable[[], int]]":
        """Give a function that starts the server within a moment and returns its process."""
        command = [sys.executable, "-m", "tests.meetings.zygote", str(self.port)]
        zygote = subprocess.Popen(
            command, env=self.environment, cwd=ROOT, text=True, stdin=PIPE, stdout=PIPE
        )
        assert zygote.stdin
        assert zygote.stdout
        asked, answers, started = zygote.stdin, zygote.stdout, list[int]()

        def start() -> int:
            print(file=asked, flush=True)
            started.append(int(answers.readline()))
            _until_open(self.port)
            return started[-1]

        try:
            yield start
        finally:
            asked.close()
            answers.close()
            zygote.wait(timeout=10)
            for pid in started[-1:]:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def inside(self, *arguments: str) -> Any:  # noqa: ANN401 - JSON of the verb's choice
        done = subprocess.run(
            [sys.executable, "-m", "tests.meetings.serving", *arguments],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout or b"null")


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
    server = Server(environment, port)
    try:
        yield server
    finally:
        server.kill()


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

    from tests.builders import a_group, a_person, a_programme, an_organisation, four_people

    # Tables straight from the models: the migrations have their own tests and take longer.
    settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}
    for database in ("default", "vault"):
        call_command("migrate", database=database, run_syncdb=True, verbosity=0)
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


if __name__ == "__main__":
    import django

    django.setup()

    from collegium.config.command import close_pools

    verbs: dict[str, Callable[..., object]] = {
        "build": _build,
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
    print(json.dumps(verbs[sys.argv[1]](*sys.argv[2:])))  # noqa: T201 - its answer
    close_pools()
