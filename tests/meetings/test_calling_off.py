"""Calling an extra meeting off: who may, when, and what follows."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from collegium.groups.queries import enter
from collegium.groups.rooms import Room
from collegium.mailing.worker import work_once
from collegium.meetings.actions.dates import set_date
from collegium.meetings.actions.extra import NewExtra, start_extra
from collegium.meetings.models import Kind, Session, SessionState
from tests.builders import a_room

pytestmark = pytest.mark.django_db(databases="__all__")

CALLS, HOSTS, OTHER = 0, 1, 2


@pytest.fixture
def rooms() -> list[Room]:
    """Everybody's room; the first one called a meeting that the second one hosts now."""
    first = a_room()
    people = first.group.members.order_by("person__name").select_related("person")
    others = [one for one in people if one != first.member]
    return [first, *(enter(one.person, first.group.pk) for one in others)]


@pytest.fixture
def session(rooms: list[Room]) -> Session:
    now = timezone.now()
    later = now + timedelta(days=3)
    made = start_extra(rooms[CALLS], NewExtra(uuid4(), "safety_repair", later), now=now)
    host = rooms[HOSTS].member.pk
    return set_date(made.pk, starts_at=later, host_id=host, link="", now=now)


def at(session: Session, page: str = "") -> str:
    return f"/groups/{session.group_id}/sessions/{session.pk}/{page}"


def visit(room: Room) -> Client:
    client = Client()
    client.force_login(room.person)
    return client


@pytest.mark.parametrize("who", [CALLS, HOSTS])
def test_who_called_or_hosts_it_calls_it_off_once(
    rooms: list[Room], session: Session, who: int
) -> None:
    work_once()
    told = len(mail.outbox)
    client = visit(rooms[who])
    assert at(session, "call-off/") in client.get(at(session)).content.decode()
    for _ in range(2):
        answer = client.post(at(session, "call-off/"), follow=True)
        assert "The meeting is called off" in answer.content.decode()
    session.refresh_from_db()
    assert session.state == SessionState.CANCELLED
    page = client.get(at(session)).content.decode()
    assert "This session was cancelled" in page
    assert "call-off" not in page
    work_once()
    work_once()
    letters = mail.outbox[told:]
    assert len(letters) == 4
    for letter in letters:
        assert letter.subject.startswith("Cancelled: Extra meeting")
        assert "safety" not in str(letter.message()).lower()


def test_nobody_else_does(rooms: list[Room], session: Session) -> None:
    client = visit(rooms[OTHER])
    assert "call-off" not in client.get(at(session)).content.decode()
    assert client.post(at(session, "call-off/")).status_code == 404
    assert visit(a_room()).post(at(session, "call-off/")).status_code == 404
    session.refresh_from_db()
    assert session.state == SessionState.CONFIRMED


def test_anybody_does_once_both_have_left(rooms: list[Room], session: Session) -> None:
    for who in (CALLS, HOSTS):
        rooms[who].member.left_at = timezone.now()
        rooms[who].member.save()
    assert visit(rooms[OTHER]).post(at(session, "call-off/")).status_code == 302
    session.refresh_from_db()
    assert session.state == SessionState.CANCELLED


def test_what_has_begun_goes_on(rooms: list[Room]) -> None:
    session = start_extra(rooms[CALLS], NewExtra(uuid4(), "troika"), now=timezone.now())
    answer = visit(rooms[CALLS]).post(at(session, "call-off/"), follow=True)
    assert "cannot be called off" in answer.content.decode()
    session.refresh_from_db()
    assert session.state == SessionState.LIVE


def test_a_session_of_the_cycle_is_nobodys_to_call_off(rooms: list[Room]) -> None:
    room = rooms[CALLS]
    session = Session.objects.create(
        group=room.group,
        cycle=room.group.cycles.get(),
        kind=Kind.SESSION_ONE,
        playbook="session_one",
        state=SessionState.CONFIRMED,
        starts_at=timezone.now() + timedelta(days=3),
        host=room.member,
    )
    assert "call-off" not in visit(room).get(at(session)).content.decode()
    assert visit(room).post(at(session, "call-off/")).status_code == 404
