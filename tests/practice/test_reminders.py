from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from collegium.practice import actions
from collegium.practice.queries import due_reminders
from collegium.practice.queries.standing import standing
from tests.practice.worlds import MONDAY, an_entry, practising

FRIDAY = datetime(2026, 3, 6, 13, tzinfo=UTC)  # two in the afternoon in Berlin
WEDNESDAY = datetime(2026, 3, 11, 8, tzinfo=UTC)


def kinds(now: datetime) -> list[str]:
    return [one.kind for one in due_reminders(now)]


def test_everybody_in_practice_is_asked_for_the_log_at_their_own_hour() -> None:
    rooms = practising()
    rooms[3].person.time_zone = "America/New_York"
    rooms[3].person.save()
    due = due_reminders(FRIDAY)
    assert {one.person_id for one in due} == {room.person.pk for room in rooms[:3]}
    assert {(one.kind, one.week, one.about) for one in due} == {("log", 1, rooms[0].group.pk)}
    assert [one.person_id for one in due_reminders(FRIDAY + timedelta(hours=6))] == [
        rooms[3].person.pk
    ]


def test_who_has_done_it_is_not_reminded_and_a_key_is_planned_once() -> None:
    rooms = practising()
    an_entry(rooms[0])
    due = due_reminders(FRIDAY)
    assert rooms[0].person.pk not in {one.person_id for one in due}
    assert due_reminders(FRIDAY, {one.key for one in due}) == ()


def test_tips_and_check_ins_come_on_their_days() -> None:
    rooms = practising()
    assert kinds(MONDAY) == ["tip"] * 4
    assert kinds(WEDNESDAY).count("check-in") == 4
    actions.check_in(rooms[0], rooms[0].group.cycles.get(), week=1, note="", now=WEDNESDAY)
    assert kinds(WEDNESDAY).count("check-in") == 2
    here = standing(rooms[2])
    assert here is not None
    actions.answer_tip(rooms[2], here, text="yes", now=MONDAY)
    assert kinds(MONDAY).count("tip") == 3


def test_without_buddies_there_is_no_check_in() -> None:
    rooms = practising()
    rooms[0].member.buddies.all().delete()
    assert kinds(WEDNESDAY).count("check-in") == 2


def test_nothing_is_due_outside_the_practice() -> None:
    rooms = practising()
    group = rooms[0].group
    assert kinds(FRIDAY - timedelta(days=7)) == []
    group.sessions.filter(kind="session_two").update(state="ended")
    assert kinds(FRIDAY) == []
    group.sessions.filter(kind="session_two").update(state="confirmed")
    group.sessions.filter(kind="session_one").update(state="confirmed")
    assert kinds(FRIDAY) == []


def test_who_left_or_was_deactivated_is_left_in_peace() -> None:
    rooms = practising()
    rooms[0].member.left_at = MONDAY
    rooms[0].member.save()
    rooms[1].person.is_active = False
    rooms[1].person.save()
    assert len(due_reminders(FRIDAY)) == 2


def test_a_look_costs_the_same_for_one_group_and_for_three() -> None:
    practising()
    with CaptureQueriesContext(connection) as one:
        assert len(due_reminders(FRIDAY)) == 4
    practising()
    practising()
    with CaptureQueriesContext(connection) as three:
        assert len(due_reminders(FRIDAY)) == 12
    assert len(one) == len(three) == 7
