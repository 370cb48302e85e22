"""The first run: a page of one-click sign-ins, and a world full of life behind each of them."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.journeys.serving import running_site
from tests.journeys.walking import Walker, walker


def test_a_newcomer_can_be_anybody(browser: Browser, tmp_path: Path) -> None:
    with (
        running_site(tmp_path, "demo", demo=True) as site,
        walker(browser, site, "") as newcomer,
    ):
        newcomer.go("/")
        newcomer.check()
        newcomer.picture("demo")
        buttons = newcomer.page.locator("main form button")
        expect(buttons).to_have_count(7)
        for number in range(7):
            newcomer.go("/demo/")
            buttons.nth(number).click()
            expect(newcomer.page.get_by_role("heading", level=1)).to_be_visible()
            newcomer.check()
        newcomer.go("/mailbox/")
        newcomer.check()
        _picture_of_a_day(newcomer)


def _picture_of_a_day(newcomer: Walker) -> None:
    newcomer.go("/demo/")
    english = newcomer.page.locator("main li", has_text="Member of").filter(has_not_text="Jena")
    english.first.get_by_role("button").click()
    expect(newcomer.page.get_by_role("heading", level=1, name="Today")).to_be_visible()
    newcomer.picture("today")
