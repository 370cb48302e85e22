"""What only a browser can tell: contrast, reflow, keyboard, and the drafts that scripts keep."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browsing import chromium
from tests.ui.conftest import blank_page

pytestmark = pytest.mark.journey

SCREENS: list[tuple[Literal["light", "dark"], int]] = [("light", 360), ("dark", 1440)]
STORED = "Object.keys(sessionStorage).filter(key => key.includes('draft')).length"


def test_axe_finds_nothing_on_any_page_small_and_light_or_large_and_dark(address: str) -> None:
    with chromium() as running:
        for scheme, width in SCREENS:
            page = running.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
            for path in ("/ui/gallery/", "/room", "/out"):
                page.goto(address + path)
                found = Axe().run(page).response["violations"]
                assert [(issue["id"], issue["nodes"][0]["target"]) for issue in found] == []
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            page.close()


def test_the_keyboard_reaches_the_main_part_and_the_menu(address: str) -> None:
    with blank_page() as page:
        page.goto(address + "/form")
        page.keyboard.press("Tab")
        expect(page.locator(".skip-link")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()
        page.locator(".user-toggle").press("Enter")
        expect(page.locator("#user-menu")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#user-menu")).to_be_hidden()


def test_the_chosen_light_stays(address: str) -> None:
    with blank_page() as page:
        page.goto(address + "/form")
        page.locator(".user-toggle").click()
        page.get_by_label("Dark").check()
        page.reload()
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def type_and_reload(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("textarea").fill("Asked first.")
    page.goto(address)


def test_what_was_typed_outlives_a_reload_and_a_refusal_but_not_success(address: str) -> None:
    with blank_page() as page:
        type_and_reload(page, address + "/form")
        expect(page.locator("textarea")).to_have_value("Asked first.")
        page.get_by_role("button", name="Save").click()
        page.wait_for_url("**/saved")
        page.wait_for_function(f"{STORED} === 0")
        expect(page.locator("textarea")).to_have_value("")

        page.locator("textarea").fill("Second try.")
        page.get_by_role("button", name="Save").click()
        page.wait_for_url("**/refuse")
        page.wait_for_function(f"{STORED} === 1")
        page.goto(address + "/form")
        expect(page.locator("textarea")).to_have_value("Second try.")


def test_nothing_typed_stays_on_the_device_after_signing_out_in_any_tab(address: str) -> None:
    with blank_page() as page:
        type_and_reload(page, address + "/form")
        other = page.context.new_page()
        type_and_reload(other, address + "/form")
        page.locator(".user-toggle").click()
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/out")
        page.wait_for_function(f"{STORED} === 0")
        other.wait_for_function(f"{STORED} === 0")


def test_nobody_gets_the_draft_of_somebody_else(address: str) -> None:
    with blank_page() as page:
        type_and_reload(page, address + "/form")
        page.evaluate(
            "for (const k of Object.keys(sessionStorage))"
            'sessionStorage[k] = sessionStorage[k].replace(\'"reader":"7"\', \'"reader":"8"\')'
        )
        page.goto(address + "/form")
        expect(page.locator("textarea")).to_have_value("")
        page.wait_for_function(f"{STORED} === 0")


def test_a_double_click_sends_once(address: str) -> None:
    with blank_page() as page:
        page.goto(address + "/form")
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.url))
        page.get_by_role("button", name="Save").dblclick()
        page.wait_for_url("**/saved")
        assert len([url for url in sent if url.endswith("/save")]) == 1
