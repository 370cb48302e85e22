"""The access table against every address: who gets in, who does not, and nobody by accident."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from collegium.config.access import TABLE
from collegium.groups.models import (
    Agreement,
    BoardChange,
    Composition,
    Group,
    Member,
    Notice,
    PairRule,
    Participant,
)
from collegium.groups.queries import enter
from collegium.insights.actions.outcomes import keep_outcome_file
from collegium.library.models import (
    DraftState,
    Resource,
    Story,
    StoryDraft,
    TechniqueResult,
)
from collegium.mailing.models import DemoMail
from collegium.meetings.live.playbooks import playbook
from collegium.meetings.models import Kind, Session, SessionState
from collegium.people.access import Who
from collegium.people.actions.rosters import keep_upload
from collegium.people.models import Person, RoleName
from collegium.practice.models import Goal, LogEntry, Post
from collegium.rights.models import Correction
from tests.architecture.addresses import Address, addresses
from tests.builders import (
    a_group,
    a_person,
    a_programme,
    an_organisation,
    four_people,
    with_role,
)

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
ROSTER = b"name,email\nAda Byron,ada@here.example\n"
TEAMS = b"email,month,engagement\nada@here.example,2026-01,70\n"

# Whom a relation lets in, of those who stand in this test's world.
LETS_IN = {
    Who.ANYONE: {"anonymous", "deactivated"},
    Who.PERSON: {"member", "neighbour", "former", "facilitator", "lead", "administrator"},
    Who.FACILITATOR: {"facilitator"},
    Who.LEAD: {"lead"},
    Who.ADMINISTRATOR: {"administrator"},
    Who.GROUP_MEMBER: {"member"},
}
ACTORS = (
    "anonymous",
    "deactivated",
    "member",
    "neighbour",
    "former",
    "facilitator",
    "lead",
    "administrator",
    "foreign lead",
    "foreign administrator",
    "foreign member",
)
# Addresses that allow a relation but answer 404 to a plain GET by rule.
ONLY_IN_DEMO = {
    "demo",
    "demo_sign_in",
    "ui:gallery",
    "mailing:mailbox",
    "mailing:mail",
    "mailing:layout",
    "mailing:attachment",
}


class World:
    """Two organisations; in the first, two groups of one programme and everybody around them."""

    def __init__(self) -> None:
        here, there = an_organisation("Here"), an_organisation("There")
        people = four_people(here)
        neighbours = [
            a_person(here, name) for name in ("Ida Noddack", "Marie Goeppert", "Rosa L", "Zoe F")
        ]
        self.programme = a_programme(here)
        self.group = a_group(self.programme, *people)
        for person in people:
            Participant.objects.create(programme=self.programme, person=person)
        a_group(self.programme, *neighbours, name="Group 2")
        former = a_person(here, "Fritz Former")
        Member.objects.create(group=self.group, person=former, left_at=NOW)
        gone = a_person(here, "Gone Gus", is_active=False)
        Member.objects.create(group=self.group, person=gone)
        facilitator = with_role(a_person(here, "Fay Cilit"), RoleName.FACILITATOR)
        Group.objects.filter(pk=self.group.pk).update(facilitator=facilitator)
        stranger = a_person(there, "Stran Ger")
        a_group(a_programme(there), *four_people(there), stranger)
        self.people: dict[str, Person | None] = {
            "anonymous": None,
            "deactivated": gone,
            "member": people[0],
            "neighbour": neighbours[0],
            "former": former,
            "facilitator": facilitator,
            "lead": with_role(a_person(here, "Lea Lind"), RoleName.LEAD),
            "administrator": with_role(a_person(here, "Ad Min"), RoleName.ADMINISTRATOR),
            "foreign lead": with_role(a_person(there, "Leo Lund"), RoleName.LEAD),
            "foreign administrator": with_role(a_person(there, "Al Min"), RoleName.ADMINISTRATOR),
            "foreign member": stranger,
        }
        self.values = self._values(people[0], people[1])

    def _values(self, author: Person, other: Person) -> dict[str, object]:
        room = enter(author, self.group.pk)
        cycle = self.group.cycles.get()
        session = Session.objects.create(
            group=self.group,
            cycle=cycle,
            kind=Kind.SESSION_ONE,
            playbook="session_one",
            starts_at=NOW + timedelta(days=3650),
            state=SessionState.CONFIRMED,
            host=room.member,
        )
        draft = StoryDraft.objects.create(
            group=self.group, author=room.member, title="t", state=DraftState.PUBLISHED
        )
        story = Story.objects.create(
            organisation=author.organisation,
            draft=draft,
            kind="win",
            topic="other",
            language="en",
            title="t",
            appears_on=NOW.date(),
        )
        upload = keep_upload(uuid4(), by=author, file_name="roster.csv", content=ROSTER, now=NOW)
        mail = DemoMail.objects.create(to="a@b.example", subject="s", message="Subject: s\n\nt")
        return {
            "group_id": self.group.pk,
            "programme_id": self.programme.pk,
            "session_id": session.pk,
            "draft_id": draft.pk,
            "story_id": story.pk,
            "result_id": TechniqueResult.objects.create(
                member=room.member, cycle=cycle, topic="other", effect="helped", attempts=1
            ).pk,
            "resource_id": Resource.objects.create(
                organisation=author.organisation,
                recommended_by=author,
                kind="book",
                title="t",
                why="t",
            ).pk,
            "person_id": author.pk,
            "member_id": room.member.pk,
            "upload_id": upload.pk,
            "file_id": keep_outcome_file(
                uuid4(), by=author, file_name="teams.csv", content=TEAMS, now=NOW
            ).pk,
            "mail_id": mail.pk,
            "run_id": Composition.objects.create(
                programme=self.programme, version="1", seed=0, moves=1, problem={}
            ).pk,
            "rule_id": PairRule.objects.create(
                programme=self.programme, kind="apart", first=author, second=other
            ).pk,
            "notice_id": Notice.objects.create(
                programme=self.programme,
                group=self.group,
                key="line",
                rule="line",
                first=author,
                second=other,
                roster_version=0,
            ).pk,
            "agreement_id": Agreement.objects.create(
                group=self.group, proposed_by=room.member, text="t", created_at=NOW
            ).pk,
            "correction_id": Correction.objects.create(person=author, field="site").pk,
            "entry_id": LogEntry.objects.create(
                group=self.group,
                cycle=cycle,
                member=room.member,
                week=1,
                created_at=NOW,
                changed_at=NOW,
            ).pk,
            "post_id": Post.objects.create(
                group=self.group, member=room.member, created_at=room.member.joined_at
            ).pk,
            "goal_id": Goal.objects.create(
                group=self.group, cycle=cycle, member=room.member, target=3, created_at=NOW
            ).pk,
            "change_id": BoardChange.objects.create(
                programme=self.programme, number=1, kind="move", steps=[]
            ).pk,
            "slug": "outcome-and-limits",
            "token": "of-a-mail",
            "number": 1,
            "key": "session_one",
            "set_key": "stay",
            "set_version": 1,
            "version": playbook("session_one").version,
        }

    def url(self, address: Address, **instead: UUID) -> str:
        """An address filled with this world's rows."""
        values = self.values | instead
        unknown = address.parameters - values.keys()
        assert not unknown, f"{address.name}: this test does not know {unknown} yet"
        return reverse(address.name, kwargs={name: values[name] for name in address.parameters})


