"""The access table, tried: everybody at every address and with every message of a live session.

What is expected is worked out from the table and from who somebody is; nothing is typed here for
an address of its own.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from django.db import connections, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from collegium.config.access import TABLE
from collegium.meetings.access import MESSAGES
from collegium.meetings.consumers import Said, let_in, write_down
from collegium.meetings.live.drawing import Occupant
from collegium.meetings.live.rendering import Reader
from collegium.people.access import Who
from collegium.people.models import Person
from tests.architecture.actors import DOOR, Actor, Place, everybody
from tests.architecture.addresses import VARIES, Address, addresses
from tests.architecture.test_access import ONLY_IN_DEMO, World, is_refused
from tests.meetings.live_sessions import opened

INSIDE = {Who.GROUP_MEMBER, Who.AUTHOR}
OF_MEMBERS = INSIDE | {Who.PERSON, Who.KNOWN}
ONES_OWN = {Who.AUTHOR, Who.OWNER}
ANYWHERE = Place(None)
PARTS = 2  # so that two may try at once
LOOK_IN = {"member", "lead", "administrator", "facilitator"}  # who is shown what they may open
NOT_ITS_AUTHORS_ALONE = {
    "library:consent": "those whom its author asked answer",
    "practice:goal_step": "the group's own goal is everybody's",
}
# What merely looking writes, beside the day on which a sign-in was last used, and why it may.
WRITES_ON_GET = {
    "groups:record_file": "the record says who took it along",
    "insights:table": "the record says which lead or administrator took it along",
    "insights:workbook": "as the table",
    "insights:everything_table": "as the table",
    "insights:everything_workbook": "as the table",
    "mfa_activate_totp": "the secret that the form is to confirm, in one's own session",
    "mfa_add_webauthn": "the challenge that the form is to answer, in one's own session",
    "sign_on_back": "tries to come back from a provider are counted, so that they can be limited",
}
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b")
TOLD = frozenset({"Set-Cookie", "Content-Length"})  # of headers: what differs each time


@dataclass(frozen=True)
class Things:
    """What an address may name, and where that hangs."""

    name: str
    place: Place
    values: Mapping[str, object]


@dataclass
class Findings:
    """What was tried, what was not as expected, and how refusals look."""

    cells: int = 0
    surprises: list[str] = field(default_factory=list)
    written: set[str] = field(default_factory=set)  # addresses at which looking writes
    looks: dict[tuple[str, str, str], dict[bytes, str]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    @property
    def unlike(self) -> list[str]:
        """Where a refusal tells one thing from another."""
        return [f"{cell}: {set(one.values())}" for cell, one in self.looks.items() if len(one) > 1]

    @contextmanager
    def noting(self, address: str) -> Iterator[None]:
        """Note whether something is written meanwhile."""

        def watched(execute: Callable[..., object], sql: str, *rest: object) -> object:
            if WRITES.match(sql):
                self.written.add(address)
            return execute(sql, *rest)

        main, vault = (connections[one].execute_wrapper(watched) for one in ("default", "vault"))
        with main, vault:
            yield

    def note(self, actor: str, what: str, where: str, *, wrong: str = "") -> None:
        """Count a cell."""
        self.cells += 1
        if wrong:
            self.surprises.append(f"{actor}, {what} of {where}: {wrong}")


def all_things(world: World) -> list[Things]:
    """A member's own, those of the group beside, those of another organisation, and none."""
    found = []
    for name, group in (("here", world.group), ("beside", world.beside), ("there", world.there)):
        values = world.values if group == world.group else world.values_of(group)
        owner = values["person_id"]
        assert isinstance(owner, UUID)
        found.append(Things(name, Place(group.organisation_id, group.pk, owner), values))
    nothing = {
        name: uuid4() if isinstance(value, UUID) else value for name, value in world.values.items()
    }
    return [*found, Things("nowhere", Place(uuid4(), uuid4(), uuid4()), nothing)]


