"""The week in one mail, the nudge before a meeting, and the mail to buddies who are three."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collegium.groups.models import Buddies, Member
from collegium.mailing.models import Mail, MailKind, MailState
from collegium.mailing.queries.practice_due import practice_due
from collegium.mailing.worker import work_once
from collegium.people.actions import snooze
from collegium.people.models import Rhythm
from collegium.practice import actions
from collegium.practice.actions import Weekly
from tests.mailing.conftest import Office
from tests.mailing.test_letters import text_of
from tests.practice.worlds import HELD, MONDAY, an_entry, practising

FRIDAY = datetime(2026, 3, 13, 13, tzinfo=UTC)  # two in the afternoon in Berlin


def work(now: datetime) -> None:
    work_once(clock=lambda: now)


def test_one_mail_a_week_tells_of_what_is_still_to_do(office: Office) -> None:
    room = practising()[0]
    Rhythm.objects.create(person=room.person, weekly=True, stopped=["tip"])
    work(MONDAY + timedelta(days=2))  # Wednesday, the first thing that is asked
    office.arrived.clear()
    work(FRIDAY)
    assert not [one for one in office.of(room.person.email) if "week" in str(one["Subject"])]
    (mail,) = Mail.objects.filter(person=room.person, kind=MailKind.DIGEST)
    assert mail.state == MailState.SENT
    kinds = set(Mail.objects.filter(person=room.person).values_list("kind", flat=True))
    assert not kinds & {"log", "tip", "check-in"}


def test_the_mail_of_a_week_leaves_out_what_is_done(office: Office) -> None:
    room = practising()[0]
    Rhythm.objects.create(person=room.person, weekly=True)
    an_entry(room, week=2)
    work(MONDAY)
    (mail,) = [one for one in office.of(room.person.email) if "Your week" in str(one["Subject"])]
    assert "Talk with Grace Murray" in text_of(mail)
    assert "/tip/" in text_of(mail)
    assert "/log/" not in text_of(mail)


def test_a_nudge_goes_only_while_the_meeting_is_ahead_and_the_plan_still_waits(
    office: Office,
) -> None:
    room = practising()[0]
    cycle = room.group.cycles.get()
    meeting = Weekly(1, time(9, 30))
    words = {"when": "the team meets", "will": "speak last"}
    actions.change_plan(room, cycle, once=room.group.pk, now=HELD, meeting=meeting, **words)
    tuesday = datetime(2026, 3, 10, 8, 20, tzinfo=UTC)
    work(tuesday)
    assert [str(one["Subject"]) for one in office.arrived if "minutes" in str(one["Subject"])] == [
        "In ten minutes"
    ]
    Mail.objects.filter(kind=MailKind.NUDGE).update(state=MailState.WAITING, settled_at=None)
    work(tuesday + timedelta(minutes=10))
    assert Mail.objects.get(kind=MailKind.NUDGE).state == MailState.DROPPED


def test_three_hear_of_one_another_in_the_same_words_at_a_decent_hour(office: Office) -> None:
    rooms = practising()
    pair = Buddies.objects.get(members=rooms[0].member)
    pair.members.add(rooms[2].member)
    night = datetime(2026, 3, 10, 1, tzinfo=UTC)
    Buddies.objects.filter(pk=pair.pk).update(third_at=night)
    work(night)
    office.arrived.clear()
    for hours in (6, 7):  # seven and eight in the morning in Berlin
        work(night + timedelta(hours=hours))
    told = [one for one in office.arrived if "as three" in str(one["Subject"])]
    assert {str(one["To"]).split("<")[0].strip() for one in told} == {
        "Ada Byron",
        "Grace Murray",
        "Emmy Noether",
    }
    assert len({text_of(one).split("\n\n")[1] for one in told}) == 1
    Member.objects.filter(pk=rooms[2].member.pk).update(left_at=night)
    Mail.objects.filter(kind=MailKind.BUDDIES).update(state=MailState.WAITING)
    office.arrived.clear()
    work(night + timedelta(hours=8))
    assert {str(one["Subject"]) for one in office.arrived} == {"From this week you check in as two"}


@pytest.mark.usefixtures("office")
def test_what_is_put_off_comes_again() -> None:
    room = practising()[0]
    work(FRIDAY)
    (first,) = Mail.objects.filter(person=room.person, kind=MailKind.LOG)
    snooze(room.person, first.key, FRIDAY + timedelta(hours=3), now=FRIDAY)
    work(FRIDAY + timedelta(hours=3))
    again = Mail.objects.filter(person=room.person, kind=MailKind.LOG).exclude(pk=first.pk).get()
    assert (again.detail, again.state) == ("week-2", MailState.SENT)


def test_a_look_costs_the_same_for_one_group_and_for_three() -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            found = list(practice_due(FRIDAY))
        assert len({one.key for one in found}) == len(found)
        return len(queries)

    practising()
    first = cost()
    practising()
    practising()
    assert cost() == first == 10
