"""The first run: a page of one-click sign-ins, and a world full of life behind each of them."""

import sqlite3
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Browser, FilePayload, expect

from tests.journeys.serving import Site, running_site
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
        _another_address(newcomer, site)


def _picture_of_a_day(newcomer: Walker) -> None:
    newcomer.go("/demo/")
    english = newcomer.page.locator("main li", has_text="Member of").filter(has_not_text="Jena")
    english.first.get_by_role("button").click()
    expect(newcomer.page.get_by_role("heading", level=1, name="Today")).to_be_visible()
    newcomer.picture("today")


def _another_address(newcomer: Walker, site: Site) -> None:
    """A lead moves a member's address: what was the member's stays closed, until a peer asks."""
    page = newcomer.page
    peer, member = _members(newcomer)
    _be(newcomer, "Programme lead")
    newcomer.go("/people/import/")
    roster = f"Number,Name,Email\n{_number_of(site, member)},{member},moved@halden.example\n"
    page.get_by_label("Roster file").set_input_files(
        FilePayload(name="moved.csv", mimeType="text/csv", buffer=roster.encode())
    )
    page.get_by_role("button", name="Read the file").click()
    page.get_by_label("Some of the people: nobody is deactivated").check()
    for button in ("See the changes", "Apply these changes"):
        page.get_by_role("button", name=button).click()
    _be(newcomer, member)
    closed = page.get_by_text("Somebody changed how you sign in.")
    for path in ("/today/", "/me/everything/", "/me/signing-in/"):
        newcomer.go(path)
        expect(closed).to_be_visible()
        newcomer.complaints.clear()  # browsers complain of the 404 itself
        newcomer.look()
    _be(newcomer, peer)
    page.get_by_role("main").get_by_role("link", name="Group 1").first.click()
    expect(page.get_by_text(f"Somebody changed how {member} signs in.")).to_be_visible()
    newcomer.look()
    page.get_by_role("button", name=f"I have asked: it is {member}").click()
    expect(page.get_by_text(f"You have said that it is {member}.")).to_be_visible()
    _be(newcomer, member)
    expect(page.get_by_role("link", name="Group 1").first).to_be_visible()


def _members(newcomer: Walker) -> tuple[str, str]:
    """Two of the group of the demo, by name."""
    newcomer.go("/demo/")
    named = newcomer.page.locator("main li", has_text="Member of").locator("strong")
    return named.nth(0).inner_text(), named.nth(1).inner_text()


def _be(newcomer: Walker, who: str) -> None:
    newcomer.go("/demo/")
    newcomer.page.locator("main li", has_text=who).first.get_by_role("button").click()
    expect(newcomer.page.get_by_role("heading", level=1)).to_be_visible()


def _number_of(site: Site, name: str) -> str:
    with closing(sqlite3.connect(site.data / "collegium.sqlite3")) as rows:
        found = rows.execute("SELECT number FROM people_person WHERE name = ?", [name])
        return str(found.fetchone()[0])
