"""Signing on by OpenID Connect, against a real provider and against forged words."""

import html
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, cast
from unittest.mock import patch
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from oidc_provider_mock import run_server_in_thread
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from collegium.outgoing import RefusedError, origin
from collegium.people.actions.new_ways import ask_about_addresses, say_not_mine, settle_all
from collegium.people.actions.sign_on import switch_sign_on
from collegium.people.models import Person
from collegium.people.signing.models import Identity, NewWay, SignOn
from collegium.people.signing.on import oidc
from collegium.people.signing.on.answers import Doubt, DoubtError, Meant
from collegium.people.signing.sessions import SIGNED_IN
from collegium.vault import keyring
from tests.builders import a_person, an_organisation
from tests.outgoing.servers import says, serving
from tests.people.clicking import Visitor
from tests.people.test_factors import APP, gone_stale, with_app

PAGE = "/organisation/sign-on/"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """A provider on this machine."""
    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def _trusted(issuer: str, settings: Settings) -> None:
    keyring.forget()
    settings.OUTGOING_TRUSTED = frozenset({origin(issuer)})


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object) -> None:
        return None


def ask(address: str, data: bytes | None = None, method: str | None = None) -> tuple[int, str]:
    """Ask the provider as a browser would; the status and where it leads."""
    wish = urllib.request.Request(address, data, method=method)
    wish.add_header("Content-Type", "application/x-www-form-urlencoded")
    if method == "PUT":
        wish.add_header("Content-Type", "application/json")
    try:
        with urllib.request.build_opener(_Stay).open(wish) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as moved:
        return moved.code, moved.headers.get("Location", "")


def known_as(issuer: str, subject: str, **claims: object) -> None:
    ask(f"{issuer}/users/{subject}", json.dumps(claims).encode(), "PUT")


def let_through(address: str, subject: str) -> str:
    """Sign in at the provider; the way back to us."""
    _, location = ask(address, urlencode({"sub": subject}).encode())
    parts = urlsplit(location)
    return f"{parts.path}?{parts.query}"


def set_up(administrator: Person, issuer: str) -> Client:
    client = Visitor()
    client.force_login(administrator)
    wish = {"do": "oidc", "issuer": issuer, "client_id": "collegium", "client_secret": "s3cret"}
    assert client.post(PAGE, wish).status_code == 302
    return client


def through_the_test(administrator: Person, issuer: str) -> Client:
    client = set_up(administrator, issuer)
    known_as(issuer, "the-admin", email=administrator.email, email_verified=True)
    going = client.get(f"{start_of(administrator)}?test=1").headers["Location"]
    page = client.get(let_through(going, "the-admin"), follow=True).content.decode()
    assert "It works." in page
    return client


def start_of(person: Person) -> str:
    return f"/sign-in/with/{person.organisation_id}/"


@dataclass
class Came:
    client: Client
    page: str
    back: str

    @property
    def is_in(self) -> bool:
        return self.client.get("/me/").status_code == 200


def come(person: Person, subject: str, client: Client | None = None) -> Came:
    client = client or Visitor()
    going = client.get(start_of(person)).headers["Location"]
    back = let_through(going, subject)
    return Came(client, client.get(back, follow=True).content.decode(), back)


@pytest.fixture
def works(administrator: Person, issuer: str) -> Client:
    client = through_the_test(administrator, issuer)
    assert client.post(PAGE, {"do": "switch", "how": "on"}).status_code == 302
    return client


@pytest.fixture
def regular(member: Person, issuer: str) -> Person:
    """Somebody who has come by codes, and whom the provider knows as s-1."""
    Person.objects.filter(pk=member.pk).update(last_login=timezone.now() - timedelta(days=9))
    known_as(issuer, "s-1", email=member.email, email_verified=True)
    return member


@pytest.mark.usefixtures("works")
def test_the_first_sign_on_links_and_the_link_outlives_the_address(
    member: Person, issuer: str
) -> None:
    known_as(issuer, "s-1", email=member.email.upper(), email_verified=True)
    assert come(member, "s-1").is_in
    identity = Identity.objects.get(person=member)
    assert (identity.issuer, identity.subject) == (issuer, "s-1")
    known_as(issuer, "s-1", email="new@name.example", email_verified=True)
    came = come(member, "s-1")
    assert came.is_in
    assert came.client.session["_auth_user_id"] == str(member.pk)