def is_open(actor: Actor, address: Address, things: Things) -> bool:
    """What the table says."""
    allowed = TABLE[address.name]
    if Who.HOLDER in allowed:
        return address.name in actor.secrets and things.name == "here"
    place = things.place
    if not named(address):
        owner = actor.person.pk if actor.person else None
        place = Place(None, None, owner)
    found = actor.relations(place)
    if Who.AUTHOR in allowed and Who.GROUP_MEMBER not in found:
        return False
    return bool(allowed & found)


def named(address: Address) -> bool:
    """Whether it names a thing that is somebody's."""
    return any(one.endswith("_id") or one == "token" for one in address.parameters)


def variants(actor: Actor, address: Address, things: list[Things]) -> list[Things]:
    """With which things: one for each way in which they stand to somebody, and some of nobody."""
    if not named(address):
        return things[:1]
    if address.name in actor.secrets:
        return things
    if actor.person and not TABLE[address.name] & (INSIDE | ONES_OWN | actor.relations(ANYWHERE)):
        return things[:1]  # refused before anybody looks what is named
    apart = {actor.relations(one.place): one for one in reversed(things[:-1])}
    return [*reversed(apart.values()), things[-1]]


def path_of(actor: Actor, address: Address, things: Things) -> str:
    """Where they go. Who holds no secret makes one up."""
    values = dict(things.values)
    if things.name == "here" and address.name in actor.secrets:
        values["token"] = actor.secrets[address.name]
    return reverse(address.name, kwargs={one: values[one] for one in address.parameters})


def tried(world: World, part: int) -> Findings:
    """Everybody, at every other address."""
    findings, things = Findings(), all_things(world)
    for actor in everybody(world):
        for address in guarded()[part::PARTS]:
            for one in variants(actor, address, things):
                try_one(findings, actor, address, one)
    return findings


def guarded() -> list[Address]:
    """Every address that asks who somebody is."""
    return [
        one
        for one in addresses()
        if one.name not in ONLY_IN_DEMO and Who.ANYONE not in TABLE[one.name]
    ]


def try_one(findings: Findings, actor: Actor, address: Address, things: Things) -> None:
    """Look, and send nothing; what may be opened is looked at by one for each way to get there."""
    path, may = path_of(actor, address, things), is_open(actor, address, things)
    for method in ("get",) if may else ("get", "post"):
        looks_in = things.name == "here" and actor.name in LOOK_IN
        noting = findings.noting(address.name) if method == "get" else nullcontext()
        with noting:
            response = actor.ask(method, path, headers={DOOR: "1"} if may and not looks_in else {})
        refused, missing = is_refused(response), response.status_code == 405
        wrong = ""
        if response.status_code >= 500:
            wrong = f"{method} {response.status_code}"
        elif not may and not refused and not missing:
            wrong = f"{method} opens: {response.status_code}"
        elif may and refused:
            wrong = f"{method} is shut: {response.status_code}"
        findings.note(actor.name, address.name, things.name, wrong=wrong)
        if not may and named(address) and not missing:
            look = _look(response, path)
            findings.looks[actor.name, address.name, method].setdefault(look, things.name)


def _look(response: HttpResponseBase, path: str) -> bytes:
    """A refusal without what differs each time: its own address, tokens, nonces."""
    headers = sorted(f"{name}: {value}" for name, value in response.headers.items())
    told = "\n".join(one for one in headers if one.partition(":")[0] not in TOLD)
    body = response.content if hasattr(response, "content") else b""
    whole = f"{response.status_code}\n{told}\n".encode() + body
    for own in (path, urlencode({"": path})[1:]):
        whole = whole.replace(own.encode(), b"-")
    return VARIES.sub(b"", whole)


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.usefixtures("unwritten", "known_by_heart")
def test_nobody_gets_where_the_table_does_not_let_them(
    part: int, record_property: Callable[[str, object], None]
) -> None:
    findings = tried(World(), part)
    assert findings.surprises == []
    assert findings.unlike == []
    assert findings.written == {one.name for one in guarded()[part::PARTS]} & WRITES_ON_GET.keys()
    record_property(f"cells of the access matrix, addresses, part {part + 1}", findings.cells)


def test_looking_at_what_everybody_may_open_writes_nothing() -> None:
    world, findings, nobody = World(), Findings(), Actor("anonymous", Client())
    behind_a_sign_in = guarded()
    for address in addresses():
        if address not in behind_a_sign_in:
            with findings.noting(address.name):
                nobody.ask("get", world.url(address))
    assert findings.written == WRITES_ON_GET.keys() - {one.name for one in behind_a_sign_in}


