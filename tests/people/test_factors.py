"""Second factors: an authenticator app, recovery codes, and what a cookie alone cannot change."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from collegium.people.models import Person
from collegium.people.signing.sessions import SHOWN, SIGNED_IN
from collegium.vault import keyring, master, rotation

PAGE, APP, CODES = "/me/signing-in/", "/me/signing-in/app/", "/me/signing-in/codes/"
SIGN_IN, CODE, SECOND = "/sign-in/", "/sign-in/code/", "/sign-in/second/"


pytestmark = pytest.mark.usefixtures("post_room")


@pytest.fixture(autouse=True)
def _no_key_left() -> None:
    keyring.forget()  # of the test before, whose rows are gone


def _now() -> int:
    return int(totp.time.time())


def code_of(secret: str, *, steps: int = 0) -> str:
    return str(totp.format_hotp_value(totp.hotp_value(secret, _now() // 30 + steps)))


def with_app(client: Client, person: Person) -> tuple[str, list[str]]:
    """Sign somebody in and add an app; its secret and the recovery codes."""
    client.force_login(person)
    secret = client.get(APP).context["form"].secret
    response = client.post(APP, {"code": code_of(secret, steps=-1)})
    assert response.headers["Location"] == CODES
    page = client.get(CODES).content.decode()
    return secret, re.findall(r"<code>(\d+)</code>", page)


def at_the_second_step(person: Person) -> Client:
    client = Client()
    client.post(SIGN_IN, {"email": person.email})
    found = re.search(r"^    (\S+)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    assert client.post(CODE, {"code": found[1]}).headers["Location"] == SECOND
    return client


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def an_hour_ago() -> str:
    return (timezone.now() - timedelta(hours=1)).isoformat()


def gone_stale(client: Client) -> None:
    session = client.session
    session[SIGNED_IN] = session[SIGNED_IN] | {"at": an_hour_ago(), SHOWN: 0.0}
    for record in session.get("account_authentication_methods", []):
        record["at"] = 0
    session.save()


def test_with_an_app_the_mail_alone_signs_nobody_in(client: Client, member: Person) -> None:
    secret, _ = with_app(client, member)
    coming = at_the_second_step(member)
    assert not is_in(coming)
    assert coming.post(SECOND, {"code": "000000"}).status_code == 422
    assert not is_in(coming)
    assert coming.post(SECOND, {"code": code_of(secret)}).status_code == 302
    assert is_in(coming)


def test_a_code_that_was_seen_is_good_for_nothing(client: Client, member: Person) -> None:
    secret, _ = with_app(client, member)
    code = code_of(secret)
    assert at_the_second_step(member).post(SECOND, {"code": code}).status_code == 302
    with patch.object(totp.time, "time", return_value=_now() + 31):
        coming = at_the_second_step(member)
        assert coming.post(SECOND, {"code": code}).status_code == 422
    assert not is_in(coming)


def test_guessing_ends_after_five(client: Client, member: Person) -> None:
    secret, _ = with_app(client, member)
    coming = at_the_second_step(member)
    for guess in range(5):
        coming.post(SECOND, {"code": f"00000{guess}"})
    response = coming.post(SECOND, {"code": code_of(secret)})
    assert response.status_code == 422
    assert "Wait five minutes" in response.content.decode()


def test_a_recovery_code_works_once_and_is_shown_once(client: Client, member: Person) -> None:
    _, codes = with_app(client, member)
    assert len(codes) == 10
    assert not re.search(r"<code>\d+</code>", client.get(CODES).content.decode())
    assert at_the_second_step(member).post(SECOND, {"code": codes[0]}).status_code == 302
    assert at_the_second_step(member).post(SECOND, {"code": codes[0]}).status_code == 422
    assert "9 are left" in client.get(PAGE).content.decode()


def test_secrets_are_sealed_and_survive_another_master_key(client: Client, member: Person) -> None:
    secret, codes = with_app(client, member)
    for row in Authenticator.objects.all():
        assert secret not in str(row.data)
        assert not any(code in str(row.data) for code in codes)
    old = master.master_keys()
    with patch.object(master, "master_keys", return_value=(master.new_master_key(), *old)):
        rotation.rewrap()
        new = master.master_keys()[:1]
    keyring.forget()
    with patch.object(master, "master_keys", return_value=new):
        coming = at_the_second_step(member)
        assert coming.post(SECOND, {"code": code_of(secret)}).status_code == 302


def test_a_stale_cookie_adds_no_factor(client: Client, member: Person) -> None:
    client.force_login(member)
    gone_stale(client)
    for page in (APP, "/me/signing-in/passkey/", CODES):
        assert client.get(page).headers["Location"].startswith("/me/signing-in/anew/?next=")
    assert "sign in once more" in client.get("/me/signing-in/anew/").content.decode()
    assert not Authenticator.objects.exists()


def test_a_stale_cookie_takes_nothing_along_and_erases_nobody(
    client: Client, member: Person, administrator: Person
) -> None:
    Person.objects.filter(pk=member.pk).update(is_active=False)
    client.force_login(administrator)
    gone_stale(client)
    anew = "/me/signing-in/anew/?next="
    for person, page in ((administrator, "/me/erase/"), (member, f"/people/{member.pk}/erase/")):
        answer = client.post(page, {"typed": person.email})
        assert answer.headers["Location"].startswith(anew)
        assert Person.objects.filter(pk=person.pk).exists()
    asked = client.post("/me/everything/", headers={"referer": "http://testserver/me/kept/"})
    assert asked.headers["Location"] == f"{anew}%2Fme%2Fkept%2F"


def test_who_has_a_factor_shows_it_before_a_change(client: Client, member: Person) -> None:
    secret, _ = with_app(client, member)
    gone_stale(client)
    change = client.post("/me/signing-in/change/", {"do": "app"})
    assert change.headers["Location"].startswith("/sign-in/again/?next=")
    assert client.get(change.headers["Location"]).status_code == 200
    assert client.post("/sign-in/again/", {"code": "000000"}).status_code == 422
    assert Authenticator.objects.filter(type="totp").exists()
    response = client.post("/sign-in/again/", {"code": code_of(secret), "next": PAGE})
    assert response.headers["Location"] == PAGE
    client.post("/me/signing-in/change/", {"do": "app"})
    assert not Authenticator.objects.exists()


def test_after_a_factor_goes_on_what_was_asked_for(client: Client, member: Person) -> None:
    secret, _ = with_app(client, member)
    gone_stale(client)
    asked = client.post("/me/erase/", {"typed": member.email})
    code = {"code": code_of(secret), "next": "/me/erase/"}
    client.post(asked.headers["Location"], code)
    assert not Person.objects.filter(email=member.email).exists()


def test_every_change_is_told_by_mail(
    client: Client,
    member: Person,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        with_app(client, member)
        client.post("/me/signing-in/change/", {"do": "app"})
    told = sorted(str(message.body) for message in mail.outbox)
    assert "An authenticator app was added" in told[0]
    assert "was removed" in told[1]
    assert [message.to for message in mail.outbox] == [[member.email]] * 2


def test_new_recovery_codes_replace_the_old(client: Client, member: Person) -> None:
    _, old = with_app(client, member)
    assert client.post("/me/signing-in/change/", {"do": "codes"}).headers["Location"] == CODES
    new = re.findall(r"<code>(\d+)</code>", client.get(CODES).content.decode())
    assert not set(old) & set(new)
    assert at_the_second_step(member).post(SECOND, {"code": old[0]}).status_code == 422


def test_nobody_touches_the_factors_of_others(client: Client, member: Person, lead: Person) -> None:
    theirs = Authenticator.objects.create(
        user=lead, type="webauthn", data={"name": "key", "credential": {}}
    )
    client.force_login(member)
    for what in ("remove", "rename"):
        client.post("/me/signing-in/change/", {"do": what, "which": theirs.pk, "name": "mine"})
    theirs.refresh_from_db()
    assert theirs.data["name"] == "key"


def test_a_passkey_that_nobody_knows(client: Client) -> None:
    response = client.post("/sign-in/passkey/", {"credential": "{}"}, follow=True)
    assert "not known here" in response.content.decode()
    options = client.get("/sign-in/passkey/", headers={"accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["userVerification"] == "required"


@pytest.mark.parametrize("do", ["", "nonsense", "codes"])
def test_what_is_no_change(client: Client, member: Person, do: str) -> None:
    client.force_login(member)
    assert client.post("/me/signing-in/change/", {"do": do}).status_code == 404