@pytest.mark.usefixtures("works", "post_room")
def test_a_provider_opens_nothing_from_before_it_until_its_person_has_said_so(
    regular: Person,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        came = come(regular, "s-1")
    assert came.is_in
    assert came.client.get("/me/rather-not/").status_code == 404
    (asked,) = mail.outbox
    assert asked.to == [regular.email]
    found = re.search(r"/sign-in/is-it-you/\S+", str(asked.body))
    assert found
    Client().post(found[0], {"said": "mine"})
    assert came.client.get("/me/rather-not/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        again = come(regular, "s-1")
    assert again.client.get("/me/rather-not/").status_code == 200
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("works")
def test_a_provider_that_was_off_is_asked_about_again(
    administrator: Person, regular: Person
) -> None:
    come(regular, "s-1")
    settle_all(regular, now=timezone.now())
    assert come(regular, "s-1").client.get("/me/rather-not/").status_code == 200
    for on in (False, True):
        switch_sign_on(administrator.organisation, on=on, only=False, by=administrator)
    assert not Identity.objects.exists()
    assert come(regular, "s-1").client.get("/me/rather-not/").status_code == 404


@pytest.mark.usefixtures("works")
def test_a_provider_is_asked_about_where_somebody_was_reached_first(
    member: Person, issuer: str
) -> None:
    ask_about_addresses({member.pk: "mara@before.example"}, now=timezone.now())
    known_as(issuer, "s-1", email=member.email, email_verified=True)
    come(member, "s-1")
    asked = NewWay.objects.exclude(provider="").get(person=member).asked
    assert asked == "mara@before.example"


@pytest.mark.usefixtures("works")
def test_a_denied_provider_links_nobody_any_more(regular: Person) -> None:
    intruder = come(regular, "s-1")
    say_not_mine(NewWay.objects.get(person=regular), now=timezone.now())
    assert not intruder.is_in
    assert not Identity.objects.exists()
    assert come(regular, "s-1").client.get("/me/rather-not/").status_code == 404


@pytest.mark.usefixtures("works")
def test_once_a_denied_provider_is_gone_everything_is_open_again(
    administrator: Person, regular: Person
) -> None:
    intruder = come(regular, "s-1")
    switch_sign_on(administrator.organisation, on=False, only=False, by=administrator)
    assert not intruder.is_in
    client = Client()
    client.force_login(Person.objects.get(pk=regular.pk))
    assert client.get("/me/rather-not/").status_code == 200


@pytest.mark.usefixtures("works")
def test_whoever_never_came_another_way_finds_a_provider_open(member: Person, issuer: str) -> None:
    known_as(issuer, "s-1", email=member.email, email_verified=True)
    assert come(member, "s-1").client.get("/me/rather-not/").status_code == 200


@pytest.mark.usefixtures("works")
def test_an_address_that_went_to_somebody_else_takes_no_link_along(
    member: Person, issuer: str
) -> None:
    known_as(issuer, "s-1", email=member.email, email_verified=True)
    come(member, "s-1")
    known_as(issuer, "s-2", email=member.email, email_verified=True)
    came = come(member, "s-2")
    assert not came.is_in
    assert "Another account" in came.page


@pytest.mark.usefixtures("works")
@pytest.mark.parametrize(("kept", "twin"), [("i", "ı"), ("ss", "ß")])
def test_a_twin_of_an_address_is_not_the_address(
    member: Person, issuer: str, kept: str, twin: str
) -> None:
    Person.objects.filter(pk=member.pk).update(email=f"mike@{kept}emens.example")
    known_as(issuer, "s-9", email=f"mike@{twin}emens.example", email_verified=True)
    assert not come(member, "s-9").is_in


@pytest.mark.usefixtures("works")
@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"email": "nobody@here.example", "email_verified": True}, "not on the roster"),
        ({"email": "MEMBER", "email_verified": False}, "does not vouch"),
        ({"email": "MEMBER"}, "does not vouch"),
        ({"email": "FOREIGN", "email_verified": True}, "not on the roster"),
        ({"email": "GONE", "email_verified": True}, "not on the roster"),
    ],
)
def test_who_does_not_get_in(
    member: Person, issuer: str, claims: dict[str, Any], said: str
) -> None:
    foreign = a_person(an_organisation("There"), "Stran Ger")
    gone = a_person(member.organisation, "Gone Gus", is_active=False)
    stands_for = {"MEMBER": member.email, "FOREIGN": foreign.email, "GONE": gone.email}
    email = stands_for.get(claims["email"], claims["email"])
    known_as(issuer, "s-9", **(claims | {"email": email}))
    came = come(member, "s-9")
    assert not came.is_in
    assert said in came.page
    assert not Identity.objects.filter(subject="s-9").exists()
    assert Person.objects.count() == 5


