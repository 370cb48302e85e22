"""Whoever's membership ended, in whatever way, finds every way in closed the moment after."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from collegium.config.access import TABLE
from collegium.mailing.actions.plan import plan_due
from collegium.mailing.actions.receive import receive
from collegium.mailing.links import answer_link, cannot_link, snooze_link, talked_link
from collegium.mailing.models import Mail, MailKind, MailState
from collegium.mailing.worker import work_once
from collegium.meetings.actions.answering import answer_slot
from collegium.meetings.actions.calendars import renew_feed
from collegium.meetings.actions.proposing import ask_about, best_times
from collegium.meetings.calendars.feeds import address_of
from collegium.meetings.models import Absence, CalendarFeed, Kind, Session, Slot
from collegium.meetings.queries.answers import answers_to
from collegium.meetings.queries.dates import date_page
from collegium.people.access import Who
from collegium.people.signing.models import SignIn
from collegium.practice.models import CheckIn, LogEntry
from tests.architecture.addresses import addresses
from tests.groups.ways_out import SHUT_OUT, WAYS
from tests.mailing.conftest import Office
from tests.mailing.incoming import a_reminder, a_reply
from tests.mailing.worlds import a_date
from tests.practice.worlds import an_entry, practising

DAY = timedelta(days=1)


def is_shut(response: HttpResponseBase) -> bool:
    sign_in = reverse("account_login")
    return response.status_code == 404 or response.headers.get("Location", "").startswith(sign_in)


class Leaver:
    """Somebody with all that a member may hold: a sign-in, a feed, links, a mail to answer."""

    def __init__(self) -> None:
        now = timezone.now()
        self.room, *others = practising(held=now - 4 * DAY)
        self.other = others[1]
        self.client = Client()
        self.client.force_login(self.room.person)
        an_entry(self.room)
        self.session = Session.objects.get(group=self.room.group, kind=Kind.SESSION_TWO)
        self.asked = a_date(self.room.group, starts_at=None, kind=Kind.ORIENTATION)
        ask_about(self.asked, best_times(self.asked, from_=now + 3 * DAY, now=now), now=now)
        self.slot = Slot.objects.filter(session=self.asked).order_by("starts_at")[0]
        answer_slot(self.room.person, self.slot.pk, can=True, now=now)
        self.mail = a_reminder(self.room, MailKind.LOG, at=now)
        check_in = a_reminder(self.room, MailKind.CHECK_IN, at=now)
        self.links = {
            "talked": talked_link(check_in, now=now),
            "snooze": snooze_link(self.mail, now=now),
            "answer": answer_link(self.room.person, self.slot, now=now),
            "cannot": cannot_link(self.room.person, self.session, now=now),
        }
        renew_feed(self.room.person)
        feed = CalendarFeed.objects.get(person=self.room.person)
        self.feed = address_of(feed).removeprefix("http://testserver")
        plan_due(now)

    def inside(self) -> list[str]:
        """The addresses of the group that need nothing but the group."""
        return [
            reverse(one.name, args=[self.room.group.pk])
            for one in addresses()
            if one.parameters == {"group_id"} and TABLE[one.name] == {Who.GROUP_MEMBER}
        ]

    def pages(self) -> bool:
        """Whether a page of the group opens."""
        return any(not is_shut(self.client.get(one)) for one in self.inside())

    def forms(self) -> bool:
        """Whether a page that is still open can be sent."""
        sent = {"text": "Too late", "once": str(uuid4())}
        page = reverse("practice:thread", args=[self.room.group.pk])
        return not is_shut(self.client.post(page, sent))

    def search(self) -> bool:
        """Whether something said in the group is found."""
        page = reverse("library:look_up", args=[self.room.group.pk])
        return b"Jonas" in self.client.post(page, {"q": "decide"}).content

    def calendar(self) -> bool:
        """Whether the feed tells of sessions."""
        return b"VEVENT" in Client().get(self.feed).content

    def link(self) -> bool:
        """Whether a link in a mail offers something."""
        paths = [one.removeprefix("http://testserver") for one in self.links.values()]
        shown = [Client().get(one).content for one in paths]
        return not all(b"no longer works" in one for one in shown)

    def answer(self) -> bool:
        """Whether what they said to a proposed time counts."""
        if not Session.objects.filter(pk=self.asked.pk).exists():
            return False
        page = date_page(self.other.group, self.asked.pk)
        answers = answers_to(page, self.other.member, now=timezone.now())
        said = next(one.can for one in answers.times if one.id == self.slot.pk)
        return self.room.person.name in said

    def reply(self) -> bool:
        """Whether a reply to a mail becomes an entry."""
        before = LogEntry.objects.count()
        reply = a_reply(self.mail, number=before, at=timezone.now())
        receive(reply.as_bytes(), now=timezone.now())
        return LogEntry.objects.count() > before

    def signed_in(self) -> bool:
        """Whether they have a sign-in."""
        return SignIn.objects.filter(person=self.room.person).exists()

    def mails(self, office: Office) -> bool:
        """Whether a mail is sent, but for the word that a reply came too late."""
        work_once()
        unused = Mail.objects.filter(person=self.room.person, kind=MailKind.UNCLEAR)
        sent = unused.filter(state=MailState.SENT).count()
        return len(office.of(self.room.person.email)) > sent


@pytest.mark.parametrize("way", WAYS)
def test_every_way_in_is_closed(way: str, settings: Settings, office: Office) -> None:
    settings.REPLY_ADDRESS = "reply@northwind.example"
    leaver = Leaver()
    tries = (
        *(leaver.pages, leaver.forms, leaver.search, leaver.calendar, leaver.link),
        *(leaver.answer, leaver.reply, leaver.signed_in),
    )
    assert [one.__name__ for one in tries if not one()] == []
    assert Mail.objects.filter(person=leaver.room.person, state=MailState.WAITING).count() >= 2
    WAYS[way](leaver.room, timezone.now())
    still = [one.__name__ for one in tries if one()]
    assert still == ([] if way in SHUT_OUT else ["signed_in"])
    for link in leaver.links.values():
        Client().post(link.removeprefix("http://testserver"), {"choice": "this"})
    assert not CheckIn.objects.exists()
    assert not Absence.objects.exists()
    assert not leaver.mails(office)
    group_is_gone = way == "the end of the group"
    assert bool(office.of(leaver.other.person.email)) is not group_is_gone
