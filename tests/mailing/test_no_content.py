"""No mail, and no row about one, holds a word that members wrote."""

from collections.abc import Callable
from datetime import time
from email.message import EmailMessage
from uuid import uuid4

from collegium.groups.models import Agreement, Buddies, Group, Member
from collegium.groups.queries import enter
from collegium.mailing.models import Mail, MailKind, MailState
from collegium.meetings.actions.proposing import ask_about, best_times
from collegium.meetings.models import Kind, Outcome, Session, SessionState
from collegium.people.actions.changed import roster_changed
from collegium.people.models import Person, Rhythm
from collegium.practice import actions as practising
from collegium.practice.models import LogEntry, Plan
from tests.builders import a_lead, a_person
from tests.mailing.conftest import Office
from tests.mailing.test_letters import (
    CANARY,
    a_practice_month,
    a_story_that_asks,
    html_of,
    person,
    text_of,
    week_two,
    work,
)
from tests.mailing.worlds import DAY, a_date, a_group_of_four


def seal_canaries(group: Group) -> None:
    """Write a marker wherever the group's words are kept."""
    member = Member.objects.get(person__name="Ada Byron")
    session = Session.objects.filter(group=group).first()
    Agreement(group=group, proposed_by=member, text=CANARY).save()
    Outcome(group=group, session=session, kind="plan", body={"will": CANARY}).save()
    entry = {"did": CANARY, "happened": CANARY, "learned": CANARY}
    LogEntry(group=group, cycle=group.cycles.get(), member=member, week=9, **entry).save()


def a_new_boss(group: Group) -> None:
    """Two of the group have become boss and report, which a lead is to look at."""
    boss, report = group.members.select_related("person")[:2]
    a_lead(group.organisation)
    Person.objects.filter(pk=report.person_id).update(manager=boss.person)
    roster_changed(group.organisation_id)


def times_that_are_asked_about(group: Group) -> None:
    """The next session has no date yet."""
    second = group.sessions.get(kind=Kind.SESSION_TWO)
    at = week_two(0, 12)
    ask_about(second, best_times(second, from_=at + 14 * DAY, now=at), now=at)


def talk_and_a_note(group: Group) -> None:
    """Lise says something in the group's thread and lets her boss have a note."""
    lise, at = person("Lise Meitner"), week_two(0, 12)
    lise.manager = a_person(group.organisation, "Bo Ssa")
    lise.save()
    room = enter(lise, group.pk)
    practising.say(room, once=uuid4(), said=practising.Said(CANARY), now=at)
    practising.agree_to_sponsor_note(room, group.cycles.get(), now=at)


def wishes_of_their_own(group: Group) -> None:
    """A plan waits for a weekly meeting, somebody wants one mail a week, a third has joined."""
    planner, sparing, *_ = group.members.all()
    meeting = {"nudge_weekday": 2, "nudge_at": time(16, 5)}  # in Berlin
    words = {"when": CANARY, "will": CANARY}
    Plan(group=group, cycle=group.cycles.get(), member=planner, **words, **meeting).save()
    Rhythm.objects.create(person=sparing.person, weekly=True)
    Buddies.objects.update(third_at=week_two(0, 12))


def test_no_mail_and_no_row_holds_what_members_wrote(office: Office) -> None:
    group = a_group_of_four()
    a_practice_month(group)
    a_date(group, kind=Kind.ORIENTATION)
    extra = a_date(group, kind=Kind.EXTRA, state=SessionState.ENDED, ended_at=week_two(0, 12))
    Outcome(group=group, session=extra, kind="takeaway", body={"text": CANARY}).save()
    a_story_that_asks(group)
    seal_canaries(group)
    wishes_of_their_own(group)
    times_that_are_asked_about(group)
    talk_and_a_note(group)
    a_new_boss(group)
    for day in range(7):
        work(week_two(day, 15))
    kinds = set(Mail.objects.filter(state=MailState.SENT).values_list("kind", flat=True))
    not_this_month = {
        MailKind.CANCELLATION.value,
        MailKind.FAREWELL.value,
        MailKind.UNCLEAR.value,
        MailKind.OPENED.value,
    }
    outside_groups = {MailKind.ASKED.value, MailKind.NOT_FORMED.value}
    assert kinds == {kind.value for kind in MailKind} - not_this_month - outside_groups
    everything: list[Callable[[EmailMessage], str]] = [str, text_of, html_of]
    for mail in office.arrived:
        assert not any(CANARY in read(mail) for read in everything)
    assert CANARY not in str(list(Mail.objects.values()))
