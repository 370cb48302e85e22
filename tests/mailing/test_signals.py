"""How groups are doing from outside: whether they meet, lack a date, are reached. Nothing else."""

from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from collegium.groups.models import Group, GroupState, Member
from collegium.groups.queries import enter
from collegium.mailing.models import MailKind
from collegium.meetings.models import Kind, Outcome, SessionState
from collegium.meetings.queries.signals import Meeting, Signals, signals_of
from collegium.people.models import Person, RoleName
from collegium.practice.models import LogEntry
from tests.builders import a_group, a_lead, a_person, a_programme, an_organisation, with_role
from tests.mailing.test_addresses import a_mail, failing
from tests.mailing.worlds import DAY, NOW, a_date, a_group_of_four

MARK = "canary-90be"


def signals(group: Group) -> Signals:
    return signals_of([group.pk], NOW)[group.pk]


def test_a_group_that_has_just_begun_has_not_met_and_lacks_its_date() -> None:
    group = a_group_of_four()
    a_date(group, state=SessionState.PROPOSED, starts_at=None)
    assert signals(group) == Signals(Meeting.NOT_YET, date_missing=True)


def test_a_date_to_come_is_enough_even_if_a_later_one_is_open() -> None:
    group = a_group_of_four()
    a_date(group)
    a_date(group, kind=Kind.SESSION_TWO, state=SessionState.PROPOSED, starts_at=None)
    assert signals(group) == Signals(Meeting.NOT_YET, date_missing=False)


def test_a_date_that_is_over_and_was_not_held_tells_after_a_day() -> None:
    group = a_group_of_four()
    session = a_date(group, starts_at=NOW - timedelta(hours=23))
    assert signals(group) == Signals(Meeting.NOT_YET, date_missing=False)
    session.starts_at = NOW - timedelta(hours=25)
    session.save()
    assert signals(group) == Signals(Meeting.MISSED, date_missing=True)


def test_who_has_met_meets_whatever_was_left_out_before() -> None:
    group = a_group_of_four()
    a_date(group, kind=Kind.ORIENTATION, state=SessionState.PROPOSED, starts_at=None)
    a_date(group, starts_at=NOW - DAY, state=SessionState.ENDED)
    assert signals(group) == Signals(Meeting.MEETS, date_missing=False)
    a_date(group, kind=Kind.SESSION_TWO, state=SessionState.PROPOSED, starts_at=None)
    assert signals(group) == Signals(Meeting.MEETS, date_missing=True)


def test_who_sits_together_now_meets() -> None:
    group = a_group_of_four()
    a_date(group, starts_at=NOW, state=SessionState.LIVE)
    a_date(group, kind=Kind.SESSION_TWO, state=SessionState.PROPOSED, starts_at=None)
    assert signals(group) == Signals(Meeting.MEETS, date_missing=False)


def test_extra_meetings_are_the_groups_own_affair() -> None:
    group = a_group_of_four()
    before = signals(group)
    for state in SessionState:
        a_date(group, kind=Kind.EXTRA, state=state, starts_at=NOW - 2 * DAY)
    assert signals(group) == before


@pytest.fixture
def group() -> Group:
    """A group that has met, whose next date stands, and whose words hold a marker."""
    group, now = a_group_of_four(), timezone.now()
    held = a_date(group, starts_at=now - 3 * DAY, state=SessionState.ENDED)
    a_date(group, kind=Kind.SESSION_TWO, starts_at=now + 20 * DAY)
    Outcome(group=group, session=held, kind="takeaway", body={"text": MARK}).save()
    member = group.members.all()[0]
    words = {"did": MARK, "happened": MARK, "learned": MARK}
    LogEntry(group=group, cycle=group.cycles.get(), member=member, week=1, **words).save()
    return group


def page_of(client: Client, group: Group, role: RoleName) -> str:
    """The page of the group's facilitator, or of its programme's lead."""
    name = f"Some {role}"
    person = Person.objects.filter(name=name).first()
    person = person or with_role(a_person(group.organisation, name), role)
    Group.objects.filter(pk=group.pk).update(facilitator=person)
    client.force_login(person)
    address = {
        RoleName.FACILITATOR: reverse("mailing:facilitated"),
        RoleName.LEAD: reverse("mailing:signals", args=[group.programme_id]),
    }[role]
    response = client.get(address)
    assert response.status_code == 200
    return response.text


ROLES = pytest.mark.parametrize("role", [RoleName.FACILITATOR, RoleName.LEAD])


