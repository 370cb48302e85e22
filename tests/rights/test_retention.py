"""What is old goes, what is not stays, and a group hears of it before its memory goes."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collegium.audit.actions import note
from collegium.audit.models import Entry as Record
from collegium.audit.verbs import Verb
from collegium.domain.retention import DEFAULTS, Kind
from collegium.groups.models import Group, GroupState, Member
from collegium.library.models import DraftState, Story, StoryDraft
from collegium.mailing.actions.plan import plan_farewells
from collegium.mailing.models import Mail, MailKind, MailState, UsedToken
from collegium.mailing.worker import work_once
from collegium.meetings.models import Outcome, Session, SessionEvent
from collegium.people.actions import roles
from collegium.people.models import Person, RoleName
from collegium.practice.models import LogEntry
from collegium.rights.actions.memories import forget_words, keep_memories, let_memory_go
from collegium.rights.actions.retention import keep_persons, keep_rows, set_policy
from collegium.rights.models import Absent, Farewell, Keeping
from collegium.rights.queries.old import outlook_in
from collegium.vault import keyring
from collegium.vault.sealing import VaultError
from tests.architecture.addresses import addresses
from tests.architecture.canaries import found, sealed_models
from tests.architecture.test_access import ONLY_IN_DEMO, client_of
from tests.architecture.test_canaries import Aviary
from tests.architecture.test_forgetting import STAYS
from tests.builders import a_person, with_role
from tests.library.conftest import signed_in
from tests.library.memories import Years, some_years

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)  # a Monday
DAY = timedelta(days=1)


def ended(years: Years, at: datetime) -> Group:
    years.group.cycles.update(ended_at=at)
    Group.objects.filter(pk=years.group.pk).update(state=GroupState.CLOSED)
    return years.group


def a_mail(person: Person, at: datetime, **more: object) -> Mail:
    values = {"kind": MailKind.LOG, "about": uuid4(), "state": MailState.SENT} | more
    return Mail.objects.create(
        organisation=person.organisation, person=person, key=str(uuid4()), due_at=at,
        settled_at=at, **values,
    )  # fmt: skip


def test_a_group_hears_of_it_and_a_month_later_its_memory_is_gone() -> None:
    years = some_years(1)
    group = ended(years, NOW - 800 * DAY)
    Member.objects.filter(pk=years.room(3).member.pk).update(left_at=NOW - 900 * DAY)
    assert keep_memories(NOW) == 0
    farewell = Farewell.objects.get()
    assert farewell.goes_on == (NOW + 30 * DAY).date()
    work_once(clock=lambda: NOW)
    told = [one for one in mail.outbox if "will be deleted" in one.subject]
    assert len(told) == 4  # who left as well
    assert "23 December 2026" in str(told[0].body) or "Dec. 23, 2026" in str(told[0].body)
    assert plan_farewells(NOW + DAY) == 0  # nobody hears twice
    assert keep_memories(NOW + 29 * DAY) == 0
    assert LogEntry.objects.filter(group=group).exists()
    assert keep_memories(NOW + 30 * DAY) == 1
    assert not LogEntry.objects.filter(group=group).exists()
    assert not Outcome.objects.filter(group=group).exists()
    assert Session.objects.filter(group=group).exists()
    assert Member.objects.filter(group=group, left_at=None).count() == 3
    assert Record.objects.filter(verb="retention-applied", group=group.pk).count() == 1
    assert keep_memories(NOW + 31 * DAY) == 0
    assert Record.objects.filter(verb="retention-applied").count() == 1


def test_a_group_that_meets_keeps_its_memory() -> None:
    years = some_years(1)
    assert keep_memories(NOW + 3000 * DAY) == 0
    assert not Farewell.objects.exists()
    assert LogEntry.objects.filter(group=years.group).exists()


def test_every_sealed_word_goes_and_a_published_story_stays() -> None:
    aviary = Aviary()
    group = aviary.room.group
    story = Story.objects.get(draft__group=group)
    sealed = SessionEvent.objects.filter(group=group).values_list("body", flat=True)[0]
    row = SessionEvent.objects.filter(group=group)[0]
    forget_words(group, now=NOW)
    keyring.forget()
    left = [model._meta.label for model in sealed_models() if _in_group(model, group)]
    assert left == ["library.StoryDraft"]
    draft = StoryDraft.objects.get(group=group)
    assert (draft.state, aviary.room.read(draft, "title")) == (DraftState.PUBLISHED, story.title)
    row.body = sealed  # as an old backup has it
    with pytest.raises(VaultError):
        aviary.room.read(row, "body")
    assert STAYS
    assert found(aviary.canaries, aviary.room.read(draft, "situation").encode()) == []


def _in_group(model: type, group: Group) -> bool:
    names = {field.name for field in model._meta.concrete_fields}  # type: ignore[attr-defined]  # a model
    return "group" in names and model._default_manager.filter(group=group).exists()  # type: ignore[attr-defined]  # the same


def test_no_page_breaks_when_the_memory_is_gone() -> None:
    aviary = Aviary()
    Group.objects.filter(pk=aviary.room.group.pk).update(state=GroupState.CLOSED)
    forget_words(aviary.room.group, now=NOW)
    client = client_of(aviary.world, "member")
    for address in addresses():
        known = address.parameters <= aviary.world.values.keys()
        if known and address.name not in ONLY_IN_DEMO | {"account_logout"}:
            assert client.get(aviary.world.url(address)).status_code < 500, address.name


def test_old_mails_go_unless_what_they_are_about_goes_on() -> None:
    years = some_years(0)
    person = years.people[0]
    old, young = NOW - 100 * DAY, NOW - 80 * DAY
    gone = a_mail(person, old)
    UsedToken.objects.create(person=person, last_day=old.date(), used_at=old)
    kept = [
        a_mail(person, young),
        a_mail(person, old, kind=MailKind.GROUP_READY, about=years.group.pk),
        a_mail(person, young, kind=MailKind.TIP),
    ]
    assert keep_rows(NOW) == 2
    assert not Mail.objects.filter(pk=gone.pk).exists()
    assert Mail.objects.filter(pk__in=[one.pk for one in kept]).count() == 3
    assert keep_rows(NOW) == 0
    ended(years, NOW)
    assert keep_rows(NOW) == 1
    noted = Record.objects.filter(verb="retention-applied").values_list("amount", flat=True)
    assert sum(amount or 0 for amount in noted) == 3


def test_each_organisation_keeps_to_its_own() -> None:
    here, there = some_years(0).people[0], some_years(0).people[0]
    for person in (here, there):
        a_mail(person, NOW - 100 * DAY)
    set_policy(here.organisation, {Kind.MAILS: 12}, by=here)
    assert keep_rows(NOW) == 1
    assert Mail.objects.get().person == here


def test_who_is_off_the_roster_long_enough_is_erased() -> None:
    years = some_years(1)
    gone, back = years.people[:2]
    Person.objects.filter(pk__in=[gone.pk, back.pk]).update(is_active=False)
    assert keep_persons(NOW) == 0
    assert Absent.objects.count() == 2
    Person.objects.filter(pk=back.pk).update(is_active=True)
    assert keep_persons(NOW + 364 * DAY) == 0
    assert Absent.objects.get().person == gone
    assert keep_persons(NOW + 366 * DAY) == 1
    assert not Person.objects.filter(pk=gone.pk).exists()
    assert Person.objects.filter(pk=back.pk).exists()
    assert keep_persons(NOW + 367 * DAY) == 0  # and never whoever stands for former members


@pytest.mark.parametrize(("chore", "most"), [(keep_memories, 2), (keep_persons, 4), (keep_rows, 4)])
def test_a_look_costs_little_where_nothing_is_due(chore: object, most: int) -> None:
    for _ in range(3):
        some_years(0)
    with CaptureQueriesContext(connection) as asked:
        chore(NOW)  # type: ignore[operator]  # each takes the time
    writes = [one["sql"] for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(writes) <= most


def test_an_administrator_looks_first_and_then_saves() -> None:
    years = some_years(1)
    ended(years, NOW - 400 * DAY)
    boss = with_role(a_person(years.group.organisation, "Ad Min"), RoleName.ADMINISTRATOR)
    client, url = signed_in(boss), reverse("rights:retention")
    page = client.get(url).content.decode()
    assert "How long things are kept" in page
    typed = {"groups": "6", "mails": "2", "persons": "12"}
    look = client.post(url, typed | {"do": "look"}).content.decode()
    assert "Nothing is saved yet." in look
    assert "The words of a group that has ended" in look.split("goes")[-1]
    assert not Keeping.objects.exists()
    refused = client.post(url, typed | {"mails": "0", "do": "save"})
    assert refused.status_code == 422
    assert client.post(url, typed | {"do": "save"}).status_code == 302
    client.post(url, typed | {"do": "save"})
    assert Record.objects.filter(verb="retention-set").count() == 1
    assert Keeping.objects.get(kind="mails").months == 2
    assert years.people[0].name not in look


def test_the_outlook_counts_by_day_and_kind() -> None:
    years = some_years(0)
    for days in (10, 10, 20):
        a_mail(years.people[0], NOW - days * DAY)
    found_ = outlook_in(years.group.organisation_id, today=NOW.date())
    assert [(one.kind, one.count) for one in found_] == [(Kind.MAILS, 1), (Kind.MAILS, 2)]


def test_who_came_back_for_a_while_is_absent_from_then_on() -> None:
    years = some_years(0)
    gone = years.people[0]
    roles.deactivate(gone)
    keep_persons(NOW)
    later = NOW + 400 * DAY
    note(Verb.PERSON_REACTIVATED, gone.organisation_id, subject=gone.pk, now=later)  # and out again
    assert keep_persons(later) == 0
    assert Absent.objects.get(person=gone).since == later.date()
    assert keep_persons(later + 366 * DAY) == 1


def test_looking_first_counts_whom_saving_would_erase() -> None:
    years = some_years(0)
    gone, boss = years.people[:2]
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    policy = {**DEFAULTS, Kind.PERSONS: 0}
    organisation = years.group.organisation
    found_ = outlook_in(organisation.pk, today=NOW.date(), policy=policy)
    assert [(one.kind, one.on, one.count) for one in found_] == [(Kind.PERSONS, NOW.date(), 1)]
    set_policy(organisation, policy, by=boss)
    assert keep_persons(NOW) == 1


def test_a_group_hears_once_however_long_it_takes() -> None:
    years = some_years(1)
    ended(years, NOW - 800 * DAY)
    keep_memories(NOW)
    plan_farewells(NOW)
    Mail.objects.update(state=MailState.SENT, settled_at=NOW)
    told = Mail.objects.count()
    Keeping.objects.create(organisation=years.group.organisation, kind=Kind.GROUPS, months=120)
    keep_rows(NOW + 130 * DAY)
    plan_farewells(NOW + 130 * DAY)
    assert told
    assert Mail.objects.filter(state=MailState.SENT).count() == Mail.objects.count() == told


def test_a_memory_goes_once_whoever_comes_second() -> None:
    years = some_years(1)
    assert let_memory_go(years.group, now=NOW)
    assert not let_memory_go(years.group, now=NOW)
    assert Record.objects.filter(verb="retention-applied").count() == 1


def test_the_page_costs_the_same_with_more() -> None:
    years = some_years(1)
    boss = with_role(a_person(years.group.organisation, "Ad Min"), RoleName.ADMINISTRATOR)
    client, url = signed_in(boss), reverse("rights:retention")
    client.get(url)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        return len(asked)

    first = cost()
    for days in (10, 20, 30):
        a_mail(boss, NOW - days * DAY)
        ended(some_years(0), NOW - 100 * DAY)
    assert cost() == first == 10
