"""What browsers are told: to keep nothing, to forget, and which cookies are this host's alone."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.builders import a_person, an_organisation
from tests.config.over_https import HOST, cookies


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:  # noqa: ANN401 - JSON
    """How an installation behind https behaves."""
    folder = tmp_path_factory.mktemp("https")
    environment = os.environ | {
        "COLLEGIUM_DATA": str(folder),
        "COLLEGIUM_ADDRESS": f"https://{HOST}",
        "COLLEGIUM_HOSTS": HOST,
        "COLLEGIUM_DEMO": "0",
        "COLLEGIUM_SECRET_KEY": "".join(chr(33 + number % 90) for number in range(64)),
        "COLLEGIUM_TRUSTED_PROXY": "10.0.0.5",
        "DJANGO_SETTINGS_MODULE": "collegium.config.settings",
        "DATABASE_URL": "",
        "VAULT_DATABASE_URL": "",
    }
    (folder / "static").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.config.over_https"],
        env=environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_djangos_own_check_for_production_finds_nothing(told: Any) -> None:  # noqa: ANN401 - JSON
    assert "no issues" in told["check"]


def test_over_https_every_cookie_is_this_hosts_alone(told: Any) -> None:  # noqa: ANN401 - JSON
    assert len(told["names"]) == 4
    assert all(name.startswith("__Host-") for name in told["names"].values())
    for answer in ("proxy", "language"):
        found = cookies(told[answer]["headers"])
        assert found, answer
        for name, cookie in found.items():
            assert name.startswith("__Host-")
            assert cookie["secure"]
            assert cookie["path"] == "/"
            assert not cookie["domain"]
            assert cookie["httponly"]
            assert cookie["samesite"] in {"Lax", "Strict"}


def test_over_plain_http_cookies_have_plain_names() -> None:
    names = [settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME]
    assert [name for name in names if name.startswith("__")] == []


def test_only_the_proxy_is_believed_that_a_request_came_by_https(told: Any) -> None:  # noqa: ANN401 - JSON
    assert told["proxy"]["status"] == 200
    assert ["strict-transport-security", "max-age=31536000"] in told["proxy"]["headers"]
    for answer in ("plain", "stranger", "disguised"):
        assert told[answer]["status"] == 301, answer
        assert ["location", f"https://{HOST}/sign-in/"] in told[answer]["headers"]
    assert told["health"]["status"] != 301


def test_programs_that_come_in_plain_are_refused_and_not_led_on(told: Any) -> None:  # noqa: ANN401 - JSON
    for path in ("/mail/receive/", "/calendar/x.ics", "/sign-in/saml/x/metadata/"):
        assert told[path]["status"] == 403
        assert "location" not in dict(told[path]["headers"])


PAGES = ["/", "/sign-in/", "/library/", "/healthz", "/nowhere/", "/m/nothing/", "/me/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("signed_in", [False, True])
def test_nothing_is_kept_and_nobody_frames_it(client: Client, path: str, signed_in: bool) -> None:
    if signed_in:
        client.force_login(a_person(an_organisation()))
    headers = client.get(path).headers
    assert "no-store" in headers["Cache-Control"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert "camera=()" in headers["Permissions-Policy"]
    written = headers["Content-Security-Policy"]
    policy = dict(one.strip().split(" ", 1) for one in written.split(";"))
    for name in ("default-src", "base-uri", "frame-ancestors", "object-src"):
        assert policy[name] == "'none'"
    assert policy["form-action"] == policy["connect-src"] == policy["style-src"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert policy["trusted-types"] == "collegium"
    assert "unsafe" not in written


def test_what_a_sign_in_left_is_forgotten_when_it_ends(client: Client) -> None:
    client.force_login(a_person(an_organisation()))
    assert "Clear-Site-Data" not in client.get("/", follow=True).headers
    answer = client.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/sign-in/").headers


def test_a_browser_whose_sign_in_was_ended_elsewhere_forgets_too(client: Client) -> None:
    client.force_login(a_person(an_organisation()))
    client.session.flush()
    answer = client.get("/", follow=False)
    assert answer.status_code == 302
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in Client().get("/").headers


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (403, lambda: Client(enforce_csrf_checks=True).post("/language/", {"language": "de"})),
        (404, lambda: Client().get("/nowhere/")),
        (400, lambda: Client().get("/sign-in/", headers={"host": "evil.example"})),
    ],
)
def test_pages_of_what_went_wrong_are_ours(status: int, answer: Any) -> None:  # noqa: ANN401 - a call
    found = answer()
    assert found.status_code == status
    html = found.content.decode()
    assert 'class="wordmark"' in html
    assert "<style" not in html
    assert " style=" not in html


def test_a_form_in_too_many_parts_is_answered_with_a_page(client: Client) -> None:
    for form in ("&".join(f"f{n}=" for n in range(1500)), "a=" + "x" * 3_000_000):
        answer = client.post("/sign-in/", form, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 400
        assert "This could not be read" in answer.content.decode()
