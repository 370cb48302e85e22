"""Meetings that a group holds beside its cycle's sessions."""

from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from collegium.groups.models import GroupState
from collegium.groups.rooms import Room
from collegium.insights.queries.finals import COLLECTORS
from collegium.meetings.actions.extra import NewExtra, start_extra
from collegium.meetings.actions.playbooks import keep_playbook
from collegium.meetings.actions.proposing import propose_cycle
from collegium.meetings.models import Kind, Outcome, Session, SessionState
from collegium.meetings.queries.dates import next_session, sessions_of
from collegium.meetings.queries.playbooks import fitting
from collegium.people.models import Organisation
from collegium.practice.queries.plans import plans_of
from tests.builders import a_lead, a_room
from tests.meetings.live_sessions import opened
from tests.meetings.test_playbook_pages import ours

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def room(client: Client) -> Room:
    room = a_room()
    now = timezone.now()
    propose_cycle(room.group.cycles.get(), opens=now, now=now)
    client.force_login(room.person)
    return room


def at(room: Room) -> str:
    return f"/groups/{room.group.pk}/meetings/new/"


def wanted(**changes: str) -> dict[str, str]:
    said = {"once": str(uuid4()), "playbook": "safety_repair", "start": "now", "link": ""}
    return said | changes


def the_extra() -> Session:
    return Session.objects.get(kind=Kind.EXTRA)


def test_one_for_now_opens_at_once_and_twice_is_one(client: Client, room: Room) -> None:
    said = wanted()
    for _ in range(2):
        answer = client.post(at(room), said)
        session = the_extra()
        assert answer.headers["Location"] == f"/groups/{room.group.pk}/sessions/{session.pk}/"
    assert (session.state, session.host, session.minutes) == (SessionState.LIVE, room.member, 30)
    assert session.extra.called_by == room.member
    assert session.last_sequence == 1
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Safety repair" in page
    assert client.post(at(room), wanted(playbook="troika")).status_code == 302
    assert Session.objects.filter(kind=Kind.EXTRA).count() == 2


def test_one_that_nobody_came_to_is_in_nobodys_way(room: Room) -> None:
    now = timezone.now()
    soon = now + timedelta(days=1)
    extra = start_extra(room, NewExtra(uuid4(), "troika", soon), now=now)
    assert next_session(room, soon) == extra
    found = next_session(room, soon + timedelta(days=2))
    assert found is not None
    assert found.kind == Kind.ORIENTATION


def test_one_for_later_stands_at_the_time_that_was_typed(client: Client, room: Room) -> None:
    later = (timezone.now() + timedelta(days=5)).astimezone(BERLIN).replace(microsecond=0, second=0)
    said = wanted(start="later", day=later.date().isoformat(), at=later.strftime("%H:%M"))
    assert client.post(at(room), said | {"link": "https://acme.zoom.us/j/1"}).status_code == 302
    session = the_extra()
    assert (session.state, session.starts_at) == (SessionState.CONFIRMED, later)
    for address in ("/today/", f"/groups/{room.group.pk}/"):
        assert "Safety repair" in client.get(address).content.decode(), address
    moved = f"/groups/{room.group.pk}/sessions/{session.pk}/date/"
    assert "When is Safety repair?" in client.get(moved).content.decode()
    brief = client.get(f"/groups/{room.group.pk}/sessions/{session.pk}/").content.decode()
    assert "Opens Zoom in a new tab" in brief


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"playbook": "session_one"}, "valid choice"),
        ({"playbook": "nothing"}, "valid choice"),
        ({"start": "later"}, "Please say the day and the time"),
        ({"start": "later", "day": "2020-01-01", "at": "10:00"}, "This time is over"),
        ({"link": "http://a.example"}, "begins with https://"),
    ],
)
def test_a_refusal_says_why_and_keeps_what_was_typed(
    client: Client, room: Room, changes: dict[str, str], words: str
) -> None:
    answer = client.post(at(room), wanted(link="https://a.example/b") | changes)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert str(changes.get("link", "https://a.example/b")) in page
    assert not Session.objects.filter(kind=Kind.EXTRA).exists()


