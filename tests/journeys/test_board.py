"""A lead carries people over the board: by mouse, by keyboard, with a repair, and back."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.serving import running_site
from tests.journeys.walking import Walker, walker


def test_hand_work_on_the_board(browser: Browser, tmp_path: Path) -> None:
    with (
        running_site(tmp_path, "demo", "--stage", "forming", demo=True) as site,
        walker(browser, site, "") as lead,
    ):
        _open_the_board(lead)
        _by_mouse_and_undone(lead)
        _by_keyboard(lead)
        _too_many_and_mended(lead)
        _survives_a_reload(lead)


def _open_the_board(lead: Walker) -> None:
    lead.go("/demo/")
    lead.page.locator("main form button").first.click()
    lead.go("/programmes/")
    lead.page.locator("main a[href^='/programmes/']").filter(has_not_text="New").first.click()
    lead.page.goto(re.sub(r"(/programmes/[0-9a-f-]+/).*", r"\1board/", lead.page.url))
    expect(lead.page.locator(".grip").first).to_be_visible()
    lead.check()


def _group(page: Page, number: int) -> Locator:
    return page.locator(f"[data-group='{number}']")


def _names(page: Page, number: int) -> list[str]:
    names: list[str] = (
        _group(page, number)
        .locator("[data-person]")
        .evaluate_all("chips => chips.map(chip => chip.dataset.name)")
    )
    return names


def _by_mouse_and_undone(lead: Walker) -> None:
    page = lead.page
    before = _names(page, 1)
    grip, target = _group(page, 1).locator(".grip").first, _group(page, 2)
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), target.locator("h2").bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + 30, steps=3)
    page.mouse.move(end["x"] + 20, end["y"] + 10, steps=6)
    expect(target.locator(".column-price")).to_contain_text("mix")
    page.mouse.up()
    expect(page.locator("#outcome")).to_contain_text("now in")
    assert _names(page, 1) == before[1:]
    lead.check()
    page.locator("#journal-part").get_by_role("button", name="Undo").click()
    expect(page.locator("#outcome")).to_contain_text("Undone")
    assert _names(page, 1) == before


def _by_keyboard(lead: Walker) -> None:
    page = lead.page
    before = _names(page, 1)
    said = page.locator("#board-said")
    grip = page.get_by_role("button", name=f"Move {before[0]}", exact=True)
    grip.focus()
    page.keyboard.press("Enter")
    expect(_group(page, 2).locator(".column-price")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text("Over")
    page.keyboard.press("Escape")
    expect(said).to_contain_text("back in place")
    assert _names(page, 1) == before
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#outcome")).to_contain_text(f"{before[0]}: now in")
    expect(grip).to_be_focused()
    assert before[0] in _names(page, 2)


def _too_many_and_mended(lead: Walker) -> None:
    """Until the group breaks a rule; then one click mends it."""
    page = lead.page
    mend = page.locator("#outcome").get_by_role("button", name="Mend it")
    for _ in range(8):
        if _broken(page):
            break
        name = _names(page, 1)[0]
        page.get_by_role("button", name=f"Move {name}", exact=True).focus()
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(page.locator("#outcome")).to_contain_text(f"{name}: now in")
    assert _broken(page)
    expect(mend).to_be_visible()
    lead.check()
    moved = page.locator("#outcome strong").inner_text()
    mend.click()
    expect(page.locator("#outcome strong")).not_to_have_text(moved)
    expect(page.locator("#outcome")).to_contain_text("now in")


def _broken(page: Page) -> bool:
    return page.locator(".column-broken").count() > 0


def _survives_a_reload(lead: Walker) -> None:
    page = lead.page
    here = _names(page, 2)
    page.reload()
    expect(page.locator(".grip").first).to_be_visible()
    assert _names(page, 2) == here
    page.locator("#journal-part").get_by_role("button", name="Undo").click()
    expect(page.locator("#outcome")).to_contain_text("Undone")
    assert _names(page, 2) != here
