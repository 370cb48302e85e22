"""People in browsers: one context each, signed in by a code from a real mail."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browsing import violations_in
from tests.journeys.serving import Site

PHONE = 360  # pixels
PICTURES = os.environ.get("COLLEGIUM_PICTURES", "")
expect.set_options(timeout=10_000)
# What axe looks at, without the words: which elements there are, with what, of which look, where.
SHAPE = """() => { const LOOKS = ["class", "role", "type", "dir", "style", "tabindex",
  "aria-hidden", "aria-expanded", "aria-current", "data-theme"];
  return JSON.stringify([
  innerWidth, matchMedia("(prefers-color-scheme: dark)").matches, document.documentElement.lang,
  [...document.querySelectorAll("*")].map(one => [one.tagName, !!one.textContent.trim(),
    ...[...one.attributes].map(({ name, value }) =>
      LOOKS.includes(name) ? name + value : name + !value)].join())]) }"""


@dataclass
class Walker:
    """Somebody at a browser."""

    page: Page
    site: Site
    email: str
    complaints: list[str]
    looked_at: ClassVar[set[str]] = set()  # shapes in which axe found nothing; it takes its time

    def go(self, path: str) -> None:
        """Open an address of the site."""
        self.page.goto(self.site.address + path)

    @property
    def path(self) -> str:
        """Where they are."""
        return urlsplit(self.page.url).path

    def sign_in(self) -> None:
        """Ask for a code, read the mail, type it."""
        seen = len(self.site.post.to(self.email))
        self.go("/sign-in/")
        self.page.get_by_label("E-mail").fill(self.email)
        self.page.get_by_role("main").get_by_role("button").first.click()
        code = self.site.post.code_for(self.email, after=seen)
        self.page.get_by_label("Code").fill(code)
        self.page.get_by_role("main").get_by_role("button").first.click()
        expect(self.page).not_to_have_url(re.compile("/sign-in/"))

    def check(self) -> None:
        """Fail on an accessibility finding or anything the browser complained about."""
        self.page.wait_for_load_state("load")
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        shape = self.page.evaluate(SHAPE)
        if shape not in self.looked_at:
            self._axe()
            self.looked_at.add(shape)
        assert self.complaints == [], (self.page.url, self.complaints)
        self._fits()

    def _axe(self) -> None:
        found = Axe().run(self.page)
        problems = [
            f"{one['id']}: {one['help']}: {[node['html'][:200] for node in one['nodes'][:3]]}"
            for one in found.response["violations"]
        ]
        assert problems == [], (self.page.url, problems)

    def look(self) -> None:
        """Check, and fail on anything that would be wider than a small phone."""
        self.check()
        if size := self.page.viewport_size:
            self.page.set_viewport_size({**size, "width": PHONE})
            self._fits()
            self.page.set_viewport_size(size)

    def _fits(self) -> None:
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), (
            f"{self.page.url} is wider than its window"
        )

    def picture(self, name: str, *, whole: bool = False, height: int = 0) -> None:
        """Take a picture for the docs, when asked to: the window, taller if told, or the page."""
        size = self.page.viewport_size
        if PICTURES and size:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            self.page.set_viewport_size({**size, "height": height or size["height"]})
            self.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
            self.page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=whole)
            self.page.set_viewport_size(size)


@contextmanager
def walker(
    browser: Browser,
    site: Site,
    email: str,
    *,
    width: int = 1280,
    language: str = "en",
    dark: bool = False,
) -> Iterator[Walker]:
    """A browser window of one's own; fails at the end where a policy had to stop anything."""
    context = browser.new_context(
        viewport={"width": width, "height": 820},
        locale=language,
        color_scheme="dark" if dark else "light",
        timezone_id="Europe/Berlin",
    )
    violations = violations_in(context)
    page = context.new_page()
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        yield Walker(page, site, email, complaints)
        context.cookies()  # so that what pages have told is heard
        assert violations == [], violations
    finally:
        context.close()