@pytest.mark.usefixtures("works")
def test_a_link_of_another_organisation_opens_nothing_here(member: Person, issuer: str) -> None:
    foreign = a_person(an_organisation("There"), "Stran Ger")
    Identity.objects.create(person=foreign, issuer=issuer, subject="s-3")
    known_as(issuer, "s-3", email="x@y.example", email_verified=True)
    assert not come(member, "s-3").is_in


@pytest.mark.usefixtures("works")
def test_a_way_back_works_once_and_in_its_own_browser(member: Person, issuer: str) -> None:
    known_as(issuer, "s-1", email=member.email, email_verified=True)
    came = come(member, "s-1")
    came.client.post("/sign-out/")
    assert (
        "did not begin in this browser" in came.client.get(came.back, follow=True).content.decode()
    )
    victim = Visitor()
    victim.get(start_of(member))
    attacker_back = let_through(Visitor().get(start_of(member)).headers["Location"], "s-1")
    page = victim.get(attacker_back, follow=True).content.decode()
    assert "did not begin in this browser" in page
    assert victim.get("/me/").status_code == 302


@pytest.mark.usefixtures("works")
def test_what_one_provider_was_asked_is_not_answered_to_another(
    administrator: Person, member: Person, issuer: str
) -> None:
    """A provider of another organisation could send people on to ours and be told the code."""
    evil = a_person(an_organisation("Evil"), "Eve Ill")
    keyring.create(evil.organisation_id)
    ours = SignOn.objects.get(organisation=administrator.organisation)
    theirs = SignOn(organisation=evil.organisation, kind="oidc", issuer="https://evil.example")
    theirs.client_id, theirs.client_secret, theirs.is_on = "x", "y", True
    theirs.provider = ours.provider | {"authorization_endpoint": "https://evil.example/"}
    theirs.save()
    known_as(issuer, "s-1", email=member.email, email_verified=True)
    going = Visitor().get(start_of(member)).headers["Location"]
    victim = Visitor()
    asked = parse_qs(urlsplit(victim.get(start_of(evil)).headers["Location"]).query)
    mixed = re.sub("state=[^&]+", f"state={asked['state'][0]}", going)
    with patch.object(oidc, "tokens_for") as told:
        page = victim.get(let_through(mixed, "s-1"), follow=True).content.decode()
    assert "did not begin in this browser" in page
    assert not told.called
    assert str(evil.organisation_id) in asked["redirect_uri"][0]


@pytest.mark.usefixtures("works")
@pytest.mark.parametrize(
    ("says", "said", "gets_in"),
    [(True, "", False), (True, "ISSUER", True), (False, "", True), (False, "https://e", False)],
)
def test_a_provider_that_names_itself_must_do_so(
    member: Person, issuer: str, says: bool, said: str, gets_in: bool
) -> None:
    row = SignOn.objects.get(organisation=member.organisation)
    row.provider = row.provider | {"says_iss": says}
    row.save(update_fields=["provider"])
    known_as(issuer, "s-1", email=member.email, email_verified=True)
    client = Visitor()
    back = let_through(client.get(start_of(member)).headers["Location"], "s-1")
    named = urlencode({"iss": issuer if said == "ISSUER" else said}) if said else ""
    client.get(f"{re.sub('&iss=[^&]*', '', back)}&{named}")
    assert (client.get("/me/").status_code == 200) == gets_in


@pytest.mark.usefixtures("works")
def test_ways_to_a_provider_are_counted(member: Person, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"sign_on": "3/m/ip"}
    cache.clear()
    led = [Visitor().get(start_of(member)).headers["Location"] for _ in range(5)]
    assert [place == "/sign-in/" for place in led] == [False] * 3 + [True] * 2


