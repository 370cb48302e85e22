"""The mail that asks when a session can be: in each round once, and who has not said all."""

import re
from datetime import datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collegium.groups.models import Group, GroupState
from collegium.groups.queries import enter
from collegium.mailing.actions.following import follow
from collegium.mailing.actions.plan import plan_due, plan_news
from collegium.mailing.models import Mail, MailKind, MailState
from collegium.mailing.queries.offers import offer_of
from collegium.mailing.tokens import TokenError
from collegium.mailing.worker import work_once
from collegium.meetings.actions import answering
from collegium.meetings.actions.dates import set_date
from collegium.meetings.actions.proposing import ask_about, best_times
from collegium.meetings.models import Answer, Kind, Session
from collegium.people.models import Person
from tests.builders import an_organisation
from tests.mailing.conftest import Office
from tests.mailing.test_letters import html_of, text_of
from tests.mailing.worlds import DAY, NOW, a_group_of_four

LINK = re.compile(r"http://testserver/m/(\S+)/")
HOUR = timedelta(hours=1)


def a_session_that_is_asked_about(group: Group) -> Session:
    """A Session One for which three times are proposed, at `NOW`."""
    session = Session.objects.create(
        group=group, cycle=group.cycles.get(), kind=Kind.SESSION_ONE, playbook="session_one"
    )
    ask_about(session, best_times(session, from_=NOW + 7 * DAY, now=NOW), now=NOW)
    return session


@pytest.fixture
def session(office: Office) -> Session:
    """Of a group that has heard of itself."""
    group = a_group_of_four()
    work()
    office.arrived.clear()
    return a_session_that_is_asked_about(group)


def work(now: datetime = NOW) -> None:
    """One pass at a moment."""
    work_once(clock=lambda: now)


def ada() -> Person:
    return Person.objects.get(name="Ada Byron")


def hers(office: Office) -> EmailMessage:
    """The only mail to Ada."""
    [mail] = office.of(ada().email)
    return mail


def links_in(mail: EmailMessage) -> list[str]:
    """The tokens in the addresses of its links."""
    return LINK.findall(text_of(mail))


def test_three_times_on_the_readers_clock_and_what_follows(
    office: Office, session: Session
) -> None:
    Person.objects.filter(name="Ada Byron").update(time_zone="America/New_York")
    work()
    assert len(office.arrived) == 4
    mail = hers(office)
    assert mail["Subject"] == "When can you come? Session One"
    text = text_of(mail)
    for slot in session.slots.all():
        local = slot.starts_at.astimezone(ZoneInfo("America/New_York"))
        shown = f"{local:%A} {local.day} {local:%B, %H:%M} (New York)"
        assert shown in text
        assert shown in html_of(mail)
    until = session.asking.answer_by.astimezone(ZoneInfo("America/New_York"))
    assert f"Answer by: {until:%A} {until.day} {until:%B, %H:%M} (New York)" in text
    assert "a date is found even if nobody answers" in " ".join(text.split())
    assert f"http://testserver/groups/{session.group_id}/sessions/{session.pk}/date/" in text
    assert list(mail.iter_attachments()) == []


def test_each_time_has_a_link_that_answers_it_without_signing_in(
    office: Office, session: Session
) -> None:
    work()
    links = links_in(hers(office))
    assert len(links) == 3
    offers = [offer_of(link, now=NOW) for link in links]
    assert not Answer.objects.exists()
    follow(offers[1], offers[1].choice("no"), now=NOW)
    [answer] = Answer.objects.all()
    in_order = list(session.slots.order_by("starts_at"))
    assert (answer.slot, answer.member.person, answer.can) == (in_order[1], ada(), False)


def test_nobody_is_told_twice_in_a_round_and_everybody_in_the_next(
    office: Office, session: Session
) -> None:
    for minutes in (0, 1, 60):
        work(NOW + timedelta(minutes=minutes))
    assert len(office.arrived) == 4
    old = links_in(hers(office))
    office.arrived.clear()
    answering.ask_for_other_times(enter(ada(), session.group_id), session.pk, now=NOW + DAY)
    for _ in range(2):
        work(NOW + DAY)
    assert len(office.arrived) == 4
    assert not set(old) & set(links_in(hers(office)))
    for link in old:
        with pytest.raises(TokenError):
            offer_of(link, now=NOW + DAY)


def test_a_round_that_was_overtaken_on_its_way_is_not_told(
    office: Office, session: Session
) -> None:
    plan_due(NOW)
    answering.ask_for_other_times(enter(ada(), session.group_id), session.pk, now=NOW + HOUR)
    work(NOW + HOUR)
    assert len(office.arrived) == 4
    states = Mail.objects.filter(kind=MailKind.TIMES).values_list("state", flat=True)
    assert sorted(states) == 4 * [MailState.DROPPED] + 4 * [MailState.SENT]


def test_where_a_date_stands_the_mail_says_until_when(office: Office, session: Session) -> None:
    stands = NOW + 10 * DAY
    set_date(session.pk, starts_at=stands, host_id=None, link="", now=NOW)
    Mail.objects.filter(kind=MailKind.INVITATION).delete()
    answering.ask_for_other_times(enter(ada(), session.group_id), session.pk, now=NOW)
    work()
    [mail] = [one for one in office.of(ada().email) if "When can you" in str(one["Subject"])]
    text = " ".join(text_of(mail).split())
    assert "Other times are proposed" in text
    assert "Friday 13 March, 11:00 (Berlin) stands until" in text


def test_who_has_said_all_there_is_to_say_is_not_asked(office: Office, session: Session) -> None:
    first, *others = session.slots.all()
    answering.answer_slot(ada(), first.pk, can=False, now=NOW)
    plan_due(NOW)
    for slot in others:
        answering.answer_slot(ada(), slot.pk, can=True, now=NOW)
    work()
    assert office.of(ada().email) == []
    assert len(office.arrived) == 3


def test_what_is_decided_or_closed_is_not_asked_about(office: Office, session: Session) -> None:
    plan_due(NOW)
    Group.objects.update(state=GroupState.CLOSED)
    work()
    assert office.arrived == []
    Mail.objects.all().delete()
    Group.objects.update(state=GroupState.MEETING)
    work(session.asking.answer_by)  # decided in this pass
    assert not Mail.objects.filter(kind=MailKind.TIMES).exists()


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("groups", [1, 3])
def test_looking_for_what_is_asked_costs_one_query_when_all_know(groups: int) -> None:
    for number in range(groups):
        a_session_that_is_asked_about(a_group_of_four(an_organisation(f"Firm {number}")))
    assert plan_news(NOW) == groups * 8  # that the group is ready, and the times
    with CaptureQueriesContext(connection) as queries:
        assert plan_news(NOW + HOUR) == 0
    assert len(queries) == 1
