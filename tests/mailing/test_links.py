"""Links in mails: opening one changes nothing, pressing the button does the one thing it says."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from collegium.groups.models import Member
from collegium.groups.rooms import Room
from collegium.mailing.links import (
    answer_link,
    cannot_link,
    snooze_link,
    stop_headers,
    stop_link,
    talked_link,
)
from collegium.mailing.models import Mail, MailKind, UsedToken
from collegium.mailing.tokens import LASTS, Purpose, issue
from collegium.meetings.models import Absence, Answer, Asking, Session, SessionState, Slot
from collegium.people.models import Person, Rhythm
from collegium.practice.models import CheckIn
from tests.architecture.canaries import everything_stored
from tests.mailing.incoming import a_reminder
from tests.practice.worlds import practising

VARYING = (b"nonce=", b"csrfmiddlewaretoken", b"data-token", b'name="next"')


@pytest.fixture
def room() -> Room:
    return practising(held=timezone.now() - timedelta(days=4))[0]


def reminder(room: Room, kind: MailKind = MailKind.LOG) -> Mail:
    """A reminder that has just left."""
    return a_reminder(room, kind, at=timezone.now())


def path(link: str) -> str:
    """The path of an address of ours."""
    return link.removeprefix("http://testserver")


def press(link: str, choice: str = "", **headers: Any) -> str:
    """Press a button of the page, as somebody whom nobody knows; the words of the answer."""
    response = Client(enforce_csrf_checks=True).post(path(link), {"choice": choice}, **headers)
    assert response.status_code == 200
    return response.content.decode()


def links_of(room: Room) -> list[str]:
    """One link of each purpose."""
    now = timezone.now()
    check_in = reminder(room, MailKind.CHECK_IN)
    return [
        stop_link(check_in, now=now),
        snooze_link(check_in, now=now),
        talked_link(check_in, now=now),
    ]


def test_looking_changes_nothing_however_often(room: Room) -> None:
    links = links_of(room)
    Client().get(path(links[0]))  # whatever a first look loads
    before = everything_stored()
    for link in links:
        for method in ("get", "head"):
            response = getattr(Client(), method)(path(link))
            assert response.status_code == 200
            assert "no-store" in response.headers["Cache-Control"]
            assert response.headers["Referrer-Policy"] == "no-referrer"
    assert everything_stored() == before


def test_one_click_says_that_the_buddies_talked(room: Room) -> None:
    link = talked_link(reminder(room, MailKind.CHECK_IN), now=timezone.now())
    assert "Good that you talked" in press(link)
    assert "Good that you talked" in press(link)
    talk = CheckIn.objects.get()
    assert (talk.week, talk.confirmed_by) == (1, room.member)


def test_a_kind_of_mail_is_stopped_and_comes_again(room: Room) -> None:
    link = stop_link(reminder(room), now=timezone.now())
    assert "Stop these mails: Reminder of the log?" in Client().get(path(link)).content.decode()
    assert "These mails are stopped." in press(link, "this")
    assert Rhythm.objects.get(person=room.person).stopped == ["log"]
    assert "come again" in press(link, "back-this")
    assert Rhythm.objects.get(person=room.person).stopped == []


def test_taking_back_leaves_what_was_stopped_before(room: Room) -> None:
    Rhythm.objects.create(person=room.person, stopped=["tip"])
    link = stop_link(reminder(room), now=timezone.now())
    press(link, "this")
    press(link, "back-this")
    assert Rhythm.objects.get(person=room.person).stopped == ["tip"]


def test_all_reminders_are_stopped_at_once(room: Room) -> None:
    press(stop_link(reminder(room), now=timezone.now()), "all")
    stopped = Rhythm.objects.get(person=room.person).stopped
    assert {"log", "check-in", "tip", "session", "nudge", "digest"} == set(stopped)


def test_the_mail_of_a_week_stands_for_all_that_it_gathers(room: Room) -> None:
    press(stop_link(reminder(room, MailKind.DIGEST), now=timezone.now()), "this")
    stopped = Rhythm.objects.get(person=room.person).stopped
    assert stopped == ["check-in", "digest", "log", "tip"]


def test_mail_programs_stop_with_one_click(room: Room) -> None:
    headers = stop_headers(reminder(room), now=timezone.now())
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = headers["List-Unsubscribe"].strip("<>")
    body = "List-Unsubscribe=One-Click"
    kind = "application/x-www-form-urlencoded"
    response = Client(enforce_csrf_checks=True).post(path(link), body, content_type=kind)
    assert response.status_code == 200  # RFC 8058 wants no redirection
    assert Rhythm.objects.get(person=room.person).stopped == ["log"]


def test_what_is_no_reminder_cannot_be_stopped(room: Room) -> None:
    assert stop_headers(reminder(room, MailKind.INVITATION), now=timezone.now()) == {}


def test_a_reminder_is_put_off_once(room: Room) -> None:
    mail = reminder(room)
    link = snooze_link(mail, now=timezone.now())
    assert "in three days" in press(link, "3")
    snoozed = Rhythm.objects.get(person=room.person).snoozed
    until = datetime.fromisoformat(snoozed[mail.key])
    local = until.astimezone(ZoneInfo("Europe/Berlin"))
    today = timezone.now().astimezone(local.tzinfo).date()
    assert (local.date() - today, local.hour) == (timedelta(days=3), 9)
    assert Client().post(path(link), {"choice": "7"}).status_code == 404
    assert Client().get(path(link)).status_code == 404
    assert Rhythm.objects.get(person=room.person).snoozed == snoozed
    assert UsedToken.objects.count() == 1


def asked_about(room: Room) -> Slot:
    """A time that the group is asked about."""
    now = timezone.now()
    session = room.group.sessions.get(kind="session_two")
    Session.objects.filter(pk=session.pk).update(state=SessionState.PROPOSED, starts_at=None)
    Asking.objects.create(session=session, asked_at=now, answer_by=now + timedelta(days=2))
    return Slot.objects.create(session=session, starts_at=now + timedelta(days=9))


def test_a_time_is_answered_and_answered_otherwise(room: Room) -> None:
    slot = asked_about(room)
    Slot.objects.create(session=slot.session, starts_at=slot.starts_at + timedelta(days=1))
    link = answer_link(room.person, slot, now=timezone.now())
    assert "Can you come on" in Client().get(path(link)).content.decode()
    assert not Answer.objects.exists()
    for choice, can in (("this", True), ("no", False)):
        press(link, choice)
        answer = Answer.objects.get()
        assert (answer.member, answer.slot, answer.can) == (room.member, slot, can)
    Asking.objects.all().delete()
    assert Client().get(path(link)).status_code == 404


def test_somebody_cannot_come_and_can_after_all(room: Room) -> None:
    session = room.group.sessions.get(kind="session_two")
    link = cannot_link(room.person, session, now=timezone.now())
    assert "Your group knows that you cannot come" in press(link, "this")
    assert Absence.objects.get().member == room.member
    assert "Your group knows that you come" in press(link, "back-this")
    assert not Absence.objects.exists()
    Session.objects.filter(pk=session.pk).update(starts_at=timezone.now() + timedelta(days=3))
    assert Client().post(path(link)).status_code == 404  # it was moved: another question
    assert not Absence.objects.exists()


def dead(link: str) -> list[bytes]:
    """What a link that does nothing answers to GET and POST, without what varies."""
    answers = []
    for method in ("get", "post"):
        response = getattr(Client(), method)(path(link))
        assert response.status_code == 404
        answers.append(response.content)
    lines = [line for answer in answers for line in answer.splitlines()]
    return [line for line in lines if not any(word in line for word in VARYING)]


def test_whatever_is_wrong_with_a_link_the_answer_is_the_same(room: Room) -> None:
    good = talked_link(reminder(room, MailKind.CHECK_IN), now=timezone.now())
    token = path(good).strip("/").split("/")[-1]
    past = timezone.now() - LASTS[Purpose.TALKED] - timedelta(days=2)
    mail = Mail.objects.get()
    other = Person.objects.exclude(pk=room.person.pk)[0]
    wrong = [
        token[:-2],
        ("b" if token[0] == "a" else "a") + token[1:],
        "x",
        issue(Purpose.TALKED, room.person.pk, mail.pk, now=past),
        issue(Purpose.TALKED, other.pk, mail.pk, now=timezone.now()),
        issue(Purpose.TALKED, room.person.pk, room.group.pk, now=timezone.now()),
        issue(Purpose.ANSWER, room.person.pk, mail.pk, now=timezone.now()),
        issue(Purpose.STOP, room.person.pk, room.person.pk, detail="gone", now=timezone.now()),
    ]
    answers = [dead(reverse("mailing:link", args=(one,))) for one in wrong]
    assert all(answer == answers[0] for answer in answers)
    assert b"This link no longer works" in b"".join(answers[0])
    assert not CheckIn.objects.exists()
    Member.objects.filter(pk=room.member.pk).update(left_at=timezone.now())
    assert dead(good) == answers[0]
    Person.objects.filter(pk=room.person.pk).update(is_active=False)
    assert dead(stop_link(mail, now=timezone.now())) == answers[0]


def test_pages_speak_the_language_of_the_person(room: Room) -> None:
    Person.objects.filter(pk=room.person.pk).update(language="de")
    page = Client().get(path(links_of(room)[2])).content.decode()
    assert '<html lang="de"' in page


def test_no_page_names_anybody(room: Room) -> None:
    for link in links_of(room):
        page = Client().get(path(link)).content.decode() + press(link, "1")
        people = Person.objects.all()
        assert not any(one.name in page or one.email in page for one in people)
        assert room.group.name not in page