def test_a_link_is_made_with_one_button(client: Client, room: Room) -> None:
    Organisation.objects.update(call_server="https://meet.ours.example")
    page = client.post(at(room), wanted(playbook="troika", make_link="yes")).content.decode()
    assert 'value="https://meet.ours.example/' in page
    assert 'value="troika"' in page
    assert page.count(" checked") == 2
    assert not Session.objects.filter(kind=Kind.EXTRA).exists()


def test_a_group_that_ended_starts_nothing(client: Client, room: Room) -> None:
    room.group.state = GroupState.CLOSED
    room.group.save()
    assert "This group has ended" in client.get(at(room)).content.decode()
    assert client.post(at(room), wanted()).status_code == 302
    assert not Session.objects.filter(kind=Kind.EXTRA).exists()


def test_only_what_the_group_is_enough_for_is_offered(room: Room) -> None:
    organisation = room.group.organisation
    lead = a_lead(organisation)
    fits = {one.key for one in fitting(organisation.pk, 4)}
    assert {"troika", "case_clinic", "safety_repair"} <= fits
    assert not fits & {"orientation", "session_one", "session_two"}
    assert "troika" not in {one.key for one in fitting(organisation.pk, 2)}
    keep_playbook(ours(), by=lead, now=timezone.now())
    assert "ours" in {one.key for one in fitting(organisation.pk, 4)}


def test_nobody_outside_learns_that_or_why_a_group_meets(client: Client, room: Room) -> None:
    later = timezone.now() + timedelta(days=5)
    extra = start_extra(
        room, NewExtra(uuid4(), "safety_repair", starts_at=later), now=timezone.now()
    )
    assert extra.get_kind_display() == "Extra meeting"
    programme = room.group.programme
    until = timezone.now() + timedelta(days=60)
    before = [collect(programme, until) for collect in COLLECTORS.values()]
    client.force_login(a_lead(programme.organisation))
    page = client.get(f"/programmes/{programme.pk}/dates/").content.decode()
    assert "Extra" not in page
    assert "Safety" not in page
    hidden = f"/programmes/{programme.pk}/dates/{extra.pk}/"
    assert client.get(hidden).status_code == 404
    Session.objects.filter(pk=extra.pk).update(state=SessionState.ENDED)
    assert [collect(programme, until) for collect in COLLECTORS.values()] == before


def test_extra_meetings_stand_where_their_dates_are(room: Room) -> None:
    now = timezone.now()
    one = Session.objects.get(kind=Kind.ORIENTATION)
    one.starts_at, one.state = now + timedelta(days=5), SessionState.CONFIRMED
    one.save()
    for days in (9, 2):
        start_extra(room, NewExtra(uuid4(), "troika", now + timedelta(days=days)), now=now)
    kinds = [session.kind for session in sessions_of(room)]
    assert kinds == ["extra", "orientation", "extra", "session_one", "session_two"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_one_and_three(
    client: Client, room: Room, count: int
) -> None:
    lead = a_lead(room.group.organisation)
    for number in range(count):
        keep_playbook(ours(f"ours{number}"), by=lead, now=timezone.now())
    with CaptureQueriesContext(connection) as asked:
        assert client.get(at(room)).status_code == 200
    assert len(asked) == 8


def test_the_groups_own_paper_names_group_and_host(client: Client, room: Room) -> None:
    start_extra(room, NewExtra(uuid4(), "case_clinic"), now=timezone.now())
    page = client.get(f"/groups/{room.group.pk}/sessions/{the_extra().pk}/paper/").content.decode()
    assert room.group.name in page
    assert room.person.name in page.split("paper-facts")[1]


def test_a_plan_out_of_an_extra_meeting_leaves_the_months_plan_alone() -> None:
    live = opened(step="plan")
    live.plan(0)
    live.finish()
    wanted = NewExtra(uuid4(), "case_clinic")
    extra = start_extra(live.room(0), wanted, now=live.clock + timedelta(hours=1))
    for member in (0, 1):
        row = live.room(member)
        words = {"when": f"case {member}", "will": "ask", "shown": True}
        Outcome(
            group=live.group,
            session=extra,
            member=row.member,
            kind="plan",
            position=member,
            body=words,
        ).save()
    cycle = live.group.cycles.get()
    found = {plan.when for plan in plans_of(live.room(0), cycle).values()}
    assert found == {"the Monday meeting starts", "case 1"}
