"""What is due leaves once, and again only when nobody recorded that it left."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from collegium.groups.models import Buddies, Group, GroupState, Member
from collegium.mailing.actions.claim import BATCH, LEASE, claim
from collegium.mailing.actions.empty import LANES, empty_outbox
from collegium.mailing.actions.plan import plan_due
from collegium.mailing.actions.record import ATTEMPTS, postpone, settle
from collegium.mailing.actions.send import Clock, send
from collegium.mailing.changes import Mark, mark
from collegium.mailing.chores import Rota
from collegium.mailing.models import Mail, MailKind, MailState
from collegium.mailing.worker import take_turn, work_once
from collegium.meetings.models import Kind, SessionState
from collegium.people.models import Person
from tests.builders import a_person, an_organisation
from tests.mailing.conftest import Office, use
from tests.mailing.worlds import DAY, NOW, a_date, a_group_of_four

MINUTE = timedelta(minutes=1)
FRIDAY = NOW + timedelta(days=3, hours=3)  # 14:00 in Berlin
READ = 12  # queries for a batch of reminders of the log


def work(now: datetime = NOW) -> int:
    """One pass at a moment."""
    return work_once(clock=lambda: now)


def at(now: datetime) -> Clock:
    """A clock that stands."""
    return lambda: now


def only_ada(group: Group) -> Person:
    """Leave one member to write to."""
    group.members.exclude(person__name="Ada Byron").update(left_at=NOW)
    return Person.objects.get(name="Ada Byron")


def in_practice(group: Group) -> None:
    """Session One was held a week ago; Session Two has its date."""
    began = NOW - 8 * DAY
    Buddies.objects.create(cycle=group.cycles.get()).members.set(group.members.all())
    a_date(group, starts_at=began, state=SessionState.ENDED, ended_at=began)
    a_date(group, kind=Kind.SESSION_TWO)


def the_mail() -> Mail:
    """The only row."""
    return Mail.objects.get()


def test_a_published_group_is_announced_once(office: Office) -> None:
    a_group_of_four()
    assert work() == 4
    assert work(NOW + DAY) == 0
    assert len(office.arrived) == 4
    assert {mail["Subject"] for mail in office.arrived} == {"Your learning group is ready"}


def test_a_draft_group_is_not_announced(office: Office) -> None:
    group = a_group_of_four()
    Group.objects.filter(pk=group.pk).update(state=GroupState.DRAFT)
    assert work() == 0
    assert not office.arrived


def test_planning_twice_makes_one_row() -> None:
    a_date(a_group_of_four())
    assert plan_due(NOW) == 8
    assert plan_due(NOW) == 0
    assert Mail.objects.count() == 8


@pytest.mark.parametrize("groups", [1, 3])
@pytest.mark.usefixtures("office")
def test_no_pass_with_nothing_due_takes_ten_queries(
    groups: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing_written() -> Mark:
        mark()  # on PostgreSQL it also changes with other databases of the server
        return ()

    monkeypatch.setattr("collegium.mailing.worker.mark", nothing_written)
    for number in range(groups):
        in_practice(a_group_of_four(an_organisation(f"Firm {number}")))
    for days in (1, 0):
        work(NOW - days * DAY)
    counted = Counter[int]()
    rota = Rota()
    for minutes in range(30):
        with CaptureQueriesContext(connection) as queries:
            assert take_turn(rota, at(NOW + minutes * MINUTE)) == 0
        counted[len(queries)] += 1
    assert max(counted) == 8
    assert min(counted) == 2  # what is new, what waits; a chore that meanings are not asked of


def test_claimed_mails_are_not_claimed_again_before_the_lease_ends() -> None:
    a_group_of_four()
    plan_due(NOW)
    assert len(claim(NOW)) == 4
    assert claim(NOW + LEASE - MINUTE) == []
    assert len(claim(NOW + LEASE)) == 4


def test_a_claim_takes_the_longest_due_first_and_no_more_than_asked() -> None:
    a_group_of_four()
    plan_due(NOW)
    late = Mail.objects.order_by("id").last()
    assert late is not None
    Mail.objects.filter(pk=late.pk).update(due_at=NOW - DAY)
    assert [mail.pk for mail in claim(NOW, limit=1)] == [late.pk]


def test_what_is_not_due_yet_stays() -> None:
    a_group_of_four()
    plan_due(NOW)
    assert claim(NOW - MINUTE) == []


def test_a_worker_that_lost_its_lease_records_nothing() -> None:
    only_ada(a_group_of_four())
    plan_due(NOW)
    [slow] = claim(NOW)
    [quick] = claim(NOW + LEASE)
    assert settle(quick, MailState.SENT, now=NOW + LEASE)
    assert not settle(slow, MailState.FAILED, now=NOW + LEASE)
    assert the_mail().state == MailState.SENT


def test_killed_after_sending_it_is_sent_again_under_the_same_name(office: Office) -> None:
    only_ada(a_group_of_four())
    plan_due(NOW)
    [mail] = claim(NOW)
    send([mail], clock=lambda: NOW)
    # as a kill between sending and recording leaves it
    Mail.objects.update(state=MailState.WAITING, leased_until=NOW + LEASE)
    assert work(NOW + LEASE - MINUTE) == 0
    assert work(NOW + LEASE) == 1
    first, second = office.arrived
    assert first["Message-ID"] == second["Message-ID"] == the_mail().message_id
    assert first["Message-ID"].endswith("@northwind.example>")


def test_a_lease_that_runs_out_is_not_used(office: Office) -> None:
    only_ada(a_group_of_four())
    plan_due(NOW)
    send(claim(NOW), clock=lambda: NOW + LEASE)
    assert not office.arrived
    assert (the_mail().state, the_mail().attempts) == (MailState.WAITING, 0)


def test_a_worker_that_has_to_stop_gives_back_what_it_took(office: Office) -> None:
    a_group_of_four()
    plan_due(NOW)
    send(claim(NOW), clock=lambda: NOW, stopping=lambda: len(office.arrived) == 1)
    assert len(office.arrived) == 1
    assert work() == 3


def test_a_worker_told_to_stop_does_not_wait_for_a_server_first(settings: Settings) -> None:
    only_ada(a_group_of_four())
    use(settings, 1)
    plan_due(NOW)
    send(claim(NOW), clock=at(NOW), stopping=lambda: True)
    assert (the_mail().attempts, the_mail().problem, the_mail().leased_until) == (0, "", None)


def test_a_busy_server_gets_it_again_later(office: Office) -> None:
    ada = only_ada(a_group_of_four())
    office.to_recipient[ada.email] = "451 greylisted"
    work()
    assert (the_mail().state, the_mail().problem) == (
        MailState.WAITING,
        "SMTPRecipientsRefused 451",
    )
    office.to_recipient.clear()
    assert work(NOW + MINUTE / 2) == 0
    assert work(NOW + MINUTE) == 1
    assert the_mail().state == MailState.SENT
    assert the_mail().attempts == 2


def test_the_pauses_grow() -> None:
    only_ada(a_group_of_four())
    plan_due(NOW)
    waits = []
    for attempts in (1, 2, 3, 4, 5, 30):
        Mail.objects.update(attempts=attempts - 1, retry_at=None)
        [mail] = claim(NOW)
        postpone([mail], now=NOW, problem="x")
        retry_at = the_mail().retry_at
        assert retry_at is not None
        waits.append((retry_at - NOW) / MINUTE)
    assert waits == [1, 5, 15, 60, 120, 120]


def test_after_the_last_attempt_it_is_given_up(office: Office) -> None:
    only_ada(a_group_of_four())
    plan_due(NOW)
    Mail.objects.update(attempts=ATTEMPTS - 1)
    office.to_data = "554 looks like spam"
    work()
    assert the_mail().state == MailState.EXPIRED
    assert the_mail().problem == "SMTPDataError 554"


def test_a_mail_that_kills_its_worker_is_given_up(office: Office) -> None:
    only_ada(a_group_of_four())
    plan_due(NOW)
    Mail.objects.update(attempts=ATTEMPTS)
    work()
    assert the_mail().state == MailState.EXPIRED
    assert not office.arrived


def test_a_refused_address_is_not_tried_again(office: Office) -> None:
    group = a_group_of_four()
    ada = Person.objects.get(name="Ada Byron")
    office.to_recipient[ada.email] = "550 5.1.1 no such user"
    work()
    refused = Mail.objects.get(person=ada)
    assert (refused.state, refused.problem) == (MailState.FAILED, "SMTPRecipientsRefused 550")
    assert len(office.arrived) == group.members.count() - 1
    assert work(NOW + DAY) == 0


@pytest.mark.parametrize("address", ["jürgen@firm.example", "no address", "a@b@c d.example", "x@"])
def test_an_address_that_is_none_fails_alone(office: Office, address: str) -> None:
    a_group_of_four()
    Person.objects.filter(name="Ada Byron").update(email=address)
    work()
    assert len(office.arrived) == 3
    assert Mail.objects.get(state=MailState.FAILED).problem == "not an address"


def test_an_international_domain_is_reached(office: Office) -> None:
    only_ada(a_group_of_four())
    Person.objects.filter(name="Ada Byron").update(email="ada@bücher.example")
    work()
    assert "ada@xn--bcher-kva.example" in str(office.arrived[0]["To"])


def test_without_a_server_everything_waits(office: Office, settings: Settings) -> None:
    a_group_of_four()
    use(settings, 1)
    work()
    assert set(Mail.objects.values_list("state", "problem")) == {
        (MailState.WAITING, "ConnectionRefusedError")
    }
    use(settings, office.port)
    work(NOW + MINUTE)
    assert len(office.arrived) == 4


def test_a_server_that_is_away_is_asked_once_and_the_batch_put_back_in_one(
    office: Office, settings: Settings
) -> None:
    for number in range(BATCH // 4 + 1):
        a_group_of_four(an_organisation(f"Firm {number}"))
    total = plan_due(NOW)
    use(settings, 1)
    with CaptureQueriesContext(connection) as asked:
        assert empty_outbox(at(NOW), lambda: False, lanes=LANES) == BATCH
    writes = [one["sql"] for one in asked.captured_queries if one["sql"].startswith("UPDATE")]
    assert len(writes) == 2  # taken and put back; members at their pages wait for each
    assert Mail.objects.filter(attempts=0).count() == total - BATCH
    use(settings, office.port)
    work(NOW + MINUTE)
    assert len(office.arrived) == total


@pytest.mark.parametrize("answer", ["421 closing", "454 TLS not available"])
def test_a_server_that_goes_away_keeps_nothing(office: Office, answer: str) -> None:
    only_ada(a_group_of_four())
    office.to_data = answer
    work()
    assert the_mail().state == MailState.WAITING
    office.to_data = ""
    work(NOW + MINUTE)
    assert the_mail().state == MailState.SENT


def test_who_left_or_was_deactivated_before_sending_gets_nothing(office: Office) -> None:
    group = a_group_of_four()
    a_date(group)
    plan_due(NOW)
    Member.objects.filter(group=group, person__name="Ada Byron").update(left_at=NOW)
    Person.objects.filter(name="Grace Murray").update(is_active=False)
    work()
    told = " ".join(str(mail["To"]) for mail in office.arrived)
    assert "Ada" not in told
    assert "Grace" not in told
    assert Mail.objects.filter(state=MailState.DROPPED).count() == 4
    assert Mail.objects.filter(state=MailState.SENT).count() == 4


@pytest.mark.usefixtures("office")
def test_a_newcomer_hears_of_the_group_and_its_dates() -> None:
    group = a_group_of_four()
    a_date(group)
    work()
    newcomer = a_person(group.organisation, "Hedy Kiesler")
    Member.objects.create(group=group, person=newcomer)
    assert work(NOW + DAY) == 2
    assert {mail.kind for mail in Mail.objects.filter(person=newcomer)} == {
        MailKind.GROUP_READY,
        MailKind.INVITATION,
    }


def test_a_letter_that_cannot_be_written_stops_no_other(office: Office) -> None:
    group = a_group_of_four()
    ada = Person.objects.get(name="Ada Byron")
    plan_due(NOW)
    Person.objects.filter(pk=ada.pk).update(time_zone="Mars/Base")
    work()
    stuck = Mail.objects.get(state=MailState.WAITING)
    assert (stuck.person_id, stuck.problem) == (ada.pk, "ZoneInfoNotFoundError")
    assert Mail.objects.filter(state=MailState.SENT).count() == group.members.count() - 1
    Person.objects.filter(pk=ada.pk).update(time_zone="Europe/Berlin")
    work(NOW + timedelta(minutes=2))
    assert not Mail.objects.filter(state=MailState.WAITING).exists()
    assert len(office.arrived) == group.members.count()


def test_who_leaves_while_a_slow_server_takes_the_batch_gets_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("collegium.mailing.desk.STALE", 0.0)
    group = a_group_of_four()
    plan_due(NOW)
    send(claim(NOW), clock=lambda: NOW, stopping=lambda: _left(office, group))
    assert len(office.arrived) == 1
    assert Mail.objects.filter(state=MailState.DROPPED).count() == 3


def _left(office: Office, group: Group) -> bool:
    """Asked before each mail: once one has arrived, the others have left."""
    if office.arrived:
        group.members.update(left_at=NOW)
    return False


@pytest.mark.parametrize("groups", [1, 3])
@pytest.mark.usefixtures("office")
def test_a_batch_of_reminders_costs_as_many_queries_as_one(groups: int) -> None:
    for number in range(groups):
        in_practice(a_group_of_four(an_organisation(f"Firm {number}")))
    plan_due(FRIDAY)
    Mail.objects.exclude(kind=MailKind.LOG).update(state=MailState.SENT)
    mails = claim(FRIDAY)
    with CaptureQueriesContext(connection) as queries:
        send(mails, clock=lambda: FRIDAY)
    assert len(mails) == 4 * groups
    assert len(queries) == READ + len(mails)  # each is recorded by itself
