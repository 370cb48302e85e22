"""What members write is looked for wherever people outside the group look. It is never there."""

import logging
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from collegium.groups.actions.pool import Raising, raise_challenge
from collegium.groups.actions.rather_not import name_somebody
from collegium.groups.models import Agreement, Buddies, Member
from collegium.groups.queries import enter
from collegium.mailing.worker import work_once
from collegium.meetings.models import Session, SessionState
from collegium.people.access import Who, relations_of
from collegium.practice.models import Pulse
from collegium.rights.shown import may_be_shown
from tests.architecture.addresses import addresses
from tests.architecture.canaries import (
    everything_stored,
    found,
    plant,
    sealed_models,
)
from tests.architecture.in_the_open import UNMARKED, mark_all, open_columns
from tests.architecture.test_access import ACTORS, NOW, World, client_of
from tests.builders import a_person

HOUR = timedelta(hours=1)
# So that a mark that no page could show would be noticed.
SHOWN_AT_LEAST = {
    "member": {"people.Person.site", "practice.Goal.target", "practice.LogEntry.attempts"},
    "neighbour": {"people.Person.name", "people.Person.email", "library.Story.did"},
    "lead": {"people.Person.function", "groups.Programme.purpose", "people.RosterUpload.file_name"},
    "administrator": {"people.Person.function", "rights.Correction.should_be"},
}
OUTSIDERS = [actor for actor in ACTORS if actor != "member"]


class Aviary:
    """The world of the access matrix with a marker in every sealed field."""

    def __init__(self) -> None:
        self.world = World()
        member = self.world.people["member"]
        assert member
        self.room = enter(member, self.world.group.pk)
        neighbour = self.world.people["neighbour"]
        assert neighbour
        wish = Raising(uuid4(), "Something hard", NOW.date() + timedelta(days=60), shown=True)
        self.raised = raise_challenge(neighbour, wish, now=NOW)
        self.canaries = [
            canary for model in sealed_models() for canary in plant(model, self._known())
        ]
        self.fellow = self.world.group.members.get(person__name="Grace Murray").person
        self.marks = mark_all(self.world.group, self.fellow)
        name_somebody(neighbour, self.fellow.pk)

    def _known(self) -> dict[str, Any]:
        cycle = self.world.group.cycles.get()
        buddies = Buddies.objects.create(cycle=cycle)
        buddies.members.set(Member.objects.filter(group=self.world.group, left_at=None)[:2])
        me = self.room.member
        return {
            "group": self.world.group,
            "cycle": cycle,
            "session": cycle.sessions.get(),
            "buddies": buddies,
            "member": me,
            "person": me.person,
            "organisation": me.person.organisation,
            "author": me,
            "proposed_by": me,
            "confirmed_by": me,
            "sequence": 1000,
            "key": "8a6e0804-2bd0-4672-b79d-d97027f9071a",
            "position": 1000,
            "kind": "takeaway",
            "at": NOW,
            "created_at": NOW,
            "changed_at": NOW,
            "talked_on": NOW.date(),
            "week": 1,
            "target": 3,
            "tip": "first",
            "audience": "group",
            "form": "ics",
            "ends_in": "4711",
            "due_at": NOW,
            "service": "slack",
            "raised": self.raised,
            "before": self.raised.before,
            "shown": True,
            "ends_at": self.raised.ends_at,
            "pulse": Pulse.objects.get_or_create(cycle=cycle, member=me, moment="before")[0],
            "people": 1,
            "departments": 1,
        }


@pytest.fixture
def aviary() -> Aviary:
    return Aviary()


def test_every_sealed_field_has_its_canary(aviary: Aviary) -> None:
    assert len({canary.field for canary in aviary.canaries}) == len(aviary.canaries) >= 15


def test_the_search_finds_a_leak(aviary: Aviary) -> None:
    for canary in aviary.canaries:
        for spelling in canary.spellings():
            assert found(aviary.canaries, b"before " + spelling + b" after") == [canary.field]


def test_every_open_column_has_its_mark_or_says_why_not(aviary: Aviary) -> None:
    marked = {mark.column for mark in aviary.marks}
    assert not marked & UNMARKED.keys()
    assert marked | UNMARKED.keys() == open_columns().keys()
    assert all(UNMARKED.values())


def test_a_member_reads_them(aviary: Aviary) -> None:
    pages = list(_pages(aviary.world, "member"))
    seen = {field.split(".")[1] for field in found(aviary.canaries, b"".join(pages))}
    assert {"Agreement", "LogEntry", "Goal", "StoryDraft"} <= seen
    assert SHOWN_AT_LEAST["member"] <= seen_in(aviary, pages)
    assert beyond(aviary, "member", pages) == set()