@pytest.mark.usefixtures("works")
def test_a_test_links_nobody() -> None:
    assert not Identity.objects.exists()


@pytest.mark.usefixtures("works")
def test_signing_on_again_does_not_stand_for_the_second_factor(member: Person, issuer: str) -> None:
    """The provider's own session may answer without a word, to whoever sits there."""
    thief = Visitor()
    with_app(thief, member)
    gone_stale(thief)
    known_as(issuer, "s-1", email=member.email, email_verified=True)
    come(member, "s-1", thief)
    settle_all(member, now=timezone.now())
    asked = thief.post("/me/signing-in/change/", {"do": "app"})
    assert asked.headers["Location"].startswith("/sign-in/again/")
    assert Authenticator.objects.filter(user=member, type="totp").exists()


@pytest.fixture
def remembered() -> Iterator[dict[str, Any]]:
    """What the provider says is changed: it last asked its visitor an hour ago, unless told."""
    changed: dict[str, Any] = {"asked_at": time.time() - 3600}
    hear = oidc.meant_by

    def heard(*args: Any) -> Meant:
        return replace(hear(*args), **changed)

    with patch.object(oidc, "meant_by", heard):
        yield changed


@pytest.mark.usefixtures("works")
def test_whoever_changes_how_they_sign_in_is_asked_anew(member: Person, issuer: str) -> None:
    known_as(issuer, "s-1", email=member.email, email_verified=True)
    client = come(member, "s-1").client
    assert client.get(APP).status_code == 200
    gone_stale(client)
    page = client.get(client.get(APP).headers["Location"]).content.decode()
    anew = f"{start_of(member)}?anew=1&next={APP}"
    assert f'href="{anew.replace("&", "&amp;")}"' in page
    going = client.get(anew).headers["Location"]
    asked = parse_qs(urlsplit(going).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    assert client.get(let_through(going, "s-1")).headers["Location"] == APP
    assert client.get(APP).status_code == 200


@pytest.mark.usefixtures("works", "remembered")
def test_a_provider_that_remembers_its_visitor_is_not_enough(member: Person, issuer: str) -> None:
    known_as(issuer, "s-1", email=member.email, email_verified=True)
    came = come(member, "s-1")
    assert came.is_in
    assert came.client.get(APP).status_code == 302
    going = came.client.get(f"{start_of(member)}?anew=1").headers["Location"]
    page = came.client.get(let_through(going, "s-1"), follow=True).content.decode()
    assert came.client.get(APP).status_code == 302
    assert "did not ask who you are" in html.unescape(page)


@pytest.mark.usefixtures("works")
@pytest.mark.parametrize("says_when", [True, False])
def test_one_that_never_says_when_it_asked_is_taken_at_its_word(
    member: Person, issuer: str, remembered: dict[str, Any], *, says_when: bool
) -> None:
    remembered["asked_at"] = None
    row = SignOn.objects.get(organisation=member.organisation)
    row.provider = row.provider | {"says_when": says_when}
    row.save(update_fields=["provider"])
    known_as(issuer, "s-1", email=member.email, email_verified=True)
    client = come(member, "s-1").client
    assert client.get(APP).status_code == 302
    going = client.get(f"{start_of(member)}?anew=1").headers["Location"]
    client.get(let_through(going, "s-1"))
    assert (client.get(APP).status_code == 200) != says_when


@pytest.mark.usefixtures("works")
@pytest.mark.parametrize(
    ("headers", "goes"),
    [
        ({}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"referer": "https://evil.example/"}, False),
        ({"referer": "http://testserver/sign-in/"}, True),
        ({"sec-fetch-site": "same-origin"}, True),
    ],
)
def test_a_link_from_elsewhere_signs_nobody_on(
    member: Person, headers: dict[str, str], *, goes: bool
) -> None:
    client = Client()
    answer = client.get(f"{start_of(member)}?next=/me/", headers=headers)
    assert (answer.status_code == 302) == goes
    assert goes or f'href="{start_of(member)}?next=/me/"' in answer.content.decode()
    assert ("sign_on" in client.session) == goes


