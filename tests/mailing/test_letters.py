"""What the mails say, to whom, in which words, and what they never say."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any, cast

import pytest
from icalendar import Calendar

from collegium.groups.models import Buddies, Group, GroupState, Member
from collegium.library.models import Consent, DraftState, StoryDraft
from collegium.mailing.actions.plan import plan_due
from collegium.mailing.models import Mail, MailKind, MailState
from collegium.mailing.worker import work_once
from collegium.meetings.models import Kind, Outcome, Session, SessionState
from collegium.people.models import Person
from collegium.practice.models import LogEntry, Pulse
from tests.mailing.conftest import Office
from tests.mailing.worlds import DAY, NOW, a_date, a_group_of_four

CANARY = "canary-7f3a"


@pytest.fixture
def group(office: Office) -> Group:
    """A group that has heard of itself."""
    group = a_group_of_four()
    work()
    office.arrived.clear()
    return group


def work(now: datetime = NOW) -> None:
    """One pass at a moment."""
    work_once(clock=lambda: now)


def person(who: str = "Ada Byron", **changes: object) -> Person:
    """Somebody in the group, changed."""
    found = Person.objects.get(name=who)
    Person.objects.filter(pk=found.pk).update(**changes)
    found.refresh_from_db()
    return found


def text_of(mail: EmailMessage) -> str:
    """Its plain part."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def html_of(mail: EmailMessage) -> str:
    """Its HTML part."""
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def event_in(mail: EmailMessage) -> Mapping[str, Any]:
    """The event of its attachment."""
    [part] = mail.iter_attachments()
    assert part.get_filename() == "invite.ics"
    [event] = Calendar.from_ical(part.get_content()).walk("VEVENT")
    return cast(Mapping[str, Any], event)


def the_mail(office: Office, name: str = "Ada Byron") -> EmailMessage:
    """The only mail to somebody since the office was last cleared."""
    [mail] = office.of(Person.objects.get(name=name).email)
    return mail


def test_the_first_mail_names_group_peers_programme_and_challenge(office: Office) -> None:
    group = a_group_of_four()
    work()
    mail = the_mail(office)
    assert mail["Subject"] == "Your learning group is ready"
    assert mail["To"] == f"Ada Byron <{person().email}>"
    assert mail["From"] == "Collegium <collegium@northwind.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    for part in (text_of(mail), html_of(mail)):
        assert "Emmy Noether, Grace Murray, Lise Meitner" in part
        assert "Hello Ada Byron," in part
        assert "Spring" in part
        assert f"http://testserver/groups/{group.pk}/" in part
    assert "My experienced people don't want to be delegated to" in text_of(mail)


def test_an_invitation_says_the_time_on_the_readers_clock(office: Office, group: Group) -> None:
    person("Grace Murray", time_zone="America/New_York")
    session = a_date(group)  # 10:00 UTC on Friday 13 March; New York is on summer time already
    work()
    assert the_mail(office)["Subject"] == "Session One on Friday 13 March, 11:00 (Berlin)"
    assert "Friday 13 March, 06:00 (New York)" in str(the_mail(office, "Grace Murray")["Subject"])
    event = event_in(the_mail(office, "Grace Murray"))
    assert event["DTSTART"].dt == session.starts_at
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert event["ATTENDEE"] == f"mailto:{person('Grace Murray').email}"


def test_an_invitation_is_what_calendars_and_mail_programs_expect(
    office: Office, group: Group
) -> None:
    a_date(group)
    work()
    mail = the_mail(office)
    kinds = [part.get_content_type() for part in mail.walk()]
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    [calendar] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert calendar.get_param("method") == "REQUEST"
    assert "METHOD:REQUEST" in str(calendar.get_content())


def test_a_moved_session_is_announced_once_more(office: Office, group: Group) -> None:
    session = a_date(group)
    work()
    first = event_in(the_mail(office))
    office.arrived.clear()
    session.starts_at, session.revision = NOW + 12 * DAY, 1
    session.save()
    work(NOW + DAY)
    work(NOW + DAY)
    mail = the_mail(office)
    assert str(mail["Subject"]).startswith("Changed: Session One on Sunday 15 March")
    assert event_in(mail)["UID"] == first["UID"]
    assert (first["SEQUENCE"], event_in(mail)["SEQUENCE"]) == (0, 1)


def test_an_invitation_that_was_overtaken_is_dropped(office: Office, group: Group) -> None:
    session = a_date(group)
    plan_due(NOW)
    Session.objects.filter(pk=session.pk).update(revision=1)
    work()
    assert len(office.arrived) == 4
    assert event_in(the_mail(office))["SEQUENCE"] == 1
    assert not str(the_mail(office)["Subject"]).startswith("Changed")


