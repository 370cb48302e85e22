from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from collegium.domain.rhythm import Kind
from collegium.practice import actions
from collegium.practice.actions.check_ins import NoBuddyError
from collegium.practice.models import CheckIn, Plan, TipAnswer
from collegium.practice.queries import standing
from collegium.practice.queries.check_ins import check_ins_of
from collegium.practice.queries.plans import plan_of, plans_of, weekly_moments
from collegium.practice.queries.tips import tip_view
from tests.practice.worlds import MONDAY, a_plan, practising


def test_the_plan_is_that_of_session_one_until_it_is_changed(client: Client) -> None:
    room = practising()[0]
    cycle = room.group.cycles.get()
    first = plan_of(room, cycle)
    assert first is not None
    assert (first.when, first.changed) == ("Jonas asks me to decide", False)
    client.force_login(room.person)
    sent = {"once": uuid4(), "when": "Jonas looks at me", "will": "look at Maria"}
    for _ in range(2):
        assert client.post(f"/groups/{room.group.pk}/plan/", sent).status_code == 302
    changed = plan_of(room, cycle)
    assert changed is not None
    assert (changed.when, changed.changed) == ("Jonas looks at me", True)
    assert Plan.objects.count() == 1


def test_a_first_plan_written_outside_of_a_session_is_called_that(client: Client) -> None:
    room = practising()[1]
    client.force_login(room.person)
    address = f"/groups/{room.group.pk}/plan/"
    client.post(address, {"once": uuid4(), "when": "they ask", "will": "wait"})
    page = client.get(address).content.decode()
    assert "You wrote it yourself, outside of a session." in page
    assert "after the session" not in page


def test_a_plan_may_wait_for_a_meeting_of_every_week(client: Client) -> None:
    room = practising()[0]
    cycle = room.group.cycles.get()
    client.force_login(room.person)
    address = f"/groups/{room.group.pk}/plan/"
    words = {"when": "the team meets", "will": "speak last"}
    sent = words | {"once": uuid4(), "weekday": "0", "at": "09:30"}
    assert client.post(address, sent).status_code == 302
    assert weekly_moments([cycle.pk]) == {(cycle.pk, room.member.pk): (0, time(9, 30))}
    assert "Every Monday at 09:30. A" in client.get(address).content.decode()
    assert client.post(address, words | {"once": uuid4()}).status_code == 302
    assert weekly_moments([cycle.pk]) == {}


@pytest.mark.parametrize(
    "half", [{"weekday": "0"}, {"at": "09:30"}, {"weekday": "7", "at": "09:30"}, {"at": "noon"}]
)
def test_half_a_meeting_is_refused(client: Client, half: dict[str, str]) -> None:
    room = practising()[0]
    client.force_login(room.person)
    sent = half | {"once": str(uuid4()), "when": "the team meets", "will": "speak last"}
    answer = client.post(f"/groups/{room.group.pk}/plan/", sent)
    assert answer.status_code == 422
    assert "speak last" in answer.content.decode()
    assert not Plan.objects.exists()


def test_a_plan_nobody_was_shown_stays_with_its_author() -> None:
    rooms = practising()
    session = rooms[0].group.sessions.get(kind="session_one")
    a_plan(rooms[1].member, session, shown=False)
    cycle = rooms[0].group.cycles.get()
    assert rooms[1].member.pk in plans_of(rooms[1], cycle)
    assert rooms[1].member.pk not in plans_of(rooms[0], cycle)


def test_an_empty_plan_is_refused_with_the_other_half_kept(client: Client) -> None:
    room = practising()[0]
    client.force_login(room.person)
    sent = {"once": uuid4(), "when": "", "will": "look at Maria"}
    answer = client.post(f"/groups/{room.group.pk}/plan/", sent)
    assert answer.status_code == 422
    assert "look at Maria" in answer.content.decode()


def test_either_buddy_confirms_and_both_notes_stay() -> None:
    rooms = practising()
    cycle = rooms[0].group.cycles.get()
    for room, note in ((rooms[0], "try Friday"), (rooms[1], "ask first"), (rooms[0], "try Friday")):
        actions.check_in(room, cycle, week=1, note=note, now=MONDAY)
    actions.check_in(rooms[1], cycle, week=1, note="", now=MONDAY)
    (talk,) = check_ins_of(rooms[1], cycle).talks
    assert talk.note == "Ada Byron: try Friday\n\nGrace Murray: ask first"
    assert talk.confirmed_by == "Ada Byron"
    assert CheckIn.objects.count() == 1


def test_other_members_see_no_check_in_of_the_pair(client: Client) -> None:
    rooms = practising()
    actions.check_in(rooms[0], rooms[0].group.cycles.get(), week=1, note="secret", now=MONDAY)
    shown = []
    for room in rooms:
        client.force_login(room.person)
        page = client.get(f"/groups/{room.group.pk}/check-in/").content.decode()
        shown.append("secret" in page)
    assert shown == [True, True, False, False]


def test_a_member_without_a_buddy_gets_a_way_out(client: Client) -> None:
    room = practising()[0]
    room.member.buddies.all().delete()
    client.force_login(room.person)
    page = client.get(f"/groups/{room.group.pk}/check-in/")
    assert "You have no buddy yet" in page.content.decode()
    assert client.post(f"/groups/{room.group.pk}/check-in/", {"note": ""}).status_code == 404
    with pytest.raises(NoBuddyError):
        actions.check_in(room, room.group.cycles.get(), week=1, note="", now=MONDAY)


def test_we_talked_is_one_click_and_counts_once(client: Client) -> None:
    room = practising()[0]
    client.force_login(room.person)
    for _ in range(2):
        answer = client.post(f"/groups/{room.group.pk}/check-in/", {"note": ""})
        assert answer.status_code == 302
    assert CheckIn.objects.count() == 1


def test_question_log_and_page_agree_on_the_week_also_after_its_end() -> None:
    room = practising()[0]
    here = standing(room)
    assert here is not None
    for days, week in ((-1, 1), (0, 2), (6, 2), (7, 3), (14, 4), (22, 4), (50, 4)):
        now = MONDAY + timedelta(days=days)
        assert here.week(now) == week
        assert tip_view(room, here, "en", now).week == week
        asked = here.asked(Kind.LOG, now)
        assert asked is None or asked.week == week


def test_the_question_changes_with_the_week_and_keeps_its_answer() -> None:
    room = practising()[0]
    here = standing(room)
    assert here is not None
    first = tip_view(room, here, "en", MONDAY)
    actions.answer_tip(room, here, text="the report", now=MONDAY)
    actions.answer_tip(room, here, text="the Lisbon report", now=MONDAY)
    assert tip_view(room, here, "en", MONDAY).answer == "the Lisbon report"
    assert TipAnswer.objects.count() == 1
    following = tip_view(room, here, "de", MONDAY + timedelta(days=7))
    assert (first.week, following.week) == (2, 3)
    assert first.key != following.key
    assert following.answer == ""


def test_an_answer_is_read_by_its_author_alone(client: Client) -> None:
    rooms = practising()
    address = f"/groups/{rooms[0].group.pk}/tip/"
    client.force_login(rooms[0].person)
    assert client.post(address, {"text": "nobody but me"}).status_code == 302
    assert "nobody but me" in client.get(address).content.decode()
    client.force_login(rooms[1].person)
    assert "nobody but me" not in client.get(address).content.decode()
    assert client.post(address, {"text": ""}).status_code == 422