@pytest.mark.usefixtures("works")
def test_a_way_back_ends(member: Person, issuer: str) -> None:
    known_as(issuer, "s-1", email=member.email, email_verified=True)
    client = Visitor()
    back = let_through(client.get(start_of(member)).headers["Location"], "s-1")
    session = client.session
    session["sign_on"] = session["sign_on"] | {"at": time.time() - 601}
    session.save()
    assert "took too long" in client.get(back, follow=True).content.decode()


@pytest.mark.usefixtures("works")
def test_it_leads_where_one_wanted_and_nowhere_else(member: Person, issuer: str) -> None:
    known_as(issuer, "s-1", email=member.email, email_verified=True)
    for wanted, led in (("/me/", "/me/"), ("https://evil.example/", "/")):
        client = Visitor()
        going = client.get(start_of(member), {"next": wanted}).headers["Location"]
        assert client.get(let_through(going, "s-1")).headers["Location"] == led


def test_nobody_is_signed_on_before_it_was_tested_and_switched_on(
    administrator: Person, member: Person, issuer: str
) -> None:
    client = set_up(administrator, issuer)
    assert Visitor().get(start_of(member)).status_code == 404
    page = client.post(PAGE, {"do": "switch", "how": "on"}, follow=True).content.decode()
    assert "Test it first" in page
    assert not SignOn.objects.get().is_on
    ordinary = Visitor()
    ordinary.force_login(member)
    assert ordinary.get(f"{start_of(member)}?test=1").status_code == 404


def test_the_secret_is_sealed_and_never_shown(administrator: Person, issuer: str) -> None:
    client = set_up(administrator, issuer)
    assert "s3cret" not in client.get(PAGE).content.decode()
    row = SignOn.objects.get()
    assert b"s3cret" not in bytes(row.client_secret)
    wish = {"do": "oidc", "issuer": issuer, "client_id": "collegium", "client_secret": ""}
    assert client.post(PAGE, wish).status_code == 302
    assert "s3cret" not in str(SignOn.objects.values())


def test_another_client_must_be_tested_again(administrator: Person, works: Client) -> None:
    issuer = SignOn.objects.get().issuer
    wish = {"do": "oidc", "issuer": issuer, "client_id": "another", "client_secret": "x"}
    works.post(PAGE, wish)
    row = SignOn.objects.get(organisation=administrator.organisation)
    assert (row.is_on, row.tested_at) == (False, None)


def test_the_only_way_in_is_never_the_administrators(
    administrator: Person, member: Person, works: Client
) -> None:
    works.post(PAGE, {"do": "switch", "how": "only"})
    for person in (member, administrator):
        assert Visitor().post("/sign-in/", {"email": person.email}).status_code == 302
    for _ in range(50):
        if len(mail.outbox) == 2:
            break
        time.sleep(0.02)
    by_reader = {message.to[0]: str(message.body) for message in mail.outbox}
    assert "there is no code for you" in by_reader[member.email]
    assert start_of(member) in by_reader[member.email]
    assert "here is the code" in by_reader[administrator.email]


def test_made_the_only_way_in_it_ends_what_began_otherwise(
    administrator: Person, member: Person, works: Client
) -> None:
    foreign = a_person(an_organisation("There"), "Stran Ger")
    clients = []
    for person in (member, foreign, administrator):
        clients.append(Client())
        clients[-1].force_login(person)
    works.post(PAGE, {"do": "switch", "how": "only"})
    assert [one.get("/me/").status_code for one in clients] == [302, 200, 200]
    assert works.get("/me/").status_code == 200
    clients[0].force_login(member)
    works.post(PAGE, {"do": "switch", "how": "only"})  # the same again ends nothing
    assert clients[0].get("/me/").status_code == 200


def test_forgetting_it_lets_codes_in_again(member: Person, works: Client) -> None:
    works.post(PAGE, {"do": "switch", "how": "only"})
    works.post(PAGE, {"do": "forget"})
    assert not SignOn.objects.exists()
    assert not Identity.objects.exists()
    assert Visitor().get(start_of(member)).status_code == 404


