"""A key of one's own: made, used to sign in, and used as a second lock."""

import re

from playwright.sync_api import Browser, expect

from tests.journeys.serving import Site
from tests.journeys.walking import Walker, walker

ADA = "ada@halden.example"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_made_and_signs_in(browser: Browser, site: Site) -> None:
    with walker(browser, site, ADA, width=360) as ada:
        site.command("found", "Halden", "--email", ADA, "--name", "Ada Byron")
        _with_a_device(ada)
        ada.sign_in()
        _make_a_passkey(ada)
        _look_around(ada)
        _sign_out(ada)
        ada.go("/sign-in/")
        ada.check()
        _press(ada, "Deutsch")
        expect(ada.page.get_by_role("heading", name="Anmelden")).to_be_visible()
        _press(ada, "English")
        _press(ada, "Sign in with a passkey")
        expect(ada.page).not_to_have_url(re.compile("/sign-in/"))
        assert ada.complaints == []


def _with_a_device(ada: Walker) -> None:
    line = ada.page.context.new_cdp_session(ada.page)
    line.send("WebAuthn.enable")
    line.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def _press(ada: Walker, name: str) -> None:
    ada.page.get_by_role("button", name=name).click()


def _make_a_passkey(ada: Walker) -> None:
    ada.go("/me/signing-in/passkey/")
    ada.check()
    ada.page.get_by_label("What do you call it?").fill("My own phone")
    _press(ada, "Make a passkey")
    expect(ada.page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(ada.page.locator(".recovery-codes li")).to_have_count(10)
    ada.check()


def _look_around(ada: Walker) -> None:
    for path in ("/me/signing-in/", "/me/signing-in/app/", "/organisation/sign-on/"):
        ada.go(path)
        ada.check()
    ada.go("/me/signing-in/")
    expect(ada.page.get_by_text("My own phone").first).to_be_visible()


def _sign_out(ada: Walker) -> None:
    ada.page.context.clear_cookies()
