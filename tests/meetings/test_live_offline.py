"""Writing while the line is dead: nothing lost, nothing doubled, conflicts shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.meetings.cutting import Cable, cable_to
from tests.meetings.rooms_in_browsers import PATIENCE, at_the_cards, card, press, sit_down
from tests.meetings.serving import Server

pytestmark = pytest.mark.journey


@contextmanager
def two_at_the_cards(
    browser: Browser, server: Server, session: dict[str, Any]
) -> Iterator[tuple[Page, Page, Cable]]:
    """The host, and somebody whose line can be cut."""
    expect.set_options(timeout=PATIENCE)
    with cable_to(server.port) as cable:
        host = sit_down(browser, server.origin, session, 0)
        far = sit_down(browser, cable.origin, session, 2)
        at_the_cards(host, far)
        yield host, far, cable


def own(page: Page, text: str) -> Any:  # noqa: ANN401 - a locator, and its own expectations
    return page.locator("[data-part=desk] p.quote:not([data-theirs])").get_by_text(text, exact=True)


def dark(page: Page, cable: Cable) -> None:
    cable.cut()
    expect(page.locator("[data-connection]")).to_be_visible()


def test_who_writes_on_in_the_dark_loses_nothing_and_says_nothing_twice(
    browser: Browser, server: Server, session: dict[str, Any]
) -> None:
    with two_at_the_cards(browser, server, session) as (_host, far, cable):
        cable.swallow_answers()
        card(far).fill("sent, never confirmed")
        press(far, "Add")
        dark(far, cable)
        waiting = far.locator("[data-waiting] li")
        expect(waiting).to_have_text(["sent, never confirmed"])
        for text in ("written in the dark", "and another"):
            card(far).fill(text)
            press(far, "Add")
        card(far).press_sequentially("half a thou")
        expect(waiting).to_have_count(3)
        cable.mend()
        expect(waiting).to_have_count(0)
        expect(far.locator("[data-connection]")).to_be_hidden()
        for text in ("sent, never confirmed", "written in the dark", "and another"):
            expect(own(far, text)).to_have_count(1)
        card(far).press_sequentially("ght")
        expect(card(far)).to_have_value("half a thought")
        far.reload()
        expect(card(far)).to_have_value("half a thought")
        assert far.locator("[data-part=desk] p.quote").count() == 3


def test_what_was_being_written_for_a_step_that_is_over_is_offered(
    browser: Browser, server: Server, session: dict[str, Any]
) -> None:
    with two_at_the_cards(browser, server, session) as (host, far, cable):
        dark(far, cable)
        card(far).fill("sent too late")
        press(far, "Add")
        card(far).fill("not even sent")
        press(host, "Show everybody")
        press(host, "Next step")
        expect(host.locator("[data-step=did_not_work]")).to_have_count(0)
        cable.mend()
        leftover = far.locator("[data-leftover-text]")
        expect(leftover).to_contain_text("sent too late")
        expect(leftover).to_contain_text("not even sent")
        expect(far.locator("[data-refusal]")).to_be_visible()
        assert "sent too late" not in far.evaluate("JSON.stringify(sessionStorage)")
        far.reload()
        expect(leftover).to_contain_text("sent too late")
        expect(leftover).to_contain_text("not even sent")
        press(far, "Put it away")
        far.reload()
        expect(far.locator("[data-leftover]")).to_be_hidden()
        press(host, "Back one step")
        expect(card(far)).to_have_value("not even sent")


def change(page: Page, text: str) -> None:
    if not page.get_by_role("button", name="Save the change").is_visible():
        page.get_by_text("Change", exact=True).click()
    page.locator("details form textarea").fill(text)


def test_an_entry_changed_on_two_devices_is_shown_in_both_versions(
    browser: Browser, server: Server, session: dict[str, Any]
) -> None:
    with two_at_the_cards(browser, server, session) as (_host, far, cable):
        card(far).fill("first")
        press(far, "Add")
        expect(own(far, "first")).to_be_visible()
        phone = sit_down(browser, server.origin, session, 2)
        field, theirs = far.locator("details form textarea"), far.locator("[data-theirs]")

        change(far, "typed at the desk")  # not sent
        far.reload()
        far.wait_for_selector("[data-connected]")
        expect(field).to_be_visible()
        change(phone, "from the phone")
        press(phone, "Save the change")
        expect(theirs).to_have_text("from the phone")
        expect(field).to_have_value("typed at the desk")
        press(far, "Take the other")
        expect(field).to_have_value("from the phone")

        dark(far, cable)
        change(far, "sent in the dark")
        press(far, "Save the change")
        change(phone, "from the phone again")
        press(phone, "Save the change")
        expect(own(phone, "from the phone again")).to_be_visible()
        cable.mend()
        expect(theirs).to_have_text("from the phone again")
        expect(field).to_have_value("sent in the dark")
        expect(own(far, "from the phone again")).to_be_visible()
        press(far, "Keep mine")
        press(far, "Save the change")
        expect(own(phone, "sent in the dark")).to_be_visible()
        expect(theirs).to_have_count(0)


def test_words_that_the_end_of_the_session_overtakes_are_offered_on_its_page(
    browser: Browser, server: Server, session: dict[str, Any]
) -> None:
    with two_at_the_cards(browser, server, session) as (host, far, cable):
        host.get_by_text("End early", exact=True).click()
        press(host, "Ask the others")
        press(far, "I agree to end here")
        expect(far.get_by_role("button", name="Rather go on")).to_be_visible()
        card(far).fill("in the middle of a")
        expect(far.locator("[data-waiting]")).to_be_hidden()
        dark(far, cable)
        press(far, "Add")
        card(far).fill("sentence")
        press(host, "Show everybody")
        press(host, "End the session now")
        expect(host.locator("[data-step]")).to_have_count(0)
        cable.mend()
        expect(far.locator("[data-step]")).to_have_count(0)
        for text in ("in the middle of a", "sentence"):
            expect(far.locator("[data-leftover-text]")).to_contain_text(text)
        press(far, "Put it away")
        far.reload()
        expect(far.locator("h1")).to_be_visible()
        expect(far.locator("[data-leftover]")).to_be_hidden()


def test_what_two_write_on_one_device_stays_apart(
    browser: Browser, server: Server, session: dict[str, Any]
) -> None:
    expect.set_options(timeout=PATIENCE)
    host = sit_down(browser, server.origin, session, 0)
    at_the_cards(host)
    card(host).fill("for nobody yet")
    host.get_by_text("Somebody is with you and has no device?").click()
    press(host, "Share it")
    host.get_by_role("link", name="Pass the device to").click()
    expect(host.get_by_role("link", name="Hand the device back")).to_be_visible()
    host.wait_for_timeout(200)  # for a draft that must not come
    expect(card(host)).to_have_value("")
    card(host).fill("neither is this")
    host.get_by_role("link", name="Hand the device back").click()
    expect(card(host)).to_have_value("for nobody yet")
    expect(host.locator("[data-leftover]")).to_be_hidden()


def test_a_line_on_which_nothing_comes_back_is_given_up(
    browser: Browser, server: Server, session: dict[str, Any]
) -> None:
    expect.set_options(timeout=PATIENCE)
    with cable_to(server.port) as cable:
        far = sit_down(browser, cable.origin, session, 0)
        far.clock.install()
        far.reload()
        far.wait_for_selector("[data-connected]")
        cable.swallow_answers()
        press(far, "Next step")
        far.clock.run_for(8000)
        expect(far.locator("[data-connection]")).to_be_visible()
        cable.mend()
        far.clock.run_for(120_000)
        expect(far.locator("[data-step=did_not_work]")).to_be_visible()
        expect(far.locator("[data-connection]")).to_be_hidden()