def test_a_stale_cookie_changes_nothing(administrator: Person, works: Client) -> None:
    session = works.session
    begun = timezone.now() - timedelta(hours=1)
    session[SIGNED_IN] = session[SIGNED_IN] | {"at": begun.isoformat()}
    session.save()
    answer = works.post(PAGE, {"do": "forget"})
    assert answer.headers["Location"].startswith("/me/signing-in/anew/")
    assert SignOn.objects.filter(organisation=administrator.organisation).exists()


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://127.0.0.1/"},
        {"issuer": "no address"},
        {"client_id": ""},
        {"client_secret": ""},
    ],
)
def test_mistakes_are_said_and_nothing_typed_is_lost(
    administrator: Person, issuer: str, change: dict[str, str]
) -> None:
    client = Visitor()
    client.force_login(administrator)
    wish = {"do": "oidc", "issuer": issuer, "client_id": "mine", "client_secret": "s3cret"}
    response = client.post(PAGE, wish | change)
    assert response.status_code == 422
    assert (change | wish | change)["issuer"] in response.content.decode()
    assert "s3cret" not in response.content.decode()
    assert not SignOn.objects.exists()


def test_a_provider_inside_is_not_asked(settings: Settings, issuer: str) -> None:
    settings.OUTGOING_TRUSTED = frozenset()
    with pytest.raises(RefusedError):
        oidc.discover(issuer)


KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
US = oidc.Client("https://id.example", "collegium", "s", "https://us.example/back")
ASKED = oidc.Asked("state", "nonce", "verifier")


def keys() -> list[dict[str, Any]]:
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
    return [public | {"kid": "1", "use": "sig", "alg": "RS256"}]


def word(key: object = KEY, algorithm: str = "RS256", **changed: object) -> str:
    now = int(time.time())
    claims = {
        "iss": US.issuer,
        "aud": US.client_id,
        "sub": "s",
        "nonce": ASKED.nonce,
        "iat": now,
        "exp": now + 300,
        "email": "a@b.example",
        "email_verified": True,
    } | changed
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(kept, cast(str, key), algorithm, headers={"kid": "1"})


def test_a_word_that_fits_is_believed() -> None:
    meant = oidc.meant_by(word(), keys(), US, ASKED)
    assert (meant.subject, meant.email, meant.is_verified) == ("s", "a@b.example", True)


@pytest.mark.parametrize(
    "forged",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "somebody else"},
        {"aud": ["collegium", "somebody else"]},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"exp": None},
        {"iat": None},
        {"sub": None},
        {"iat": int(time.time()) + 3600},
        {"key": OTHER_KEY},
        {"key": None, "algorithm": "none"},
        {"key": "s" * 32, "algorithm": "HS256"},
    ],
    ids="-".join,  # values differ from run to run
)
def test_a_word_that_does_not_fit_is_not_believed(forged: dict[str, Any]) -> None:
    with pytest.raises(DoubtError) as caught:
        oidc.meant_by(word(**forged), keys(), US, ASKED)
    assert caught.value.doubt is Doubt.NOT_BELIEVED


@pytest.mark.parametrize(
    ("subject", "email"), [("s", "a@b.example"), ("another", None)], ids=["same", "other"]
)
def test_an_address_may_come_from_the_providers_list(
    subject: str, email: str | None, settings: Settings
) -> None:
    said = {"sub": subject, "email": "a@b.example", "email_verified": True}
    told = says("HTTP/1.1 200 OK", body=json.dumps(said).encode())
    with serving(told) as port:
        place = f"http://127.0.0.1:{port}/userinfo"
        settings.OUTGOING_TRUSTED = frozenset({origin(place)})
        meant = oidc.meant_by(word(email=None), keys(), US, ASKED)
        assert meant.email == ""
        if email:
            assert oidc.more_about(meant, "token", {"userinfo": place}).email == email
        else:
            with pytest.raises(DoubtError):
                oidc.more_about(meant, "token", {"userinfo": place})


def test_a_new_key_of_the_provider_is_looked_up(member: Person, issuer: str, works: Client) -> None:
    row = SignOn.objects.get(organisation=member.organisation)
    row.provider = row.provider | {"keys": []}
    row.save(update_fields=["provider"])
    known_as(issuer, "s-1", email=member.email, email_verified=True)
    assert come(member, "s-1").is_in
    assert works.get(PAGE).status_code == 200
    switch_sign_on(member.organisation, on=False, only=False)
    assert Visitor().get(start_of(member)).status_code == 404
