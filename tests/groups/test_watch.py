"""The watch: what a changed roster breaks is told to the lead, once, and closes by itself."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collegium.groups import actions
from collegium.groups.actions.rather_not import name_somebody
from collegium.groups.actions.watching import watch, watch_groups
from collegium.groups.models import (
    Group,
    GroupState,
    Member,
    Notice,
    NoticeState,
    PairKind,
    Programme,
    ProgrammeState,
)
from collegium.groups.queries.watch import open_notices
from collegium.mailing.models import Mail, MailKind
from collegium.mailing.worker import work_once
from collegium.people.actions import deactivate
from collegium.people.actions.changed import roster_changed
from collegium.people.models import Organisation, Person, RoleName
from tests.builders import a_group, a_lead, a_programme, an_organisation, with_role
from tests.groups.worlds import NOW, in_preparation, people, take_part


@pytest.fixture
def organisation() -> Organisation:
    return an_organisation()


@pytest.fixture
def lead(organisation: Organisation, client: Client) -> Person:
    lead = a_lead(organisation)
    client.force_login(lead)
    return lead


@pytest.fixture
def programme(organisation: Organisation) -> Programme:
    """Two groups of four that meet, up to six in each; everything was looked at."""
    return running(organisation)


def running(organisation: Organisation, size: int = 4, **fields: Any) -> Programme:
    programme = a_programme(organisation, largest=6, smallest=3, **fields)
    for number in (1, 2):
        persons = people(organisation, size)
        take_part(programme, *persons)
        a_group(programme, *persons, name=f"Group {number}")
    roster_changed(organisation.pk)
    watch_groups(NOW)
    return programme


def seats(programme: Programme, number: int = 1) -> list[Person]:
    group = programme.groups.get(number=number)
    members = group.members.filter(left_at=None).select_related("person")
    return [member.person for member in members.order_by("person__name")]


def change(*persons: Person, **fields: Any) -> None:
    Person.objects.filter(pk__in=[one.pk for one in persons]).update(**fields)
    roster_changed(persons[0].organisation_id)
    watch_groups(NOW)


def page(client: Client, programme: Programme) -> str:
    return client.get(reverse("groups:programme", args=[programme.pk])).content.decode()


def address(notice: Notice) -> str:
    return reverse("groups:notice", args=[notice.programme_id, notice.pk])


def test_a_new_boss_at_any_depth_is_noticed_once(programme: Programme) -> None:
    boss, report, between, *_ = [*seats(programme), *seats(programme, 2)]
    assert open_notices(programme) == ()
    change(between, manager=boss)
    change(report, manager=between)
    for _ in range(2):
        change(boss, site="Elsewhere")
        notices = open_notices(programme)
        pairs = {frozenset((one.first_id, one.second_id)) for one in notices}
        assert pairs == {
            frozenset((boss.pk, between.pk)),
            frozenset((boss.pk, report.pk)),
            frozenset((between.pk, report.pk)),
        }


@pytest.mark.parametrize("rule", ["pool", "apart", "levels"])
def test_rivals_pairs_and_levels_are_watched_too(organisation: Organisation, rule: str) -> None:
    programme = running(organisation, levels_apart=1)
    one, other, *_ = seats(programme)
    match rule:
        case "pool":
            change(one, other, promotion_pool="Directors 2027")
        case "apart":
            Programme.objects.update(state=ProgrammeState.DRAFT)
            actions.add_pair_rule(programme, PairKind.APART, one, other)
            change(one, site="Elsewhere")
        case "levels":
            change(other, level=1)
            change(one, level=3)
    (notice,) = open_notices(Programme.objects.get())
    assert (notice.rule, notice.group.number) == (rule, 1)
    assert {notice.first, notice.second} == {one, other}


def test_drafts_are_watched_like_groups_that_meet(organisation: Organisation) -> None:
    programme = in_preparation(organisation)
    group = Group.objects.create(
        organisation=organisation, programme=programme, number=1, name="Group 1"
    )
    one, other, *rest = people(organisation, 4)
    take_part(programme, one, other, *rest)
    for person in (one, other, *rest):
        Member.objects.create(group=group, person=person)
    change(one, manager=other)
    assert len(open_notices(programme)) == 1


def test_nothing_is_asked_again_before_the_next_change(programme: Programme) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert watch_groups(NOW) == 0
    assert len(captured) == 2
    change(seats(programme)[0], site="Elsewhere")
    with CaptureQueriesContext(connection) as captured:
        watch_groups(NOW)
    assert len(captured) == 2


def test_three_breaches_take_as_many_queries_as_one(organisation: Organisation) -> None:
    counts = []
    for reports in (1, 3):
        programme = running(organisation)
        boss, *others = seats(programme)
        Person.objects.filter(pk__in=[one.pk for one in others[:reports]]).update(manager=boss)
        roster_changed(organisation.pk)
        with CaptureQueriesContext(connection) as captured:
            watch(programme, now=NOW)
        assert len(open_notices(programme)) == reports
        with CaptureQueriesContext(connection) as shown:
            open_notices(programme)
        counts.append((len(captured), len(shown)))
        Programme.objects.update(state=ProgrammeState.CLOSED)
    assert counts == [(11, 1)] * 2


def test_a_notice_closes_by_itself_and_comes_back_quietly(programme: Programme) -> None:
    boss, report, *_ = seats(programme)
    change(report, manager=boss)
    change(report, manager=None)
    assert Notice.objects.get().state == NoticeState.GONE
    change(report, manager=boss)
    assert [one.pk for one in open_notices(programme)] == [Notice.objects.get().pk]


def test_what_is_mended_by_hand_closes_too(programme: Programme) -> None:
    boss, report, *_ = seats(programme)
    change(report, manager=boss)
    Member.objects.filter(person=report).update(left_at=NOW)
    assert open_notices(programme) == ()
    watch_groups(NOW)
    assert Notice.objects.get().state == NoticeState.GONE


def test_left_as_it_is_it_stays_so(client: Client, lead: Person, programme: Programme) -> None:
    boss, report, *_ = seats(programme)
    change(report, manager=boss)
    (notice,) = open_notices(programme)
    assert "Since the roster changed" in page(client, programme)
    for _ in range(2):
        client.post(address(notice), {"do": "left"})
    change(boss, site="Elsewhere")
    assert "Since the roster changed" not in page(client, programme)
    notice.refresh_from_db()
    assert (notice.state, notice.settled_by) == (NoticeState.LEFT, lead)
    client.post(address(notice), {"do": "done"})
    notice.refresh_from_db()
    assert notice.state == NoticeState.LEFT
    assert "You left it as it is." in client.get(address(notice)).content.decode()


@pytest.mark.usefixtures("lead")
def test_a_graceful_move_keeps_every_rule(client: Client, programme: Programme) -> None:
    boss, report, *_ = seats(programme)
    change(report, manager=boss)
    (notice,) = open_notices(programme)
    ways = client.get(address(notice)).context["ways"]
    assert {way.person for way in ways} <= {boss, report}
    assert all(way.to.number == 2 for way in ways)
    for _ in range(2):
        client.post(address(notice), {"way": ways[0].key})
    moved = ways[0].person
    assert moved in seats(programme, 2)
    assert moved not in seats(programme, 1)
    notice.refresh_from_db()
    assert notice.state == NoticeState.DONE
    change(boss, site="Elsewhere")
    assert open_notices(programme) == ()


@pytest.mark.usefixtures("lead")
def test_where_groups_are_full_two_change_places(
    client: Client, organisation: Organisation
) -> None:
    programme = running(organisation, size=6)
    boss, report, *_ = seats(programme)
    change(report, manager=boss)
    (notice,) = open_notices(programme)
    way = client.get(address(notice)).context["ways"][0]
    assert way.partner in seats(programme, 2)
    client.post(address(notice), {"way": way.key})
    assert way.person in seats(programme, 2)
    assert way.partner in seats(programme, 1)
    assert [len(seats(programme, number)) for number in (1, 2)] == [6, 6]


@pytest.mark.usefixtures("lead")
def test_no_move_is_offered_against_a_private_wish(client: Client, programme: Programme) -> None:
    boss, report, *_ = seats(programme)
    for other in seats(programme, 2):
        name_somebody(other, boss.pk)
    change(report, manager=boss)
    (notice,) = open_notices(programme)
    ways = client.get(address(notice)).context["ways"]
    assert {way.person for way in ways if not way.partner} == {report}


@pytest.mark.usefixtures("lead")
def test_a_move_that_is_not_on_offer_is_refused(client: Client, programme: Programme) -> None:
    boss, report, *_ = seats(programme)
    change(report, manager=boss)
    (notice,) = open_notices(programme)
    for told in ("", "x", f"{boss.pk}:1:", f"{boss.pk}:9:"):
        response = client.post(address(notice), {"way": told})
        assert response.status_code == 422
        assert "Choose one of these moves" in response.content.decode()
    assert len(seats(programme)) == 4


@pytest.mark.usefixtures("lead")
def test_without_any_move_it_can_be_settled(client: Client, programme: Programme) -> None:
    boss, report, *_ = seats(programme)
    programme.groups.get(number=2).delete()
    change(report, manager=boss)
    (notice,) = open_notices(programme)
    assert "No single move or exchange" in client.get(address(notice)).content.decode()


def test_a_private_wish_inside_a_running_group_is_never_noticed(programme: Programme) -> None:
    one, other, *_ = seats(programme)
    name_somebody(one, other.pk)
    change(one, site="Elsewhere")
    assert not Notice.objects.exists()


def test_what_a_lead_published_is_not_told_afterwards(organisation: Organisation) -> None:
    lead = a_lead(organisation)
    programme = in_preparation(organisation)
    group = Group.objects.create(
        organisation=organisation, programme=programme, number=1, name="Group 1"
    )
    one, other, *rest = people(organisation, 4)
    take_part(programme, one, other, *rest)
    for person in (one, other, *rest):
        Member.objects.create(group=group, person=person)
    Person.objects.filter(pk=one.pk).update(manager=other)
    actions.publish_groups(programme, by=lead, now=NOW)
    change(one, site="Elsewhere")
    assert open_notices(Programme.objects.get()) == ()
    assert Notice.objects.get().state == NoticeState.LEFT


def test_a_roster_that_contradicts_itself_closes_nothing(programme: Programme) -> None:
    boss, report, third, *_ = seats(programme)
    change(report, manager=boss)
    change(boss, manager=report)
    assert len(open_notices(programme)) == 1
    change(boss, manager=None)
    change(third, manager=boss)
    assert len(open_notices(programme)) == 2


def test_closed_groups_and_those_who_left_are_left_alone(programme: Programme) -> None:
    boss, report, *_ = seats(programme)
    deactivate(with_role(report, RoleName.FACILITATOR))
    change(report, manager=boss)
    assert open_notices(programme) == ()
    Group.objects.filter(number=2).update(state=GroupState.CLOSED)
    one, other, *_ = seats(programme, 2)
    change(other, manager=one)
    assert open_notices(programme) == ()


def mails() -> list[Mail]:
    return list(Mail.objects.filter(kind=MailKind.WATCH))


def test_its_leads_get_one_mail_for_each_change(
    organisation: Organisation, programme: Programme
) -> None:
    lead, other_lead = a_lead(organisation), a_lead(organisation, "Leo Lund")
    boss, report, third, *_ = seats(programme)
    change(report, third, manager=boss)
    for _ in range(2):
        work_once(clock=lambda: NOW)
    assert {one.person for one in mails()} == {lead, other_lead}
    told = [one for one in mail.outbox if "roster" in one.subject]
    assert len(told) == 2
    for message in told:
        text = message.message().as_string()
        assert boss.name not in text
        assert report.name not in text
        assert "report" not in message.subject
    Programme.objects.update(created_by=lead)
    change(seats(programme, 2)[1], manager=seats(programme, 2)[0])
    work_once(clock=lambda: NOW)
    assert [one.person for one in mails()].count(lead) == 2
    assert [one.person for one in mails()].count(other_lead) == 1


def test_no_mail_where_it_is_settled_before_it_leaves(
    organisation: Organisation, programme: Programme
) -> None:
    a_lead(organisation)
    boss, report, *_ = seats(programme)
    change(report, manager=boss)
    work_once(lambda: True, clock=lambda: NOW)  # planned, not sent
    Notice.objects.update(state=NoticeState.LEFT)
    work_once(clock=lambda: datetime(2026, 2, 2, 10, tzinfo=UTC))
    assert [one.state for one in mails()] == ["dropped"]


@pytest.mark.usefixtures("lead")
def test_another_programme_s_notice_is_not_found(client: Client, programme: Programme) -> None:
    foreign = running(an_organisation("Elsewhere"))
    boss, report, *_ = seats(foreign)
    change(report, manager=boss)
    (notice,) = open_notices(foreign)
    assert client.get(address(notice)).status_code == 404
    other = reverse("groups:notice", args=[programme.pk, notice.pk])
    assert client.post(other, {"do": "left"}).status_code == 404