@pytest.mark.parametrize(
    "changes",
    [
        {"state": SessionState.PROPOSED},
        {"state": SessionState.ENDED},
        {"starts_at": NOW - timedelta(minutes=1)},
    ],
)
def test_only_confirmed_sessions_to_come_are_announced(
    office: Office, group: Group, changes: dict[str, object]
) -> None:
    a_date(group, **changes)  # type: ignore[arg-type]  # fields by name, in tests only
    work()
    assert not office.arrived


def test_a_cancelled_session_is_taken_off_the_calendar(office: Office, group: Group) -> None:
    session = a_date(group)
    work()
    invited = event_in(the_mail(office))
    office.arrived.clear()
    Session.objects.filter(pk=session.pk).update(state=SessionState.CANCELLED)
    Group.objects.filter(pk=group.pk).update(state=GroupState.CLOSED)
    work(NOW + DAY)
    work(NOW + DAY)
    event = event_in(the_mail(office))
    assert str(the_mail(office)["Subject"]).startswith("Cancelled: Session One")
    assert (event["UID"], event["STATUS"]) == (invited["UID"], "CANCELLED")
    assert event["SEQUENCE"] > invited["SEQUENCE"]


def test_a_session_cancelled_before_its_invitation_left_is_never_mentioned(
    office: Office, group: Group
) -> None:
    a_date(group, state=SessionState.CANCELLED)
    work()
    assert not office.arrived


def test_the_day_before_at_nine_on_the_readers_clock(office: Office, group: Group) -> None:
    person("Grace Murray", time_zone="America/New_York")
    a_date(group)  # Friday 13 March
    work()
    office.arrived.clear()
    work(datetime(2026, 3, 12, 7, 59, tzinfo=NOW.tzinfo))  # 08:59 in Berlin
    assert not office.arrived
    work(datetime(2026, 3, 12, 8, 0, tzinfo=NOW.tzinfo))
    assert "Reminder: Session One on Friday 13 March" in str(the_mail(office)["Subject"])
    assert not office.of(person("Grace Murray").email)
    work(datetime(2026, 3, 12, 13, 0, tzinfo=NOW.tzinfo))
    assert len(office.arrived) == 4


def test_no_reminder_right_after_the_invitation(office: Office, group: Group) -> None:
    a_date(group, starts_at=NOW + DAY)
    work()
    assert [mail.kind for mail in Mail.objects.filter(state=MailState.SENT)].count(
        MailKind.SESSION
    ) == 0
    assert len(office.arrived) == 4


def a_practice_month(group: Group) -> None:
    """Session One was held on Tuesday 3 March; all four check in with each other."""
    Buddies.objects.create(cycle=group.cycles.get()).members.set(group.members.all())
    a_date(group, starts_at=NOW, state=SessionState.ENDED, ended_at=NOW)
    a_date(group, starts_at=NOW + 28 * DAY, kind=Kind.SESSION_TWO, state=SessionState.PROPOSED)


def week_two(weekday: int, hour: int) -> datetime:
    """A moment in the second week of practice; 0 is Monday."""
    return datetime(2026, 3, 9, hour, tzinfo=NOW.tzinfo) + weekday * DAY


def test_the_practice_weeks_bring_a_question_a_talk_and_three_lines(
    office: Office, group: Group
) -> None:
    a_practice_month(group)
    for day in range(7):
        work(week_two(day, 15))
    subjects = [str(mail["Subject"]) for mail in office.of(person().email)]
    assert sorted(subjects) == [
        "A question for your week",
        "Have you talked with your buddy?",
        "Three lines for your log",
    ]


def test_a_written_log_needs_no_reminder_even_when_one_is_on_its_way(group: Group) -> None:
    a_practice_month(group)
    friday = week_two(4, 15)
    plan_due(friday)
    planned = Mail.objects.get(person=person(), kind=MailKind.LOG)
    week = int(planned.detail.removeprefix("week-"))
    LogEntry(
        group=group,
        cycle=group.cycles.get(),
        member=Member.objects.get(person=person()),
        week=week,
        did="x",
        happened="y",
        learned="z",
    ).save()
    Mail.objects.exclude(kind=MailKind.LOG).delete()
    work_once(clock=lambda: friday)
    planned.refresh_from_db()
    assert planned.state == MailState.DROPPED


def a_story_that_asks(group: Group) -> StoryDraft:
    """Grace's story, which concerns Ada."""
    author = Member.objects.get(person__name="Grace Murray")
    words = dict.fromkeys(("title", "situation", "did", "happened", "now"), CANARY)
    draft = StoryDraft(group=group, author=author, state=DraftState.ASKING, **words)
    draft.save()
    Consent.objects.create(draft=draft, member=Member.objects.get(person__name="Ada Byron"))
    return draft


