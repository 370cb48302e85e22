from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from collegium.people.models import Away, Rhythm
from collegium.practice import actions
from collegium.practice.actions import Weekly
from collegium.practice.queries import due_reminders
from collegium.practice.queries.standing import standing
from tests.practice.worlds import HELD, MONDAY, an_entry, practising

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
    actions.check_in(rooms[0], rooms[0].group.cycles.get(), week=2, note="", now=WEDNESDAY)
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


def test_people_are_left_in_peace_as_they_wish() -> None:
    away, stopped, gathered, quiet = practising()
    Away.objects.create(person=away.person, first=FRIDAY.date(), last=MONDAY.date())
    Rhythm.objects.create(person=stopped.person, stopped=["log"])
    Rhythm.objects.create(person=gathered.person, weekly=True)
    Rhythm.objects.create(person=quiet.person, quiet_from=time(12), quiet_until=time(16))
    came = {(one.person_id, one.kind) for one in due_reminders(FRIDAY)}
    assert came == {(gathered.person.pk, "digest")}
    (late,) = [one for one in due_reminders(FRIDAY + timedelta(hours=2)) if one.kind == "log"]
    assert (late.person_id, late.due_at) == (quiet.person.pk, FRIDAY + timedelta(hours=2))


def test_a_holiday_where_somebody_lives_moves_the_reminder() -> None:
    rooms = practising(held=datetime(2026, 4, 1, 9, tzinfo=UTC))  # before Good Friday
    abroad = rooms[3].person
    abroad.country = "TR"
    abroad.save()
    good_friday = datetime(2026, 4, 3, 13, tzinfo=UTC)
    assert [one.person_id for one in due_reminders(good_friday)] == [abroad.pk]


def test_a_plan_that_waits_for_a_meeting_brings_a_nudge() -> None:
    room = practising()[0]
    cycle = room.group.cycles.get()
    meeting = Weekly(1, time(9, 30))
    actions.change_plan(
        room,
        cycle,
        once=uuid4(),
        when="the team meets",
        will="speak last",
        now=HELD,
        meeting=meeting,
    )
    tuesday = datetime(2026, 3, 10, 8, 20, tzinfo=UTC)
    came = [one for one in due_reminders(tuesday) if one.kind == "nudge"]
    assert [(one.person_id, one.due_at) for one in came] == [(room.person.pk, tuesday)]
    assert not [
        one
        for one in due_reminders(tuesday - timedelta(minutes=5))
        if one.week == 2 and one.kind == "nudge"
    ]
    assert "nudge" not in kinds(tuesday + timedelta(minutes=10))


def test_a_look_costs_the_same_for_one_group_and_for_three() -> None:
    practising()
    with CaptureQueriesContext(connection) as one:
        assert len(due_reminders(FRIDAY)) == 4
    practising()
    practising()
    with CaptureQueriesContext(connection) as three:
        assert len(due_reminders(FRIDAY)) == 12
    assert len(one) == len(three) == 9
    with CaptureQueriesContext(connection) as nothing:
        assert due_reminders(FRIDAY - timedelta(minutes=1)) == ()
    assert len(nothing) == 5
