"""Addresses that do not work, for leads and administrators of one organisation."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collegium.mailing.actions.bounced import bounced
from collegium.mailing.actions.failing import address_failed, try_again
from collegium.mailing.inbound.bounces import Bounce
from collegium.mailing.models import UNSPOKEN, Mail, MailKind, MailState
from collegium.mailing.queries.addresses import failed_addresses
from collegium.mailing.worker import work_once
from collegium.people.models import Organisation, Person, RoleName
from tests.builders import a_lead, a_person, an_organisation, with_role
from tests.mailing.conftest import Office
from tests.mailing.worlds import NOW, a_date, a_group_of_four

PAGE = "/people/addresses/"
MINUTE = timedelta(minutes=1)


def failing(person: Person) -> None:
    """Note that a person's address does not work."""
    address_failed(person, "SMTPRecipientsRefused 550", now=NOW)


def a_mail(
    person: Person,
    state: MailState = MailState.FAILED,
    *,
    kind: MailKind = MailKind.INVITATION,
    minutes: int = 0,
) -> Mail:
    """A mail that came to rest."""
    about = uuid4()
    return Mail.objects.create(
        organisation=person.organisation,
        person=person,
        kind=kind,
        about=about,
        key=f"invitation/{about}",
        due_at=NOW,
        state=state,
        settled_at=NOW + timedelta(minutes=minutes),
        problem="SMTPRecipientsRefused 550",
    )


def names(organisation: Organisation) -> list[str]:
    """Who stands on the page."""
    return [one.name for one in failed_addresses(organisation)]


def test_a_failing_address_stands_there_until_somebody_tries_again() -> None:
    ada = a_person(an_organisation())
    a_mail(ada, MailState.SENT, minutes=-5)
    a_mail(ada)
    failing(ada)
    [found] = failed_addresses(ada.organisation)
    assert found.email == ada.email
    assert (found.since, found.problem) == (NOW, "SMTPRecipientsRefused 550")
    try_again(ada)
    assert names(ada.organisation) == []


def test_what_did_not_arrive_is_not_told(client: Client) -> None:
    lead = a_lead(an_organisation())
    for number, kind in enumerate(MailKind):
        person = a_person(lead.organisation, f"Person {number}")
        a_mail(person, kind=kind)
        failing(person)
    client.force_login(lead)
    page = client.get(PAGE).text
    assert "Person 0" in page
    assert [kind for kind in MailKind if str(kind.label) in page] == []


@pytest.mark.parametrize("kind", UNSPOKEN)
def test_a_refused_mail_whose_existence_is_private_shows_nowhere(
    client: Client, kind: MailKind
) -> None:
    lead = a_lead(an_organisation())
    boss = a_person(lead.organisation, "Bo Ssa")
    mail = a_mail(boss, MailState.SENT, kind=kind)
    Mail.objects.filter(pk=mail.pk).update(message_id="<note@firm.example>")
    assert bounced([Bounce("<note@firm.example>", "", "5.1.1")], now=NOW) == 1
    client.force_login(lead)
    assert "Every address works" in client.get(PAGE).text
    tried = client.post(reverse("mailing:again", args=[boss.pk]), follow=True)
    assert "will be tried again" not in tried.text


def test_what_failed_first_is_remembered_and_a_new_address_begins_anew() -> None:
    ada = a_person(an_organisation())
    failing(ada)
    address_failed(ada, "bounced 5.1.1", now=NOW + timedelta(days=1))
    [found] = failed_addresses(ada.organisation)
    assert (found.since, found.problem) == (NOW, "SMTPRecipientsRefused 550")
    ada.email = "ada@elsewhere.example"
    address_failed(ada, "bounced 5.1.1", now=NOW + timedelta(days=1))
    [found] = failed_addresses(ada.organisation)
    assert (found.email, found.problem) == ("ada@elsewhere.example", "bounced 5.1.1")


def test_nothing_more_is_sent_to_a_failing_address_until_it_is_corrected(office: Office) -> None:
    group = a_group_of_four()
    ada = Person.objects.get(name="Ada Byron")
    office.to_recipient[ada.email] = "550 5.1.1 no such user"
    work_once(clock=lambda: NOW)
    a_date(group)
    office.to_recipient.clear()  # the server would take it, but nobody has said so
    work_once(clock=lambda: NOW + MINUTE)
    assert office.of(ada.email) == []
    assert set(Mail.objects.filter(person=ada).values_list("state", flat=True)) == {"failed"}
    Person.objects.filter(pk=ada.pk).update(email="ada@elsewhere.example")
    work_once(clock=lambda: NOW + 2 * MINUTE)
    assert len(office.of("ada@elsewhere.example")) == 2
    assert names(ada.organisation) == []


def test_who_tries_again_sends_what_was_missed(office: Office) -> None:
    a_group_of_four()
    ada = Person.objects.get(name="Ada Byron")
    office.to_recipient[ada.email] = "550 5.1.1 no such user"
    work_once(clock=lambda: NOW)
    office.to_recipient.clear()
    assert try_again(ada) == 1
    work_once(clock=lambda: NOW + MINUTE)
    assert len(office.of(ada.email)) == 1


def test_who_left_the_organisation_or_belongs_to_another_does_not_stand_there() -> None:
    ada = a_person(an_organisation(), is_active=False)
    failing(ada)
    failing(a_person(an_organisation("Other"), "Bob Other"))
    assert names(ada.organisation) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_many(client: Client, count: int) -> None:
    lead = a_lead(an_organisation())
    for number in range(count):
        person = a_person(lead.organisation, f"Person {number}")
        a_mail(person)
        failing(person)
    client.force_login(lead)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(PAGE)
    assert page.text.count("SMTPRecipientsRefused 550") == count
    assert len(queries) == 5


def test_nothing_to_do(client: Client) -> None:
    client.force_login(a_lead(an_organisation()))
    assert "Every address works" in client.get(PAGE).text


def test_who_may_look(client: Client) -> None:
    organisation = an_organisation()
    assert client.get(PAGE).status_code == 302
    client.force_login(a_person(organisation))
    assert client.get(PAGE).status_code == 404
    client.force_login(with_role(a_person(organisation, "Adi"), RoleName.ADMINISTRATOR))
    assert client.get(PAGE).status_code == 200


def test_trying_again_twice_waits_once(client: Client) -> None:
    lead = a_lead(an_organisation())
    ada = a_person(lead.organisation)
    mail, sent = a_mail(ada), a_mail(ada, MailState.SENT, minutes=-5)
    client.force_login(lead)
    for _ in range(2):
        answer = client.post(reverse("mailing:again", args=[ada.pk]))
        assert answer.headers["Location"] == PAGE
    mail.refresh_from_db()
    sent.refresh_from_db()
    assert (mail.state, mail.attempts, mail.settled_at) == (MailState.WAITING, 0, None)
    assert sent.state == MailState.SENT


def test_another_organisations_person_cannot_be_tried(client: Client) -> None:
    bob = a_person(an_organisation("Other"), "Bob Other")
    mail = a_mail(bob)
    client.force_login(a_lead(an_organisation()))
    assert client.post(reverse("mailing:again", args=[bob.pk])).status_code == 404
    mail.refresh_from_db()
    assert mail.state == MailState.FAILED
