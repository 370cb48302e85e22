"""Signing on by SAML, with a provider made here: what is believed, once, and what is not."""

import base64
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from collegium.people.models import Person
from collegium.people.signing.models import Identity, SignOn
from collegium.people.signing.on import saml
from collegium.vault import keyring
from tests.builders import a_person, an_organisation
from tests.people.clicking import Visitor
from tests.people.saml_peer import KEY, Peer, a_key, asked_in, request_in
from tests.people.test_factors import APP

PAGE = "/organisation/sign-on/"
PEER = Peer()
# python3-saml tells the time as it was told before Python 3.12
pytestmark = pytest.mark.filterwarnings("ignore:datetime.datetime.utc:DeprecationWarning")


@pytest.fixture(autouse=True)
def _fresh_keys() -> None:
    keyring.forget()


class World:
    """An organisation with a provider that works."""

    def __init__(self, administrator: Person) -> None:
        self.organisation = administrator.organisation_id
        self.start = f"/sign-in/with/{self.organisation}/"
        self.back = f"http://testserver/sign-in/saml/{self.organisation}/"
        self.us = saml.Us(self.back, f"{self.back}metadata/")
        self.admin = Visitor()
        self.admin.force_login(administrator)
        kept = self.admin.post(PAGE, {"do": "saml", "metadata": PEER.metadata})
        assert kept.status_code == 302
        page = self.come(
            self.admin, f"{self.start}?test=1", subject="admin", email=administrator.email
        )
        assert "It works." in page
        self.admin.post(PAGE, {"do": "switch", "how": "on"})

    def come(self, client: Client, start: str = "", peer: Peer = PEER, **about: Any) -> str:
        """Ask, let the provider answer, come back; the page that follows."""
        asked = asked_in(client.get(start or self.start).headers["Location"])
        usual = {"asked": asked, "audience": self.us.name}
        return self.bring(client, peer.answer(self.back, **(usual | about)))

    def bring(self, client: Client, answer: str) -> str:
        """Post an answer; the page that follows."""
        return client.post(self.back, {"SAMLResponse": answer}, follow=True).content.decode()


@pytest.fixture
def world(administrator: Person) -> World:
    return World(administrator)


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def test_an_assertion_signs_on_and_links(world: World, member: Person) -> None:
    client = Visitor()
    world.come(client, email=member.email)
    assert is_in(client)
    assert Identity.objects.get(person=member).subject == "s-1"
    later = Visitor()
    world.come(later, email="new@name.example")
    assert later.session["_auth_user_id"] == str(member.pk)


def test_whoever_changes_how_they_sign_in_is_asked_anew(world: World, member: Person) -> None:
    client = Visitor()
    for minutes, fresh in ((3, False), (5, True)):
        going = client.get(f"{world.start}?anew=1").headers["Location"]
        assert request_in(going)["ForceAuthn"] == "true"
        usual: dict[str, Any] = {
            "asked": asked_in(going),
            "audience": world.us.name,
            "email": member.email,
        }
        world.bring(client, PEER.answer(world.back, minutes=minutes, **usual))
        assert (client.get(APP).status_code == 200) == fresh


def test_a_name_that_is_an_address_links_nobody(world: World, member: Person) -> None:
    """The next holder of an address is somebody else."""
    address = "j.smith@corp.example"
    for person, moves_to in ((member, "jane.miller@corp.example"), (None, "")):
        now = person or a_person(member.organisation, "John Smith")
        Person.objects.filter(pk=now.pk).update(email=address)
        client = Visitor()
        world.come(client, subject=address, email=address)
        assert client.session["_auth_user_id"] == str(now.pk)
        Person.objects.filter(pk=now.pk).update(email=moves_to)
    assert not Identity.objects.exists()


FORGED: dict[str, dict[str, Any]] = {
    "unsigned": {"signed": False},
    "signed by somebody else": {"peer": Peer(PEER.name, *a_key())},
    "another provider": {"issuer": "https://evil.example"},
    "another audience": {"audience": "https://else.example"},
    "no audience": {"audience": ""},
    "expired": {"minutes": -30},
    "an answer to something else": {"asked": "_0123456789"},
    "signed for something else": {"within": "_0123456789"},
    "signed for nothing": {"within": ""},
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED.keys())
def test_what_does_not_fit_is_not_believed(
    world: World, member: Person, forged: dict[str, Any]
) -> None:
    client = Visitor()
    page = world.come(client, **({"email": member.email} | forged))
    assert "does not fit" in page
    assert not is_in(client)
    assert not Identity.objects.filter(person=member).exists()


