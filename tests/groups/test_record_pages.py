"""The record as administrators, members and groups read it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from collegium.audit.actions import Deed, note, note_all
from collegium.audit.models import Entry
from collegium.audit.verbs import MEANINGS, Verb
from collegium.groups.models import Group, Member
from collegium.people.actions import grant
from collegium.people.models import Organisation, Person, RoleName
from tests.builders import (
    a_group,
    a_person,
    a_programme,
    an_organisation,
    four_people,
    with_role,
)

RECORD, FILE, OWN = "groups:record", "groups:record_file", "groups:own_record"
MARCH, MAY = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 5, 2, 9, tzinfo=UTC)
REASON = "Order of the court of Northwind, file 12/26"

type Counting = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def ours() -> Organisation:
    return an_organisation()


@pytest.fixture
def admin(client: Client, ours: Organisation) -> Person:
    person = with_role(a_person(ours, "Ad Min"), RoleName.ADMINISTRATOR)
    client.force_login(person)
    return person


def lines(client: Client, address: str, query: str = "") -> list[str]:
    return [one.what for one in client.get(reverse(address) + query).context["told"]]


def opened(group: Group, one: Person, other: Person) -> None:
    note(
        Verb.BREAK_GLASS,
        group.organisation_id,
        by=one.pk,
        subject=other.pk,
        group=group.pk,
        reason=REASON,
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(
    client: Client, admin: Person, count: int, django_assert_num_queries: Counting
) -> None:
    ours = admin.organisation
    group = a_group(a_programme(ours), *four_people(ours))
    for number in range(count):
        person = a_person(ours, f"Person {number}")
        deeds = [
            Deed(Verb.PERSON_PLACED, by=admin.pk, subject=person.pk, group=group.pk),
            Deed(Verb.PROGRAMME_CREATED, by=admin.pk, subject=group.programme_id),
            Deed(Verb.PERSON_PLACED, by=person.pk, subject=admin.pk, group=group.pk),
        ]
        note_all(ours.pk, deeds)
    Member.objects.create(group=group, person=admin)
    with django_assert_num_queries(10):
        assert len(lines(client, RECORD)) == 3 * count
    with django_assert_num_queries(8):
        client.get(reverse(OWN))
    with django_assert_num_queries(9):
        client.get(reverse("groups:done_here", args=[group.pk]))


def test_names_are_those_of_today_and_who_was_forgotten_has_none(
    client: Client, admin: Person
) -> None:
    person = a_person(admin.organisation, "Ada Byron")
    grant(person, RoleName.LEAD, by=admin)
    Person.objects.filter(pk=person.pk).update(name="Ada Lovelace")
    assert lines(client, RECORD) == ["Ad Min gave Ada Lovelace the role “Programme lead”."]
    person.delete()
    assert lines(client, RECORD) == ["Ad Min gave A former member the role “Programme lead”."]


def test_administrators_see_nothing_that_people_did_for_themselves(
    client: Client, admin: Person
) -> None:
    own = [verb for verb, meaning in MEANINGS.items() if meaning.own]
    assert len(own) >= 5
    note_all(admin.organisation_id, [Deed(verb, by=uuid4(), subject=uuid4()) for verb in own])
    assert lines(client, RECORD) == []
    file = client.get(reverse(FILE)).content.decode("utf-8-sig")
    assert len(file.splitlines()) == 1


def test_it_can_be_narrowed_to_a_kind_of_act_and_a_month(client: Client, admin: Person) -> None:
    ours = admin.organisation_id
    note(Verb.KEYS_ROTATED, ours, now=MARCH)
    note(Verb.CALL_SERVER_CHANGED, ours, by=admin.pk, now=MAY)
    server, calls = "Every key was wrapped with a new master key.", "the server for calls"
    assert lines(client, RECORD, "?area=server") == [server]
    assert calls in lines(client, RECORD, "?month=2026-05")[0]
    assert lines(client, RECORD, "?month=2026-04") == []
    assert len(lines(client, RECORD, "?month=2031-01&area=nothing&page=9")) == 2
    page = client.get(reverse(RECORD)).content.decode()
    assert all(month in page for month in ("March 2026", "April 2026", "May 2026"))
    assert client.get(reverse(FILE) + "?area=server").content.decode().count("\n") == 2


@pytest.mark.usefixtures("admin")
def test_other_organisations_are_elsewhere(client: Client) -> None:
    note(Verb.KEYS_ROTATED, an_organisation("Elsewhere").pk)
    assert lines(client, RECORD) == []
    assert "Nothing is recorded here" in client.get(reverse(RECORD)).content.decode()


def test_the_file_holds_the_marks_and_nothing_that_a_spreadsheet_would_calculate(
    client: Client, admin: Person
) -> None:
    person = a_person(admin.organisation, "Ada", email="ada@here.example")
    Person.objects.filter(pk=admin.pk).update(name='=HYPERLINK("x")')
    grant(person, RoleName.LEAD, by=admin)
    answer = client.get(reverse(FILE))
    text = answer.content.decode("utf-8-sig")
    assert "\"'=HYPERLINK(" in text
    assert bytes(Entry.objects.get(verb=Verb.ROLE_GRANTED).mark).hex() in text
    assert "attachment" in answer["Content-Disposition"]
    client.get(reverse(FILE))
    assert Entry.objects.filter(verb=Verb.EXPORTED, detail="record").count() == 1


def test_members_see_who_placed_them_and_where(client: Client, ours: Organisation) -> None:
    people = four_people(ours)
    group = a_group(a_programme(ours), *people)
    lead = a_person(ours, "Lea Lind")
    deeds = [Deed(Verb.PERSON_PLACED, by=lead.pk, subject=one.pk, group=group.pk) for one in people]
    note_all(ours.pk, deeds)
    client.force_login(people[0])
    placed = "Lea Lind placed Ada Byron in Group 1."
    assert lines(client, OWN)[-1] == placed
    assert not [line for line in lines(client, OWN) if "Grace Murray" in line]
    assert any("signed in" in line for line in lines(client, OWN))
    here = client.get(reverse("groups:done_here", args=[group.pk]))
    assert placed in [one.what for one in here.context["told"]]
    assert len(here.context["told"]) == 4


def test_an_opening_stays_on_the_groups_page_and_reaches_who_has_left(
    client: Client, admin: Person
) -> None:
    ours = admin.organisation
    people = four_people(ours)
    group = a_group(a_programme(ours), *people)
    former, stranger = a_person(ours, "Fritz Former"), a_person(ours, "Stran Ger")
    Member.objects.create(group=group, person=former, joined_at=MARCH, left_at=MAY)
    opened(group, admin, a_person(ours, "Bea Bund"))
    said = "Ad Min and Bea Bund opened what Group 1 wrote."
    assert lines(client, RECORD)[0] == said
    for address in (reverse(RECORD), reverse(FILE), reverse(OWN)):
        assert REASON not in client.get(address).content.decode()
    for one, page in (
        (people[0], reverse("practice:group", args=[group.pk])),
        (people[0], reverse("groups:done_here", args=[group.pk])),
        (people[0], reverse(OWN)),
        (former, reverse(OWN)),
    ):
        client.force_login(one)
        shown = client.get(page).content.decode()
        assert said in shown
        assert REASON in shown
    client.force_login(stranger)
    assert said not in client.get(reverse(OWN)).content.decode()


def test_a_group_reads_when_somebody_else_could_sign_in_as_one_of_them(
    client: Client, ours: Organisation
) -> None:
    people = four_people(ours)
    group = a_group(a_programme(ours), *people)
    lead = with_role(a_person(ours, "Lea Lind"), RoleName.LEAD)
    stranger = a_person(ours, "Stran Ger")
    for verb in (Verb.ADDRESS_CHANGED, Verb.FACTORS_FORGOTTEN):
        for person in (people[0], stranger):
            note(verb, ours.pk, by=lead.pk, subject=person.pk)
    note(Verb.SIGN_ON_CHANGED, ours.pk, by=lead.pk, detail="oidc")
    changed = "Lea Lind changed the address at which Ada Byron signs in."
    for reader, page in ((people[1], "groups:done_here"), (people[0], OWN)):
        client.force_login(reader)
        args = [group.pk] if page == "groups:done_here" else []
        said = [one.what for one in client.get(reverse(page, args=args)).context["told"]]
        assert changed in said
        assert any("second lock from the account of Ada Byron" in one for one in said)
        assert page == OWN or any("changed how people sign in" in one for one in said)
        assert not any("Stran Ger" in one for one in said)


def test_a_groups_record_keeps_what_happened_while_somebody_sat_there(
    client: Client, ours: Organisation
) -> None:
    people = four_people(ours)
    group = a_group(a_programme(ours), *people)
    note(Verb.ADDRESS_CHANGED, ours.pk, subject=people[0].pk)
    group.members.filter(person=people[0]).update(left_at=timezone.now())
    note(Verb.FACTORS_FORGOTTEN, ours.pk, subject=people[0].pk)
    client.force_login(people[1])
    address = reverse("groups:done_here", args=[group.pk])
    assert [one.verb for one in client.get(address).context["told"]] == [Verb.ADDRESS_CHANGED]
