"""The mails about a thread and to a boss: counts and fixed words, at most once."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from collegium.groups.models import Member
from collegium.groups.rooms import Room
from collegium.mailing.models import Mail, MailKind
from collegium.mailing.worker import work_once
from collegium.practice import actions
from collegium.practice.actions import Said
from collegium.practice.models import News
from tests.builders import a_person
from tests.mailing.conftest import Office
from tests.practice.worlds import MONDAY, practising

AT_TEN = datetime(2026, 3, 10, 9, tzinfo=UTC)  # on a Tuesday, in Berlin
AT_FOUR = datetime(2026, 3, 10, 15, tzinfo=UTC)
MARK = "canary-5d21"


def work(now: datetime) -> None:
    work_once(clock=lambda: now)


def a_group_that_talks() -> list[Room]:
    rooms = practising()
    Member.objects.update(joined_at=AT_TEN - timedelta(days=9))
    for room in rooms:
        room.member.refresh_from_db()
    actions.say(rooms[0], once=uuid4(), said=Said(MARK), now=AT_TEN)
    return rooms


def mails(office: Office, room: Room, subject: str) -> list[str]:
    found = [mail for mail in office.of(room.person.email) if subject in str(mail["Subject"])]
    return [mail.as_string() for mail in found]


def test_news_of_the_thread_come_once_a_day_and_say_only_how_much(office: Office) -> None:
    rooms = a_group_that_talks()
    for minutes in (0, 10):
        work(AT_FOUR + timedelta(minutes=minutes))
    [mail] = mails(office, rooms[1], "Something new in your group")
    assert "there is 1 new message" in mail
    assert MARK not in mail
    assert mails(office, rooms[0], "Something new in your group") == []


def test_who_mutes_it_meanwhile_gets_none(office: Office) -> None:
    rooms = a_group_that_talks()
    work(AT_FOUR - timedelta(minutes=30))
    actions.follow(rooms[1], News.NEVER)
    work(AT_FOUR)
    assert mails(office, rooms[1], "Something new") == []
    assert mails(office, rooms[2], "Something new") != []


def test_the_boss_gets_the_note_once_and_not_when_it_was_taken_back(office: Office) -> None:
    rooms = practising()
    boss = a_person(rooms[0].group.organisation, "Bo Ssa")
    for room in rooms[:2]:
        room.person.manager = boss
        room.person.save()
        note = actions.agree_to_sponsor_note(room, room.group.cycles.get(), now=MONDAY)
    actions.take_back_sponsor_note(rooms[1], rooms[1].group.cycles.get(), now=MONDAY)
    for _ in range(2):
        work(note.goes_at)
    [mail] = office.of(boss.email)
    assert "What helps Ada Byron this month" in str(mail["Subject"])
    assert "Jonas" not in mail.as_string()  # of Ada's plan
    assert Mail.objects.filter(kind=MailKind.SPONSOR).count() == 1