@pytest.fixture
def world() -> World:
    return World()


def client_of(world: World, actor: str) -> Client:
    client = Client()
    if person := world.people[actor]:
        client.force_login(person)
    return client


def is_refused(response: HttpResponseBase) -> bool:
    sign_in = reverse("account_login")
    return response.status_code == 404 or response.headers.get("Location", "").startswith(sign_in)


def is_opened(response: HttpResponseBase) -> bool:
    return not is_refused(response) and response.status_code != 405


def may_open(actor: str, address: Address) -> bool:
    allowed = TABLE.get(address.name, frozenset())
    if Who.ANYONE in allowed:
        return True
    home = actor.removeprefix("foreign ")
    if actor.startswith("foreign "):
        own_world = not address.parameters - {"slug", "key", "set_key", "set_version", "version"}
        return own_world and any(home in LETS_IN[who] for who in allowed)
    return any(actor in LETS_IN[who] for who in allowed)


def test_every_address_of_ours_stands_in_the_table() -> None:
    missing = {address.name for address in addresses()} - TABLE.keys()
    assert not missing


def test_the_table_names_no_address_that_does_not_exist() -> None:
    assert not TABLE.keys() - {address.name for address in addresses()} - ONLY_IN_DEMO


def test_no_address_is_open_to_nobody() -> None:
    assert all(TABLE.values())


def test_a_group_in_an_address_is_for_its_members_alone() -> None:
    for address in addresses():
        if "group_id" in address.parameters:
            assert TABLE[address.name] == {Who.GROUP_MEMBER}, address.name


@pytest.mark.parametrize("actor", ACTORS)
def test_reading(world: World, actor: str) -> None:
    surprises = []
    client = client_of(world, actor)
    for address in addresses():
        if address.name in ONLY_IN_DEMO or Who.ANYONE in TABLE[address.name]:
            continue
        response = client.get(world.url(address))
        surprising = is_refused if may_open(actor, address) else is_opened
        if surprising(response):
            surprises.append(f"{address.name}: {response.status_code}")
    assert surprises == []


@pytest.mark.parametrize("actor", ACTORS)
def test_writing(world: World, actor: str) -> None:
    surprises = []
    client = client_of(world, actor)
    for address in addresses():
        if not may_open(actor, address):
            response = client.post(world.url(address))
            if is_opened(response):
                surprises.append(f"{address.name}: {response.status_code}")
    assert surprises == []


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor != "anonymous"])
def test_not_yours_and_does_not_exist_answer_alike(world: World, actor: str) -> None:
    client = client_of(world, actor)
    for address in addresses():
        theirs = {name for name in address.parameters if name.endswith("_id")}
        if not theirs or may_open(actor, address):
            continue
        nothing = client.get(world.url(address, **{name: uuid4() for name in theirs}))
        not_mine = client.get(world.url(address))
        assert nothing.status_code == not_mine.status_code, address.name
        if nothing.status_code == 404:
            assert _without_nonce(nothing.content) == _without_nonce(not_mine.content), address.name


def _without_nonce(page: bytes) -> list[bytes]:
    varying = (b"nonce=", b"csrfmiddlewaretoken", b"X-CSRFToken", b'name="next"')
    return [line for line in page.splitlines() if not any(word in line for word in varying)]