@ROLES
def test_a_group_that_meets_shows_that_and_no_word(
    client: Client, group: Group, role: RoleName
) -> None:
    page = page_of(client, group, role)
    assert "Meets" in page
    assert "4 members" in page
    for wrong in ("Date missing", "An address does not work", "Did not meet", MARK):
        assert wrong not in page


@ROLES
def test_whatever_members_practise_or_leave_undone_changes_nothing(
    client: Client, group: Group, role: RoleName
) -> None:
    before = page_of(client, group, role)
    LogEntry.objects.all().delete()
    Outcome.objects.all().delete()
    after = page_of(client, group, role)
    assert visible(before) == visible(after)


def visible(page: str) -> str:
    """The main part of a page, without what differs each time."""
    return page.split("<main", 1)[1].split("</main>", 1)[0]


@ROLES
def test_an_address_that_fails_is_told_without_whose_it_is(
    client: Client, group: Group, role: RoleName
) -> None:
    ada = Person.objects.get(name="Ada Byron")
    failing(ada)
    page = page_of(client, group, role)
    assert "An address does not work" in page
    assert "Ada" not in page
    Member.objects.filter(person=ada).update(left_at=NOW)
    assert "An address does not work" not in page_of(client, group, role)


@ROLES
def test_that_a_note_to_a_boss_was_refused_is_not_told(
    client: Client, group: Group, role: RoleName
) -> None:
    a_mail(Person.objects.get(name="Ada Byron"), kind=MailKind.SPONSOR)
    assert "An address does not work" not in page_of(client, group, role)


@ROLES
def test_a_group_that_has_ended_is_only_that(client: Client, group: Group, role: RoleName) -> None:
    Group.objects.filter(pk=group.pk).update(state=GroupState.CLOSED)
    failing(Person.objects.get(name="Ada Byron"))
    page = page_of(client, group, role)
    assert str(GroupState.CLOSED.label) in page
    assert "Meets" not in page
    assert "An address does not work" not in page


@pytest.mark.parametrize("count", [1, 3])
@ROLES
def test_the_pages_cost_the_same_for_many(client: Client, count: int, role: RoleName) -> None:
    organisation = an_organisation()
    programme = a_programme(organisation)
    reader = with_role(a_person(organisation, "Rea Der"), role)
    for number in range(count):
        member = a_person(organisation, f"Person {number}")
        a_date(a_group(programme, member))
        failing(member)
    Group.objects.update(facilitator=reader)
    client.force_login(reader)
    lead = reverse("mailing:signals", args=[programme.pk])
    address = lead if role == RoleName.LEAD else reverse("mailing:facilitated")
    with (
        CaptureQueriesContext(connections["default"]) as main,
        CaptureQueriesContext(connections["vault"]) as vault,
    ):
        page = client.get(address).text
    assert page.count("An address does not work") == count
    assert (len(main), len(vault)) == ({RoleName.LEAD: 8, RoleName.FACILITATOR: 7}[role], 0)


def test_those_who_need_a_hand_come_first(client: Client) -> None:
    organisation = an_organisation()
    programme = a_programme(organisation)
    for number in (1, 2):
        group = a_group(programme, a_person(organisation, f"P {number}"), name=f"No {number}")
        state = SessionState.CONFIRMED if number == 1 else SessionState.PROPOSED
        a_date(group, state=state, starts_at=timezone.now() + DAY)
    client.force_login(a_lead(organisation))
    page = client.get(reverse("mailing:signals", args=[programme.pk])).text
    assert page.index("No 2") < page.index("No 1")


def test_nothing_to_see_yet(client: Client) -> None:
    organisation = an_organisation()
    programme = a_programme(organisation)
    client.force_login(a_lead(organisation))
    lead = client.get(reverse("mailing:signals", args=[programme.pk])).text
    assert "No groups published yet" in lead
    client.force_login(with_role(a_person(organisation, "Fay"), RoleName.FACILITATOR))
    assert "No group yet" in client.get(reverse("mailing:facilitated")).text


def test_whose_pages_they_are(client: Client, group: Group) -> None:
    lead = reverse("mailing:signals", args=[group.programme_id])
    member = group.members.select_related("person")[0].person
    client.force_login(member)
    assert enter(member, group.pk)
    assert client.get(lead).status_code == 404
    assert client.get(reverse("mailing:facilitated")).status_code == 404
    client.force_login(a_lead(an_organisation("Other")))
    assert client.get(lead).status_code == 404
    other = with_role(a_person(group.organisation, "Fay Other"), RoleName.FACILITATOR)
    client.force_login(other)
    assert group.name not in visible(client.get(reverse("mailing:facilitated")).text)
