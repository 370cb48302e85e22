"""Who joins a group later: theirs is what the group says from then on."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from collegium.groups.models import Member
from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.mailing.worker import work_once
from collegium.meetings.consumers import let_in
from collegium.meetings.live import memory
from collegium.meetings.models import Outcome, Presence, Session, SessionEvent
from collegium.meetings.queries.live import outcomes
from tests.builders import a_person
from tests.meetings.live_sessions import LiveGroup, opened

pytestmark = pytest.mark.django_db(databases="__all__")

SECRET = "I never said what I wanted"
PAGES = ("", "wall/", "paper/", "act/")


@pytest.fixture
def live() -> LiveGroup:
    memory.forget()
    live = opened(step="did_not_work")
    live.write(1, "card", SECRET)
    live.do(0, "reveal")
    return live


def newcomer(live: LiveGroup) -> tuple[Room, Client]:
    """Somebody who joins while the session runs."""
    person = a_person(live.group.organisation, "Nora Newcomer")
    joined = live.clock + timedelta(minutes=1)
    Member.objects.create(group=live.group, person=person, joined_at=joined)
    return visit(enter(person, live.group.pk))


def visit(room: Room) -> tuple[Room, Client]:
    client = Client()
    client.force_login(room.person)
    return room, client


def at(live: LiveGroup, page: str = "") -> str:
    return f"/groups/{live.group.pk}/sessions/{live.session.pk}/{page}"


@pytest.mark.parametrize("over", [False, True])
def test_nothing_of_a_session_from_before_is_shown(live: LiveGroup, over: bool) -> None:
    if over:
        live.end_early()
    _, there = visit(live.room(2))
    assert SECRET in there.get(at(live)).content.decode()
    _, client = newcomer(live)
    page = client.get(at(live)).content.decode()
    assert "This began before you joined the group." in page
    for name in PAGES:
        answer = client.post(at(live, name)) if name == "act/" else client.get(at(live, name))
        assert SECRET not in answer.content.decode()
        assert name == "" or answer["Location"] == at(live)
    assert SECRET not in client.get(f"/groups/{live.group.pk}/").content.decode()
    assert not Presence.objects.filter(member__person__name="Nora Newcomer").exists()


def test_no_socket_is_opened_for_them(live: LiveGroup) -> None:
    _, there = visit(live.room(2))
    _, client = newcomer(live)
    assert let_in(there.cookies[settings.SESSION_COOKIE_NAME].value, live.session.pk)
    before = SessionEvent.objects.count()
    assert let_in(client.cookies[settings.SESSION_COOKIE_NAME].value, live.session.pk) is None
    assert SessionEvent.objects.count() == before


def test_nothing_it_left_is_theirs(live: LiveGroup) -> None:
    live.end_early()
    room, _ = newcomer(live)
    cycle = live.group.cycles.get()
    assert outcomes(live.room(2), cycle)
    assert outcomes(room, cycle) == ()
    assert SECRET in [one.words["text"] for one in outcomes(live.room(2), cycle)]


def test_what_begins_after_they_joined_is_theirs(live: LiveGroup) -> None:
    live.end_early()
    room, client = newcomer(live)
    live.clock += timedelta(days=30)
    later = Session.objects.create(
        group=live.group,
        cycle=live.group.cycles.get(),
        kind="session_two",
        playbook="session_two",
        state="confirmed",
        starts_at=live.clock,
    )
    live.session = later
    assert client.get(at(live)).status_code == 200
    live.do(0, "open")
    page = client.get(at(live)).content.decode()
    assert "before you joined" not in page
    words = {"text": SECRET, "shown": True}
    Outcome(group=live.group, session=later, kind="takeaway", position=90, body=words).save()
    assert [one.kind for one in outcomes(room, later.cycle)] == ["takeaway"]


def test_no_mail_sends_them_there(live: LiveGroup) -> None:
    live.end_early()
    newcomer(live)
    work_once(clock=lambda: live.clock + timedelta(minutes=2))
    told = [letter.to for letter in mail.outbox if "left" in letter.subject]
    assert len(told) == 4
    assert not any("nora" in address for to in told for address in to)
