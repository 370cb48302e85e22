"""Sitting down in a live session with a real browser."""

from typing import Any

from playwright.sync_api import Browser, Locator, Page

PATIENCE = 20_000


def sit_down(
    browser: Browser, origin: str, session: dict[str, Any], who: int, width: int = 360
) -> Page:
    """Open the session's page as the member number `who`, on a device of their own."""
    context = browser.new_context(viewport={"width": width, "height": 740})
    context.set_default_timeout(PATIENCE)
    cookie = {"name": "session", "value": session["cookies"][who], "url": origin}
    context.add_cookies([cookie])  # type: ignore[list-item]  # a TypedDict by another name
    page = context.new_page()
    page.goto(f"{origin}/groups/{session['group']}/sessions/{session['id']}/")
    page.wait_for_selector("[data-connected]")
    return page


def press(page: Page, name: str) -> None:
    """Press the button of that name."""
    page.get_by_role("button", name=name, exact=True).click()


def card(page: Page) -> Locator:
    """The field for a new card."""
    return page.locator("form[data-many] textarea").first


def at_the_cards(host: Page, *others: Page) -> None:
    """Go on to the step in which everybody writes cards."""
    press(host, "Next step")
    for page in (host, *others):
        page.wait_for_selector("[data-step=did_not_work]")
