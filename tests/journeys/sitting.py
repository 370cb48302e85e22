"""Somebody in a live session: what they press and write, by pointer or by keyboard alone."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.serving import Site
from tests.journeys.walking import Walker, walker

STOPS = 250  # no page has so many places to tab to


@dataclass
class Sitter:
    """A member at their page of the session."""

    name: str
    walker: Walker
    keyboard: bool = False

    @property
    def page(self) -> Page:
        """Their page."""
        return self.walker.page

    @property
    def live(self) -> Locator:
        """The whole of the room."""
        return self.page.locator("#live")

    def part(self, name: str) -> Locator:
        """One part of the page: stage, desk, host or wall."""
        return self.page.locator(f"[data-part={name}]")

    def sheet(self, name: str) -> Locator:
        """The form for one sort of entry, or for one alternative's scores."""
        return self.page.locator(f"form[data-key^={name}]").first

    def act(self, kind: str, place: str = "#live") -> None:
        """Press the first button that does something of this kind."""
        button = self.page.locator(f"{place} form:has(input[name=kind][value={kind}]) button").first
        closed = button.locator("xpath=ancestor::details[not(@open)]/summary")
        if closed.count():
            self.press(closed.first)
        self.press(button)

    def press(self, target: Locator) -> None:
        """Press a button or open a disclosure."""
        if self.keyboard:
            self.reach(target)
            self.page.keyboard.press("Enter")
        else:
            target.click()

    def write(self, sheet: str, *texts: str) -> None:
        """Fill the text fields of a sheet, the first ones first, and hand it in."""
        form = self.sheet(sheet)
        for field, text in zip(
            form.locator("textarea, input[type=text]").all(), texts, strict=False
        ):
            self.type(field, text)
        self.press(form.locator(".form-actions button"))

    def type(self, field: Locator, text: str) -> None:
        """Put text into an empty field."""
        if self.keyboard:
            self.reach(field)
            self.page.keyboard.type(text)
        else:
            field.fill(text)

    def tick(self, box: Locator) -> None:
        """Tick a box."""
        if self.keyboard:
            self.reach(box)
            self.page.keyboard.press("Space")
        else:
            box.locator("xpath=ancestor::label").click()  # waits until the page stands still
            expect(box).to_be_checked()

    def choose(self, choice: Locator, label: str) -> None:
        """Choose from a list."""
        if not self.keyboard:
            choice.select_option(label=label)
            return
        self.reach(choice)
        for _ in range(choice.locator("option").all_text_contents().index(label)):
            self.page.keyboard.press("ArrowDown")

    def rate(self, form: Locator, points: int) -> None:
        """Give so many points on each scale of a form."""
        for scale in form.locator(".scale").all():
            if not self.keyboard:
                scale.locator(f"label:has(input[value='{points}'])").click()
                expect(scale.locator(f"input[value='{points}']")).to_be_checked()
                continue
            self.reach(scale.locator("input").first)
            self.page.keyboard.press("Space")
            for _ in range(points - 1):
                self.page.keyboard.press("ArrowRight")

    def reach(self, target: Locator) -> None:
        """Tab to it."""
        expect(target).to_be_attached()
        for _ in range(STOPS):
            if target.evaluate("node => node === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way by keyboard to {target}")


@contextmanager
def sitter(
    browser: Browser, site: Site, session: dict[str, Any], name: str, **more: Any
) -> Iterator[Sitter]:
    """Somebody with a browser of their own, signed in; `more` as a walker has it."""
    keyboard = more.pop("keyboard", False)
    with walker(browser, site, "", **more) as one:
        cookie = {"name": session["cookie"], "value": session["cookies"][name], "url": site.address}
        one.page.context.add_cookies([cookie])  # type: ignore[list-item]  # a TypedDict by another name
        yield Sitter(name, one, keyboard)


def see(sitters: Sequence[Sitter], *texts: str) -> None:
    """Everybody's page shows it, without a reload."""
    for one in sitters:
        for text in texts:
            expect(one.live).to_contain_text(text)


def at_step(sitters: Sequence[Sitter], key: str) -> None:
    """Everybody's page is at that step."""
    for one in sitters:
        expect(one.page.locator(f"[data-step={key}]")).to_be_visible()
