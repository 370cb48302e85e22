"""A second factor that the operator demands: without one nothing opens but where to add it."""

import pytest
from django.conf import settings as configured
from django.test import Client
from pytest_django import Settings

from collegium.config.access import TABLE
from collegium.meetings.consumers import let_in
from collegium.people.models import Person
from collegium.people.signing.demanded import OPEN, demanded_of
from collegium.people.signing.models import SignOn
from collegium.vault import keyring
from tests.meetings.live_sessions import opened
from tests.people.test_factors import APP, CODES, PAGE, with_app

pytestmark = pytest.mark.usefixtures("post_room")


@pytest.fixture(autouse=True)
def _no_key_left() -> None:
    keyring.forget()


def leads_to(client: Client, path: str = "/me/") -> str:
    answer = client.get(path)
    return answer.headers.get("Location", "") if answer.status_code == 302 else ""


def test_who_has_none_adds_one_and_then_everything_opens(
    client: Client, member: Person, settings: Settings
) -> None:
    settings.SECOND_FACTOR = "everybody"
    client.force_login(member)
    assert [leads_to(client, path) for path in ("/me/", "/", "/me/kept/")] == [PAGE] * 3
    assert "A second factor is demanded here" in client.get(PAGE).content.decode()
    with_app(client, member)
    assert leads_to(client) == ""
    assert client.get(CODES).status_code == 200
    assert "A second factor is demanded here" not in client.get(PAGE).content.decode()
    client.post("/sign-out/")
    assert leads_to(client).startswith("/sign-in/")


def test_of_whom_it_is_demanded(member: Person, lead: Person, settings: Settings) -> None:
    clients = [Client(), Client()]
    for client, person in zip(clients, (member, lead), strict=True):
        client.force_login(person)
    for of_whom, led in (("", ["", ""]), ("roles", ["", PAGE]), ("everybody", [PAGE, PAGE])):
        settings.SECOND_FACTOR = of_whom
        assert [leads_to(client) for client in clients] == led


def test_whose_provider_is_the_only_way_in_is_asked_there(
    member: Person, administrator: Person, settings: Settings
) -> None:
    settings.SECOND_FACTOR = "everybody"
    keyring.create(member.organisation_id)
    row = SignOn(organisation=member.organisation, kind="saml", issuer="x", is_on=True)
    row.client_secret, row.is_only = "", True
    row.save()
    for person, led in ((member, ""), (administrator, PAGE)):
        client = Client()
        client.force_login(person)
        assert leads_to(client) == led


def test_a_live_session_opens_to_nobody_without_it(settings: Settings) -> None:
    live, client = opened(), Client()
    client.force_login(live.people[1])
    cookie = client.cookies[configured.SESSION_COOKIE_NAME].value
    assert let_in(cookie, live.session.pk) is not None
    settings.SECOND_FACTOR = "everybody"
    assert let_in(cookie, live.session.pk) is None


def test_a_word_that_nobody_knows_stops_the_start() -> None:
    with pytest.raises(ValueError, match="COLLEGIUM_SECOND_FACTOR is"):
        demanded_of("all")


def test_where_none_is_demanded_nothing_is_asked(client: Client, member: Person) -> None:
    client.force_login(member)
    assert client.get(APP).status_code == 200


def test_what_adding_one_needs_is_open_and_is_there() -> None:
    assert set(TABLE) >= OPEN
