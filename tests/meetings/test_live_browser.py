"""What somebody types in a real browser while the others go on."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.meetings.rooms_in_browsers import PATIENCE, at_the_cards, card, press, sit_down
from tests.meetings.serving import Server

pytestmark = pytest.mark.journey


def test_what_is_being_typed_survives_whatever_the_others_do(
    browser: Browser, server: Server, session: dict[str, Any]
) -> None:
    expect.set_options(timeout=PATIENCE)
    host, other = (sit_down(browser, server.origin, session, who) for who in (0, 2))
    at_the_cards(host, other)
    card(other).press_sequentially("half a thou")
    card(host).fill("mine")
    press(host, "Add")
    expect(other.locator("[data-part=stage]")).to_contain_text("1 person has written")
    expect(card(other)).to_be_focused()
    card(other).press_sequentially("ght")
    expect(card(other)).to_have_value("half a thought")
    press(host, "Show everybody")
    expect(other.locator("[data-part=wall]")).to_contain_text("mine")
    expect(card(other)).to_have_value("half a thought")
    press(host, "Next step")
    expect(other.locator("[data-leftover-text]")).to_have_text("half a thought")
    press(host, "Back one step")
    expect(card(other)).to_have_value("half a thought")


def test_what_was_sent_into_a_dead_line_arrives_once_when_it_is_back(
    browser: Browser, server: Server, session: dict[str, Any]
) -> None:
    expect.set_options(timeout=PATIENCE)
    host = sit_down(browser, server.origin, session, 0)
    at_the_cards(host)
    server.kill()
    expect(host.locator("[data-connection]")).to_be_visible()
    card(host).fill("sent in the dark")
    press(host, "Add")
    server.start()
    own = host.locator("[data-part=desk] .quote", has_text="sent in the dark")
    expect(own).to_have_count(1)
    expect(host.locator("[data-connection]")).to_be_hidden()
    host.reload()
    expect(own).to_have_count(1)


def test_who_lends_their_device_is_still_there_while_the_other_one_writes(
    browser: Browser, server: Server, session: dict[str, Any]
) -> None:
    host = sit_down(browser, server.origin, session, 0)
    host.get_by_text("Somebody is with you and has no device?").click()
    press(host, "Share it")
    with host.expect_websocket() as line:
        host.get_by_role("link", name="Pass the device to").click()
    assert line.value.url.endswith(f"/live/{session['id']}/?shared")
    line.value.wait_for_event("framereceived")
    expect(host.get_by_role("heading", level=1)).to_contain_text("writes")