def test_the_databases_do_not_hold_them(aviary: Aviary) -> None:
    stored = everything_stored()
    assert aviary.world.group.name.encode() in stored
    assert found(aviary.canaries, stored) == []


@pytest.mark.parametrize("actor", OUTSIDERS)
def test_no_page_shows_them_to_others(aviary: Aviary, actor: str) -> None:
    pages = list(_pages(aviary.world, actor))
    for page in pages:
        assert found(aviary.canaries, page) == []
    assert SHOWN_AT_LEAST.get(actor, set()) <= seen_in(aviary, pages)
    assert beyond(aviary, actor, pages) == set()


def test_marks_are_found_where_they_may_be_shown_and_where_they_may_not(aviary: Aviary) -> None:
    pages = [b" ".join(mark.text.encode() for mark in aviary.marks)]
    every = {mark.column for mark in aviary.marks}
    assert seen_in(aviary, pages) == every
    assert beyond(aviary, "anonymous", pages) == beyond(aviary, "foreign lead", pages) == every
    assert beyond(aviary, "administrator", pages) == beyond(aviary, "lead", pages)
    assert "people.Person.site" in beyond(aviary, "neighbour", pages)
    assert "people.Person.site" not in beyond(aviary, "member", pages)
    assert "people.Person.gender" in beyond(aviary, "member", pages)
    assert "practice.PulseAnswer.value" in beyond(aviary, "member", pages)


def seen_in(aviary: Aviary, pages: Iterable[bytes]) -> set[str]:
    """The columns whose mark some page shows."""
    whole = b"\n".join(pages)
    return {mark.column for mark in aviary.marks if mark.stands_in(whole)}


def beyond(aviary: Aviary, actor: str, pages: Iterable[bytes]) -> set[str]:
    """The columns that pages show to somebody although `rights.shown` does not say so."""
    person, here = aviary.world.people[actor], aviary.world.group
    relations = set[Who]()
    if person and person.is_active and person.organisation_id == here.organisation_id:
        relations |= relations_of(person)
        relations |= {Who.GROUP_MEMBER} if actor == "member" else set()
    may = {m.column for m in aviary.marks if may_be_shown(m.column, m.kind, relations)}
    return seen_in(aviary, pages) - may


def test_who_joins_later_reads_nothing_out_of_a_session_before(aviary: Aviary) -> None:
    session = Session.objects.get(pk=str(aviary.world.values["session_id"]))
    session.state, session.opened_at, session.ended_at = SessionState.ENDED, NOW, NOW
    session.save()
    person = a_person(aviary.world.group.organisation, "Nora Newcomer")
    Member.objects.create(group=aviary.world.group, person=person, joined_at=NOW + HOUR)
    aviary.world.people["newcomer"] = person
    there, new = (
        found(aviary.canaries, b"".join(_pages(aviary.world, one)))
        for one in ("member", "newcomer")
    )
    left = "meetings.Outcome.body"
    assert left in there
    assert left not in new
    assert "groups.Agreement.text" in new


def test_no_mail_carries_them(aviary: Aviary) -> None:
    work_once(clock=lambda: NOW)
    work_once(clock=lambda: datetime.now(UTC))
    assert mail.outbox
    for message in mail.outbox:
        assert found(aviary.canaries, message.message().as_bytes()) == []


def test_no_log_line_holds_them(aviary: Aviary, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    member = client_of(aviary.world, "member")
    for address in addresses():
        member.get(aviary.world.url(address))
    _break_something(member, aviary)
    assert "does not open here" in caplog.text
    assert found(aviary.canaries, caplog.text.encode()) == []


def _break_something(member: Client, aviary: Aviary) -> None:
    """A row that was moved between two groups does not open: a page answers 500 and is logged."""
    Agreement.objects.create(group=aviary.world.group, text="whole")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE groups_agreement SET text = (SELECT text FROM groups_agreement LIMIT 1)"
        )
    member.raise_request_exception = False
    url = reverse("groups:agreements", kwargs={"group_id": aviary.world.group.pk})
    assert member.get(url).status_code == 500


def _pages(world: World, actor: str) -> Iterator[bytes]:
    client = client_of(world, actor)
    for address in addresses():
        yield client.get(world.url(address)).content
    yield client.post(reverse("groups:rather_not"), {"words": "mark"}).content  # for a colleague