def test_of_a_live_session_only_its_page_writes_who_is_there() -> None:
    live, findings = opened(), Findings()
    actor = Actor("member", Client())
    actor.client.force_login(live.people[0])
    values = {"group_id": live.group.pk, "session_id": live.session.pk}
    for address in guarded():
        if "session_id" in address.parameters <= values.keys():
            with findings.noting(address.name):
                actor.ask("get", reverse(address.name, kwargs=values))
    assert findings.written == {"meetings:session"}  # whoever looks at it is there


def test_not_yours_and_does_not_exist_are_written_alike() -> None:
    world = World()
    actor = next(one for one in everybody(world) if one.name == "neighbour")
    things, findings = all_things(world), Findings()
    for address in addresses():
        if address.name in ONLY_IN_DEMO or not TABLE[address.name] & OF_MEMBERS:
            continue
        for one in (things[0], things[-1]) if named(address) else ():
            if not is_open(actor, address, one):
                try_one(findings, actor, address, one)
    assert findings.surprises == []
    assert findings.unlike == []


def test_what_only_its_author_changes_is_said_to_be_theirs() -> None:
    world = World()
    here, *_others = all_things(world)
    actors = {one.name: one for one in everybody(world)}
    author, fellow = actors["member"], actors["fellow member"]
    unsaid = []
    for address in addresses():
        if address.name in ONLY_IN_DEMO:
            continue
        if TABLE[address.name] != {Who.GROUP_MEMBER} or address.parameters == {"group_id"}:
            continue
        if address.name in NOT_ITS_AUTHORS_ALONE:
            continue
        path = path_of(author, address, here)
        if author.ask("get", path).status_code != 405:
            continue  # a page that all may read, whoever may send it
        mine, theirs = (_undone(one, path) for one in (author, fellow))
        if is_refused(theirs) and not is_refused(mine):
            unsaid.append(address.name)
    assert unsaid == []


def _undone(actor: Actor, path: str) -> HttpResponseBase:
    """What somebody is answered, and nothing of it stays."""
    with transaction.atomic(), transaction.atomic(using="vault"):
        response = actor.ask("post", path)
        for one in ("default", "vault"):
            transaction.set_rollback(True, using=one)
    return response


def test_nobody_is_heard_in_a_session_where_the_table_does_not_let_them(
    record_property: Callable[[str, object], None],
) -> None:
    world = World()
    things, actors, findings = all_things(world), everybody(world), Findings()
    for actor in actors:
        for one in things:
            session_id, group_id = one.values["session_id"], one.values["group_id"]
            assert isinstance(session_id, UUID)
            assert isinstance(group_id, UUID)
            relations = actor.relations(one.place)
            for kind, heard in _heard(actor, session_id, group_id):
                may = bool(MESSAGES[kind] & relations)
                wrong = "" if heard is may else f"heard: {heard}"
                findings.note(actor.name, f"message {kind}", one.name, wrong=wrong)
    assert findings.surprises == []
    record_property("cells of the access matrix, messages", findings.cells)


def _heard(actor: Actor, session_id: UUID, group_id: UUID) -> Iterator[tuple[str, bool]]:
    """Each kind of message, and whether it is taken: written down, or refused in words."""
    occupant = let_in(actor.cookie, session_id) or _left_open(actor, session_id, group_id)
    for kind in MESSAGES:
        said = occupant and Said(occupant, uuid4(), kind, {})
        with transaction.atomic():
            yield kind, bool(said and write_down([said])[0] is not None)
            transaction.set_rollback(True)


def _left_open(actor: Actor, session_id: UUID, group_id: UUID) -> Occupant | None:
    """A connection from before somebody left, was deactivated, or their sign-in ran out."""
    if actor.member_id is None:
        return None
    person = actor.person or Person.objects.get(memberships=actor.member_id)
    reader = Reader(person.language, person.time_zone)
    return Occupant(person.pk, actor.member_id, group_id, session_id, reader, sign_in=actor.cookie)
