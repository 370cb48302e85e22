"""Acts write their entries, once, in their own transaction, and never two after the same one."""

import threading
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse

from collegium.audit.actions import note
from collegium.audit.models import Entry
from collegium.audit.queries import head_of, verified
from collegium.audit.verbs import Origin, Verb
from collegium.domain.audit import Sound
from collegium.groups import actions as groups
from collegium.groups.actions.programmes import ProgrammeFacts
from collegium.groups.models import Group, Participant, Programme, ProgrammeState, Topic
from collegium.people import actions as people
from collegium.people.actions.rosters import apply_roster, keep_upload
from collegium.people.actions.thresholds import raise_threshold
from collegium.people.models import Organisation, Person, RoleName
from collegium.people.queries.thresholds import threshold_of
from tests.builders import a_lead, a_person, a_programme, an_organisation, four_people, with_role

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.fixture
def ours() -> Organisation:
    return an_organisation()


@pytest.fixture
def admin(ours: Organisation) -> Person:
    return with_role(a_person(ours, "Ad Min"), RoleName.ADMINISTRATOR)


def said(organisation: Organisation) -> list[str]:
    """The verbs of a record in their order; the record is whole."""
    assert isinstance(verified(organisation.pk), Sound)
    entries = Entry.objects.filter(organisation=organisation.pk).order_by("number")
    return list(entries.values_list("verb", flat=True))


def test_roles_and_doors(ours: Organisation, admin: Person) -> None:
    person = a_person(ours)
    for _ in range(2):
        people.grant(person, RoleName.LEAD, by=admin)
    for _ in range(2):
        people.revoke(person, RoleName.LEAD, by=admin)
    for _ in range(2):
        people.deactivate(person, by=admin)
    for _ in range(2):
        people.reactivate(person, by=admin)
    assert said(ours) == [
        *(Verb.ROLE_GRANTED, Verb.ROLE_TAKEN, Verb.PERSON_DEACTIVATED, Verb.PERSON_REACTIVATED)
    ]
    entry = Entry.objects.get(number=1)
    assert (entry.actor, entry.subject, entry.detail) == (admin.pk, person.pk, "lead")


def test_what_is_refused_is_not_recorded(ours: Organisation, admin: Person) -> None:
    with pytest.raises(people.LastAdministrator):
        people.revoke(admin, RoleName.ADMINISTRATOR, by=admin)
    assert said(ours) == []


def test_settings(ours: Organisation, admin: Person) -> None:
    for _ in range(2):
        people.set_call_server(ours, "https://meet.example", by=admin)
    threshold, once = threshold_of(ours.pk), uuid4()
    for _ in range(2):
        raise_threshold(
            ours,
            people=threshold.people + 5,
            groups=threshold.groups,
            by=admin,
            once=once,
            now=NOW,
        )
    assert said(ours) == [Verb.CALL_SERVER_CHANGED, Verb.THRESHOLD_RAISED]
    assert Entry.objects.get(number=2).amount == threshold.people + 5


def test_a_roster_and_whom_it_left_out(ours: Organisation, admin: Person) -> None:
    leaver = a_person(ours, "Lee Aver", email="lee@here.example")
    roster = f"name,email\nAd Min,{admin.email}\nNew Comer,new@here.example\n".encode()
    upload = keep_upload(uuid4(), by=admin, file_name="r.csv", content=roster, now=NOW)
    for _ in range(2):
        apply_roster(upload, by=admin, now=NOW)
    assert said(ours) == [Verb.ROSTER_APPLIED, Verb.PERSON_DEACTIVATED]
    assert Entry.objects.get(verb=Verb.PERSON_DEACTIVATED).subject == leaver.pk


def test_a_programme_from_its_first_day_to_its_groups(ours: Organisation) -> None:
    lead = a_lead(ours)
    facts = ProgrammeFacts(
        name="Spring",
        purpose="Let go",
        goal="Decide where the knowledge is",
        starts_on=date(2026, 4, 1),
        practice_weeks=4,
        smallest=4,
        largest=8,
        levels_apart=None,
        common_hours=2,
        shared_language=True,
        challenge=None,
        sentence="They do not want to be delegated to",
        topic=Topic.DELEGATING,
    )
    programme = groups.create_programme(facts, by=lead, once=uuid4(), now=NOW)
    groups.change_programme(programme, facts, by=lead, now=NOW)
    persons = four_people(ours)
    for person in persons:
        Participant.objects.create(programme=programme, person=person)
    Group.objects.create(organisation=ours, programme=programme, number=1, name="Group 1")
    for person in persons:
        groups.move_person(programme, person, to=1, now=NOW, by=lead)
    last = programme.board_changes.order_by("number").last()
    assert last
    groups.undo_change(programme, last.pk, now=NOW, by=lead)
    groups.redo_change(programme, last.pk, now=NOW, by=lead)
    for _ in range(2):
        groups.publish_groups(programme, by=lead, now=NOW)
    group = programme.groups.get()
    groups.describe_group(group, name="The long table", facilitator=None, by=lead)
    groups.take_out(programme, persons[0].pk, now=NOW, by=lead)
    groups.join_groups(programme, {persons[0].pk: 1}, now=NOW, by=lead)
    assert said(ours) == [
        *(Verb.PROGRAMME_CREATED, Verb.PROGRAMME_CHANGED),
        *[Verb.PERSON_MOVED] * 6,
        *(Verb.GROUPS_PUBLISHED, *[Verb.PERSON_PLACED] * 4),
        *(Verb.GROUP_CHANGED, Verb.PERSON_TAKEN_OUT, Verb.PERSON_PLACED),
    ]
    placed = Entry.objects.filter(verb=Verb.PERSON_PLACED, group=group.pk, actor=lead.pk)
    assert set(placed.values_list("subject", flat=True)) == {one.pk for one in persons}


def test_a_page_says_that_it_was_a_page(client: Client, ours: Organisation, admin: Person) -> None:
    person = a_person(ours)
    client.force_login(admin)
    client.post(reverse("people:role", args=[person.pk]), {"name": "lead", "held": "yes"})
    entry = Entry.objects.get(verb=Verb.ROLE_GRANTED)
    assert (entry.origin, entry.actor) == (Origin.PAGE, admin.pk)
    assert Entry.objects.get(verb=Verb.SIGNED_IN).subject == admin.pk
    client.post(reverse("account_logout"))
    assert Entry.objects.get(verb=Verb.SIGNED_OUT).subject == admin.pk


def test_whoever_takes_figures_along_is_recorded_once_a_day(client: Client) -> None:
    ours = an_organisation()
    programme = a_programme(ours)
    Programme.objects.filter(pk=programme.pk).update(state=ProgrammeState.RUNNING)
    for person in (a_lead(ours), a_person(ours)):
        client.force_login(person)
        for _ in range(2):
            client.get(reverse("insights:everything_table"))
    assert Entry.objects.filter(verb=Verb.EXPORTED).count() == 1


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_two_at_once_never_follow_the_same_entry(ours: Organisation) -> None:
    """On PostgreSQL they wait at the chain's end; tests on SQLite share one connection."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one transaction write at a time, from its beginning")
    both, wrong = threading.Barrier(4), list[BaseException]()

    def work() -> None:
        try:
            both.wait()
            for _ in range(5):
                with transaction.atomic():
                    note(Verb.KEYS_ROTATED, ours.pk)
                    note(Verb.BACKUP_MADE, ours.pk)
        except BaseException as error:  # noqa: BLE001 - told to the test
            wrong.append(error)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert wrong == []
    assert head_of(ours.pk).number == 40
    assert isinstance(verified(ours.pk), Sound)