def test_who_is_asked_for_consent_hears_so_and_nothing_else(office: Office, group: Group) -> None:
    draft = a_story_that_asks(group)
    work()
    [mail] = office.arrived
    assert mail["Subject"] == "A story waits for your word"
    assert f"/groups/{group.pk}/stories/{draft.pk}/" in text_of(mail)
    assert "Grace" not in text_of(mail)


def test_an_answered_question_is_not_asked_again(office: Office, group: Group) -> None:
    a_story_that_asks(group)
    plan_due(NOW)
    Consent.objects.update(given=True)
    work()
    assert not office.arrived


def test_a_german_reader_reads_german(office: Office) -> None:
    group = a_group_of_four()
    person(language="de")
    a_date(group)
    work()
    mails = {str(mail["Subject"]): mail for mail in office.of(person().email)}
    assert "Ihre Lerngruppe steht" in mails
    invitation = mails["Sitzung Eins am Freitag, 13. März, 11:00 (Berlin)"]
    assert "Guten Tag Ada Byron,\n\nder Termin für eine Sitzung" in text_of(invitation)
    assert 'lang="de"' in html_of(invitation)
    assert event_in(invitation)["SUMMARY"] == "Sitzung Eins · Group 1"
    assert "Hello Grace Murray," in text_of(office.of(person("Grace Murray").email)[0])


@pytest.mark.parametrize(
    "name",
    [
        "Eve\r\nBcc: bob@firm.example",
        'Eve" <bob@firm.example>, "',
        "Eve\u202emoc.live@bob",
        "<b>Eve</b> & Söhne",
        "Eve, Bob; Carol",
    ],
)
def test_a_hostile_name_stays_a_name(office: Office, group: Group, name: str) -> None:
    eve = person(name=name)
    a_date(group, host=Member.objects.get(person=eve))
    work()
    [mail] = office.of(eve.email)
    assert [str(header) for header in mail.get_all("To", [])] == [str(mail["To"])]
    assert [address.addr_spec for address in mail["To"].addresses] == [eve.email]
    assert mail["Bcc"] is None
    assert event_in(mail)["ATTENDEE"] == f"mailto:{eve.email}"
    assert "<b>Eve" not in html_of(mail)
    assert len(office.arrived) == 4


def test_the_text_is_plain_and_the_html_suits_dark_rooms(office: Office, group: Group) -> None:
    Group.objects.filter(pk=group.pk).update(name="R&D <3")
    a_date(group)
    work()
    mail = the_mail(office)
    assert "R&D <3" in text_of(mail)
    assert "&amp;" not in text_of(mail)
    assert "R&amp;D &lt;3" in html_of(mail)
    assert '<meta name="color-scheme" content="light dark">' in html_of(mail)
    assert "<script" not in html_of(mail)
    assert "http://testserver/" in html_of(mail)


def test_after_a_session_a_mail_says_where_the_plan_is_and_no_word_of_it(
    office: Office, group: Group
) -> None:
    session = a_date(group, state=SessionState.ENDED, starts_at=NOW - DAY, ended_at=NOW)
    ada = group.members.get(person__name="Ada Byron")
    Outcome(group=group, session=session, member=ada, kind="plan", body={"when": CANARY}).save()
    for _ in range(2):
        work()
    mail = the_mail(office)
    assert mail["Subject"] == "Your plan is here"
    assert f"/groups/{group.pk}/sessions/{session.pk}/" in text_of(mail)
    assert CANARY not in mail.as_string()
    assert the_mail(office, "Lise Meitner")["Subject"] == "What your meeting left"
    assert f"/groups/{group.pk}/pulse/" in text_of(mail)


def test_who_has_answered_the_page_of_numbers_is_not_reminded_of_it(
    office: Office, group: Group
) -> None:
    session = a_date(group, state=SessionState.ENDED, starts_at=NOW - DAY, ended_at=NOW)
    ada = group.members.get(person__name="Ada Byron")
    Outcome(group=group, session=session, member=ada, kind="plan", body={"when": CANARY}).save()
    Pulse.objects.create(cycle=session.cycle, member=ada, moment="before")
    work()
    assert "/pulse/" not in text_of(the_mail(office))


def test_what_a_session_left_is_not_told_to_former_members_nor_days_later(
    office: Office, group: Group
) -> None:
    session = a_date(group, state=SessionState.ENDED, starts_at=NOW - DAY, ended_at=NOW)
    group.members.filter(person__name="Ada Byron").update(left_at=NOW)
    work()
    assert office.arrived == []  # nothing is left of it
    Outcome(group=group, session=session, kind="takeaway", body={"text": CANARY}).save()
    work(NOW + 2 * DAY)
    assert office.arrived == []
    work()
    assert office.of(person().email) == []
    assert len(office.arrived) == 3
