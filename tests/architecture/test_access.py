"""The access table against every address: who gets in, who does not, and nobody by accident."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from collegium.config.access import TABLE
from collegium.domain.playbook import EventKind, Reason
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
from collegium.mailing import access
from collegium.mailing.actions.plan import plan_due
from collegium.mailing.chores import CHORES, Chore, Rota, listed
from collegium.mailing.desk import Desk
from collegium.mailing.letters import WRITERS
from collegium.mailing.models import DemoMail, Mail, MailKind
from collegium.meetings.access import MESSAGES
from collegium.meetings.live.playbooks import playbook
from collegium.meetings.models import Kind, Session, SessionState
from collegium.people.access import Who
from collegium.people.actions.rosters import keep_upload
from collegium.people.models import Person, RoleName
from collegium.practice.models import Goal, LogEntry, Post
from collegium.rights.models import Correction
from collegium.vault import keyring
from collegium.vault.classes import FieldClass
from tests.architecture.addresses import Address, addresses
from tests.builders import (
    a_group,
    a_person,
    a_programme,
    an_organisation,
    four_people,
    with_role,
)
from tests.meetings.live_sessions import opened

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
ROSTER = b"name,email\nAda Byron,ada@here.example\n"
TEAMS = b"email,month,engagement\nada@here.example,2026-01,70\n"

INSIDE = ({Who.GROUP_MEMBER}, {Who.AUTHOR})
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
        abroad = four_people(there)
        elsewhere = a_group(a_programme(there), *abroad, stranger)
        for person in abroad:
            Participant.objects.create(programme=elsewhere.programme, person=person)
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
        self.beside = Group.objects.get(programme=self.programme, name="Group 2")
        self.there = Group.objects.get(organisation=there)
        self.values = self.values_of(self.group)

    def values_of(self, group: Group) -> dict[str, object]:
        """One thing of each kind that addresses name, of a group, its first member's own."""
        author, other = (one.person for one in group.members.filter(left_at=None)[:2])
        programme, room, cycle = group.programme, enter(author, group.pk), group.cycles.get()
        session = Session.objects.create(
            group=group,
            cycle=cycle,
            kind=Kind.SESSION_ONE,
            playbook="session_one",
            starts_at=NOW + timedelta(days=3650),
            state=SessionState.CONFIRMED,
            host=room.member,
        )
        draft = StoryDraft.objects.create(
            group=group, author=room.member, title="t", state=DraftState.PUBLISHED
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
            "group_id": group.pk,
            "programme_id": programme.pk,
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
                programme=programme, version="1", seed=0, moves=1, problem={}
            ).pk,
            "rule_id": PairRule.objects.create(
                programme=programme, kind="apart", first=author, second=other
            ).pk,
            "notice_id": Notice.objects.create(
                programme=programme,
                group=group,
                key=f"line of {group.number} in {programme.pk}",
                rule="line",
                first=author,
                second=other,
                roster_version=0,
            ).pk,
            "agreement_id": Agreement.objects.create(
                group=group, proposed_by=room.member, text="t", created_at=NOW
            ).pk,
            "correction_id": Correction.objects.create(person=author, field="site").pk,
            "entry_id": LogEntry.objects.create(
                group=group,
                cycle=cycle,
                member=room.member,
                week=1,
                created_at=NOW,
                changed_at=NOW,
            ).pk,
            "post_id": Post.objects.create(
                group=group, member=room.member, created_at=room.member.joined_at
            ).pk,
            "goal_id": Goal.objects.create(
                group=group, cycle=cycle, member=room.member, target=3, created_at=NOW
            ).pk,
            "change_id": BoardChange.objects.create(
                programme=programme, number=group.number, kind="move", steps=[]
            ).pk,
            "slug": "outcome-and-limits",
            "organisation_id": group.organisation_id,
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
            assert TABLE[address.name] in INSIDE, address.name


def test_every_message_of_a_session_stands_in_the_table() -> None:
    assert MESSAGES.keys() == set(EventKind)


def test_a_message_that_the_table_does_not_know_is_not_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    live = opened()
    monkeypatch.setattr("collegium.meetings.actions.live.MESSAGES", {})
    assert live.refusal(0, "hand") is Reason.MALFORMED


def test_every_chore_of_the_worker_stands_in_the_table() -> None:
    assert {chore.name for chore in CHORES} == access.CHORES.keys()


def test_a_chore_that_the_table_does_not_know_does_not_run() -> None:
    done: list[datetime] = []
    unheard = Chore("unheard of", timedelta(minutes=1), done.append)
    assert listed([*CHORES, unheard]) == list(CHORES)
    assert Rota([unheard]).next(NOW) is None


def test_every_kind_of_mail_stands_in_the_table() -> None:
    assert access.MAILS.keys() == set(MailKind) == set(WRITERS)


def test_a_mail_of_a_kind_that_the_table_does_not_know_does_not_leave(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_due(timezone.now())
    ready = Mail.objects.filter(kind=MailKind.GROUP_READY).select_related("person")[0]
    assert Desk().letter(ready, (), now=timezone.now())
    monkeypatch.setattr("collegium.mailing.desk.MAILS", {})
    assert Desk().letter(ready, (), now=timezone.now()) is None
    assert world


def test_only_chores_that_may_read_what_is_sealed_open_a_key(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_by: set[str] = set()
    at_work = ""
    for name in ("key_of", "keys_of"):
        usual = getattr(keyring, name)

        def noted(*scopes: Any, usual: Any = usual) -> Any:  # noqa: ANN401 - as the usual one
            if scopes != ([],):
                opened_by.add(at_work)
            return usual(*scopes)

        monkeypatch.setattr(keyring, name, noted)
    for chore in CHORES:
        at_work = chore.name
        chore.act(timezone.now())
    may = {name for name, read in access.CHORES.items() if FieldClass.SEALED in read}
    assert opened_by <= may
    assert world