def test_an_assertion_is_used_once(world: World, member: Person) -> None:
    client = Visitor()
    asked = asked_in(client.get(world.start).headers["Location"])
    cookie = client.cookies["sign-on"].value
    answer = PEER.answer(world.back, asked=asked, audience=world.us.name, email=member.email)
    world.bring(client, answer)
    assert is_in(client)
    thief = Visitor()
    thief.cookies["sign-on"] = cookie
    assert "used before" in world.bring(thief, answer)
    assert not is_in(thief)


def test_nobody_comes_who_did_not_ask(world: World, member: Person) -> None:
    client = Visitor()
    asked = asked_in(Visitor().get(world.start).headers["Location"])
    answer = PEER.answer(world.back, asked=asked, audience=world.us.name, email=member.email)
    assert "did not begin in this browser" in world.bring(client, answer)
    assert not is_in(client)


def test_another_organisation_is_another_world(world: World, member: Person) -> None:
    foreign = a_person(an_organisation("There"), "Stran Ger")
    client = Visitor()
    assert "not on the roster" in world.come(client, email=foreign.email)
    asked = asked_in(client.get(world.start).headers["Location"])
    answer = PEER.answer(world.back, asked=asked, audience=world.us.name, email=member.email)
    elsewhere = f"/sign-in/saml/{foreign.organisation_id}/"
    page = client.post(elsewhere, {"SAMLResponse": answer}, follow=True).content.decode()
    assert "did not begin" in page
    assert not is_in(client)


def test_a_changed_assertion_is_not_believed(world: World, member: Person, lead: Person) -> None:
    client = Visitor()
    asked = asked_in(client.get(world.start).headers["Location"])
    answer = PEER.answer(world.back, asked=asked, audience=world.us.name, email=member.email)
    changed = base64.b64decode(answer).replace(member.email.encode(), lead.email.encode())
    assert changed != base64.b64decode(answer)
    assert "does not fit" in world.bring(client, base64.b64encode(changed).decode())


@pytest.mark.parametrize("answer", ["", "no base64!", "PGE+", base64.b64encode(b"<a/>").decode()])
def test_nonsense_is_turned_down(world: World, answer: str) -> None:
    client = Visitor()
    client.get(world.start)
    assert "does not fit" in world.bring(client, answer)


@pytest.mark.parametrize(
    "metadata",
    [
        "no xml",
        "<a/>",
        PEER.metadata.replace("https://peer.example/sso", "http://127.0.0.1/"),
        PEER.metadata.replace("X509Certificate>", "X509Nothing>"),
        '<!DOCTYPE a [<!ENTITY b "c">]>' + PEER.metadata,
    ],
    ids=["words", "another", "inside", "no key", "entities"],
)
def test_metadata_that_do_not_fit_are_said(administrator: Person, metadata: str) -> None:
    client = Visitor()
    client.force_login(administrator)
    response = client.post(PAGE, {"do": "saml", "metadata": metadata})
    assert response.status_code == 422
    assert "could not be read" in response.content.decode()
    assert not SignOn.objects.exists()


def test_metadata_are_fetched_only_where_anybody_can_reach_them(administrator: Person) -> None:
    client = Visitor()
    client.force_login(administrator)
    for address in ("https://127.0.0.1/metadata", "http://peer.example/", ""):
        assert client.post(PAGE, {"do": "saml", "address": address}).status_code == 422


def test_we_say_who_we_are(world: World) -> None:
    answer = Visitor().get(world.us.name)
    assert answer.headers["Content-Type"] == "application/samlmetadata+xml"
    assert world.back in answer.content.decode()
    assert world.us.name in answer.content.decode()


def test_without_the_extra_it_says_so(administrator: Person) -> None:
    client = Visitor()
    client.force_login(administrator)
    with patch.object(saml, "find_spec", return_value=None):
        response = client.post(PAGE, {"do": "saml", "metadata": PEER.metadata})
        assert "lacks the extra" in response.content.decode()
        assert (
            client.get(f"/sign-in/saml/{administrator.organisation_id}/metadata/").status_code
            == 404
        )


def test_a_new_key_must_be_tested_again(world: World) -> None:
    renewed = replace(PEER, key=KEY, certificate=a_key()[1])
    world.admin.post(PAGE, {"do": "saml", "metadata": renewed.metadata})
    assert not SignOn.objects.get(organisation=world.organisation).is_on
