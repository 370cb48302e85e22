"""What a group of years remembers, and what one of its members takes back."""

import json
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.cycle import press
from tests.journeys.walking import Walker

PAGES = ("", "patterns/", "year-ago/", "look-up/", "mine/", "opening/")
WORDS = "report lands"


def look_back(member: Walker, memory: str) -> None:
    """Years, what comes back, what was said a year ago."""
    page = member.page
    member.go("/today/")
    group = memory.removesuffix("memory/")
    member.go(group)
    press(page, "Our memory")
    assert member.path == memory
    years = page.locator("section > h2[id^=year-]")
    assert [one[:4] for one in years.all_inner_texts()] == ["2026", "2025", "2024"]
    member.look()
    member.picture("memory", height=1700)
    press(page, "What comes back")
    expect(page.locator("section[aria-labelledby=themes] li h3").first).to_be_visible()
    member.look()
    press(page, "A year ago")
    expect(page.get_by_role("heading", name="Some time ago, about now")).to_be_visible()
    member.look()
    press(page, "For those who joined later")
    expect(page.get_by_text("Nobody joined later")).to_be_visible()
    member.look()


def look_up(member: Walker, memory: str, words: str) -> None:
    """Find something in all that was said."""
    page = member.page
    member.go(f"{memory}look-up/")
    member.look()
    page.get_by_role("searchbox").fill(words)
    press(page, "Look it up")
    expect(page.locator("main mark").first).to_be_visible()
    member.look()


def first_takeaway(member: Walker, memory: str) -> str:
    """What they took away last, among all that they wrote."""
    member.go(f"{memory}mine/")
    member.look()
    mine = member.page.locator("main li", has=member.page.get_by_text("My takeaway"))
    return mine.first.locator("p[dir=auto], [dir=auto] p").first.inner_text()


def sees(member: Walker, memory: str, text: str, *, there: bool) -> None:
    """Whether somebody reads it in the group's memory, unfolded or not."""
    member.go(memory)
    main = expect(member.page.locator("main"))
    (main.to_contain_text if there else main.not_to_contain_text)(text)


def take_back(member: Walker, memory: str, text: str) -> None:
    """One thing, after a look at what that means."""
    page = member.page
    member.go(f"{memory}mine/")
    mine = page.locator("main li", has_text=text)
    mine.get_by_role("link", name=re.compile("Take back: My takeaway")).first.click()
    expect(page.locator("main")).to_contain_text(text)
    member.look()
    press(page, "Take it back")
    expect(page.get_by_text("It is gone, for you and for everybody.")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text(text)


def take_along(member: Walker, memory: str, folder: Path) -> tuple[str, str]:
    """All that they wrote, once to read and once as data."""
    member.go(f"{memory}mine/")
    texts = []
    for button in ("Take it along to read", "Take it along as data"):
        with member.page.expect_download() as download:
            press(member.page, button)
        file = folder / download.value.suggested_filename
        download.value.save_as(file)
        texts.append(file.read_text(encoding="utf-8"))
    readable, data = texts
    assert json.loads(data)
    return readable, data


def is_shut_out(somebody: Walker, memory: str) -> None:
    """Nothing of it opens, and nothing says that it is there."""
    for page in PAGES:
        answer = somebody.page.request.get(f"{somebody.site.address}{memory}{page}")
        assert answer.status == 404, page
